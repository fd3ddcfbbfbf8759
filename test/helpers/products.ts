/** A table of products whose columns follow rules that a generator must learn; the rules are those of the reference engine's own end-to-end test. */

import { Rng } from "../../lib/base/random";
import { datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

const AMOUNT_DECILES = [0, 17, 22, 26, 30, 33, 37, 41, 45, 50, 58, 90].filter((_, i) => i !== 0);
const DAY = 86_400_000;

/**
 * amount by deciles 0 to 90; product_type A, B or C (.4, .4, .2) and its one-to-one id; producer A to E and 20 that occur
 * once; a date whose year is 2025 - amount, 5 % missing; price = 1000 / amount, 30 % off for A; price_category Cheap below 15;
 * datetime: the date with a time of day; geo: a place in a box of latitude 22 to 25.2 and longitude 118.3 to 121.7, 5 % no place.
 */
export function products(rows: number, seed: number): Table {
  const rng = new Rng(seed);
  const draws = (name: string): number[] => {
    const stream = rng.fork(name);
    return Array.from({ length: rows }, () => stream.uniform());
  };
  const amounts = draws("amount").map((u) => Math.max(1, Math.trunc(decile(u))));
  const types = draws("type").map((u) => (u < 0.4 ? "A" : u < 0.8 ? "B" : "C"));
  const producers = draws("producer").map((u): string => (u < 0.5 ? "A" : u < 0.75 ? "B" : u < 0.9 ? "C" : u < 0.95 ? "D" : "E"));
  rng
    .fork("rare")
    .permutation(rows)
    .slice(0, 20)
    .forEach((row, i) => (producers[row] = `Rare ${i}`));
  const days = draws("day");
  const missing = draws("missing").map((u) => u < 0.05);
  const dates = amounts.map((amount, i) => (missing[i] ? null : Date.UTC(2025 - amount, 0, 1) + Math.floor(days[i] * 365) * DAY));
  const seconds = draws("second").map((u) => 1000 * Math.floor(86_400 * u));
  const [latitudes, longitudes] = [draws("latitude").map((u) => 22 + 3.2 * u), draws("longitude").map((u) => 118.3 + 3.4 * u)];
  const nowhere = draws("nowhere").map((u) => u < 0.05);
  const prices = amounts.map((amount, i) => (1000 / amount) * (types[i] === "A" ? 0.7 : 1));
  return new Table([
    numberColumn("amount", amounts),
    stringColumn("product_type", types),
    stringColumn(
      "product_type_id",
      types.map((type) => String(type.charCodeAt(0))),
    ),
    stringColumn("producer", producers),
    datetimeColumn("date", dates, "date"),
    numberColumn("price", prices),
    stringColumn(
      "price_category",
      prices.map((price) => (price < 15 ? "Cheap" : "Expensive")),
    ),
    datetimeColumn(
      "datetime",
      dates.map((day, i) => (day === null ? null : day + seconds[i])),
      "datetime",
    ),
    stringColumn(
      "geo",
      latitudes.map((latitude, i) => (nowhere[i] ? "25.0, XXX" : `${latitude.toFixed(4)}, ${longitudes[i].toFixed(4)}`)),
    ),
  ]);
}

function decile(u: number): number {
  const position = u * (AMOUNT_DECILES.length - 1);
  const below = Math.min(Math.floor(position), AMOUNT_DECILES.length - 2);
  return AMOUNT_DECILES[below] + (position - below) * (AMOUNT_DECILES[below + 1] - AMOUNT_DECILES[below]);
}
