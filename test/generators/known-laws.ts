import { Rng } from "../../lib/base/random";
import { type Cell, datetimeColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

/** Every kind of column, missing cells, and names that break careless code. */
export function oddTable(rows: number): Table {
  const rng = new Rng(3);
  const list = (draw: (i: number) => Cell): Cell[] => Array.from({ length: rows }, (_, i) => draw(i));
  const gap = (cell: Cell): Cell => (rng.uniform() < 0.2 ? null : cell);
  const table = Table.of(
    Object.fromEntries([
      ["", list(() => gap(rng.integer(100)))],
      ["__proto__", list(() => gap(rng.pick(["a", "b", ""])))],
      ['a.b "c"', list(() => gap(rng.uniform() < 0.3))],
      ["🎈", list(() => rng.normal())],
      ["all missing", list(() => null)],
      ["constant", list(() => 7)],
    ]),
  );
  return table.with(
    datetimeColumn(
      "day",
      Float64Array.from({ length: rows }, () => 86_400_000 * rng.integer(1000)),
      "date",
    ),
  );
}

/** Two numbers with this correlation, and a word that is "high" when the first is above 0. */
export function correlated(rows: number, correlation: number): Table {
  const rng = new Rng(7);
  const x = Array.from({ length: rows }, () => rng.normal());
  const y = x.map((value) => correlation * value + Math.sqrt(1 - correlation ** 2) * rng.normal());
  return Table.of({ x, y, side: x.map((value) => (value > 0 ? "high" : "low")) });
}

/** 40 towns, dates, and gaps in every column. */
export function longTable(rows: number): Table {
  const rng = new Rng(5);
  const gaps = <Value extends Cell>(draw: () => Value): (Value | null)[] =>
    Array.from({ length: rows }, () => (rng.uniform() < 0.15 ? null : draw()));
  return Table.of({
    town: gaps(() => `town ${Math.floor(40 * rng.uniform() ** 2)}`),
    born: gaps(() => new Date(86_400_000 * rng.integer(20_000))),
    income: gaps(() => Math.round(Math.exp(10 + rng.normal()))),
    works: gaps(() => rng.uniform() < 0.6),
  });
}

/** Numbers, words, yes or no, and dates in turn, with gaps. */
export function wideTable(rows: number, columns: number): Table {
  const rng = new Rng(6);
  const draws: readonly (() => Cell)[] = [
    () => rng.normal(),
    () => rng.pick(["red", "green", "blue"]),
    () => rng.uniform() < 0.4,
    () => new Date(86_400_000 * rng.integer(9000)),
  ];
  const cells = (c: number): Cell[] => Array.from({ length: rows }, () => (rng.uniform() < 0.1 ? null : draws[c % draws.length]()));
  return Table.of(Object.fromEntries(Array.from({ length: columns }, (_, c) => [`column ${c + 1}`, cells(c)])));
}
