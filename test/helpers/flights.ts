/** Flights whose columns obey rules that an untrained network breaks, and those rules. */

import type { Constraint } from "../../lib/argn/constraints/constraint";
import { Rng } from "../../lib/base/random";
import { datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

const ROUTES = [
  ["AAA", "BBB", "X1"],
  ["AAA", "CCC", "X1"],
  ["BBB", "AAA", "Y2"],
];
const EDUCATION: Readonly<Record<string, number>> = { school: 5, college: 10, bachelor: 13, doctor: 16 };
export const DAY = 86_400_000;

export function flights(rows: number, seed: number): Table {
  const rng = new Rng(seed);
  const draws = Array.from({ length: rows }, () => {
    const route = rng.pick(ROUTES);
    const education = rng.pick(Object.keys(EDUCATION));
    const air = 30 + rng.integer(200) + rng.integer(10) / 10;
    const booked = Date.UTC(2024, 0, 1) + rng.integer(300) * DAY;
    return {
      route,
      education,
      air,
      elapsed: air + rng.integer(60),
      booked,
      flown: booked + rng.integer(60) * DAY,
      price: 50 + rng.integer(200),
      seats: 1 + rng.integer(4),
      gap: rng.uniform() < 0.1,
    };
  });
  return new Table([
    stringColumn(
      "from",
      draws.map(({ route }) => route[0]),
    ),
    stringColumn(
      "to",
      draws.map(({ route }) => route[1]),
    ),
    stringColumn(
      "airline",
      draws.map(({ route }) => route[2]),
    ),
    stringColumn(
      "education",
      draws.map(({ education }) => education),
    ),
    numberColumn(
      "education number",
      draws.map(({ education }) => EDUCATION[education]),
    ),
    numberColumn(
      "air",
      draws.map(({ air }) => air),
    ),
    numberColumn(
      "elapsed",
      draws.map(({ elapsed, gap }) => (gap ? null : elapsed)),
    ),
    datetimeColumn(
      "booked",
      draws.map(({ booked }) => booked),
      "date",
    ),
    datetimeColumn(
      "flown",
      draws.map(({ flown }) => flown),
      "date",
    ),
    numberColumn(
      "price",
      draws.map(({ price }) => price),
    ),
    numberColumn(
      "seats",
      draws.map(({ seats }) => seats),
    ),
    numberColumn(
      "total",
      draws.map(({ price, seats }) => price * seats),
    ),
    stringColumn(
      "ticket",
      draws.map((_, i) => `T-${String(i).padStart(5, "0")}`),
    ),
  ]);
}

export const RULES: readonly Constraint[] = [
  { kind: "combinations", columns: ["from", "to", "airline"] },
  { kind: "one-to-one", columns: ["education", "education number"] },
  { kind: "inequality", low: "air", high: "elapsed" },
  { kind: "inequality", low: "booked", high: "flown", strict: true },
  { kind: "range", column: "price", least: 80, most: 200 },
  { kind: "range", column: "booked", least: "2024-03-10", most: "2024-09-20" },
  { kind: "formula", column: "total", formula: "price * seats" },
  { kind: "unique", column: "ticket", pattern: "\\A-0000" },
];

/** Says which rule a row breaks, or nothing. */
export function violation(row: ReturnType<Table["row"]>): string | undefined {
  if (!ROUTES.some(([from, to, airline]) => row.from === from && row.to === to && row.airline === airline)) return "route";
  if (EDUCATION[String(row.education)] !== row["education number"]) return "education";
  if (row.elapsed !== null && Number(row.air) > Number(row.elapsed)) return `air ${String(row.air)} elapsed ${String(row.elapsed)}`;
  if (Number(row.booked) >= Number(row.flown)) return "flown";
  if (Number(row.price) < 80 || Number(row.price) > 200) return `price ${String(row.price)}`;
  if (Number(row.booked) < Date.UTC(2024, 2, 10) || Number(row.booked) > Date.UTC(2024, 8, 20)) return `booked ${String(row.booked)}`;
  return row.total === Number(row.price) * Number(row.seats) ? undefined : `total ${String(row.total)}`;
}
