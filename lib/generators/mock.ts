import type { Rng } from "../base/random";
import { booleanColumn, type Column, datetimeColumn, numberColumn, stringColumn } from "../table/column";
import { Table } from "../table/table";
import { family } from "./generator";

/**
 * Mock data: the right column names and types, and cells that look plausible for the name: an age, a town, a date. Nothing
 * is learned from the rows, so nothing of them can leak, and nothing about them can be learned from the copy.
 *
 * @example
 * const synthetic = await (await mock.train(Table.of({ age: [31], city: ["Ulm"] }))).sample(2);
 * assert.deepEqual(synthetic.columnNames, ["age", "city"]);
 */
export const mock = family("mock", (table) => {
  // only names, types and forms are kept
  const plans = table.columns.map((column) => mockColumn(column));
  return (rows, rng) =>
    new Table(
      plans.map((draw, j) => draw(rows, rng.fork(table.columns[j].name))),
      rows,
    );
});

const firstNames = ["Ada", "Ben", "Chloe", "Dario", "Elif", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kofi", "Lena"];
const lastNames = ["Abbott", "Brandt", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Haddad", "Ivanov", "Jensen"];
const towns = ["Ashford", "Bellmare", "Corvale", "Dunmere", "Eastholt", "Fernbrook", "Glenmoor", "Hartwick"];
const words = ["amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath"];

/** What a word column holds, by its name. */
const wordKinds: readonly { readonly name: RegExp; readonly draw: (rng: Rng, i: number) => string }[] = [
  { name: /e-?mail/i, draw: (rng) => `${rng.pick(firstNames)}.${rng.pick(lastNames)}@example.org`.toLowerCase() },
  { name: /(^|_)id$|uuid|number/i, draw: (_, i) => `X${String(i + 1).padStart(6, "0")}` },
  { name: /first.?name/i, draw: (rng) => rng.pick(firstNames) },
  { name: /last.?name|surname/i, draw: (rng) => rng.pick(lastNames) },
  { name: /name|owner|user|author/i, draw: (rng) => `${rng.pick(firstNames)} ${rng.pick(lastNames)}` },
  { name: /city|town|place|region/i, draw: (rng) => rng.pick(towns) },
  { name: /phone/i, draw: (rng) => `+00 555 ${String(rng.integer(1e6)).padStart(6, "0")}` },
  { name: /^sex$|gender/i, draw: (rng) => rng.pick(["F", "M"]) },
  { name: /text|comment|summary|description/i, draw: (rng) => Array.from({ length: 6 }, () => rng.pick(words)).join(" ") },
  { name: /^/, draw: (rng) => rng.pick(words) },
];

/** The range of a number column, by its name. */
const numberKinds: readonly { readonly name: RegExp; readonly least: number; readonly most: number; readonly decimals: number }[] = [
  { name: /age/i, least: 0, most: 99, decimals: 0 },
  { name: /year/i, least: 1990, most: 2029, decimals: 0 },
  { name: /lat/i, least: -90, most: 90, decimals: 4 },
  { name: /lon|lng/i, least: -180, most: 180, decimals: 4 },
  { name: /price|cost|amount|income|salary/i, least: 0, most: 10_000, decimals: 2 },
  { name: /share|rate|ratio/i, least: 0, most: 1, decimals: 3 },
  { name: /^/, least: 0, most: 100, decimals: 0 },
];

const FIRST_DAY = Date.UTC(2020, 0, 1);
const DAYS = 1826;

/** Plausible cells for a column by its name and type. */
export function mockColumn(column: Column): (rows: number, rng: Rng) => Column {
  const { name } = column;
  const list = <Value>(rows: number, draw: (i: number) => Value): Value[] => Array.from({ length: rows }, (_, i) => draw(i));
  switch (column.type) {
    case "string": {
      const kind = wordKinds.find((candidate) => candidate.name.test(name)) ?? wordKinds[wordKinds.length - 1];
      return (rows, rng) =>
        stringColumn(
          name,
          list(rows, (i) => kind.draw(rng, i)),
        );
    }
    case "number": {
      const kind = numberKinds.find((candidate) => candidate.name.test(name)) ?? numberKinds[numberKinds.length - 1];
      const steps = (kind.most - kind.least) * 10 ** kind.decimals + 1;
      return (rows, rng) =>
        numberColumn(
          name,
          list(rows, () => Number((kind.least + rng.integer(steps) / 10 ** kind.decimals).toFixed(kind.decimals))),
        );
    }
    case "datetime": {
      const { format } = column;
      const unit = format === "date" ? 86_400_000 : 1000;
      return (rows, rng) =>
        datetimeColumn(
          name,
          list(rows, () => FIRST_DAY + unit * rng.integer((DAYS * 86_400_000) / unit)),
          format,
        );
    }
    case "boolean":
      return (rows, rng) =>
        booleanColumn(
          name,
          list(rows, () => rng.uniform() < 0.5),
        );
  }
}
