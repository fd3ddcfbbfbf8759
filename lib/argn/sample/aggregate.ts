/** One cell from several draws of it. */

import { type Column, isMissing, numberColumn, takeCells, textOf } from "../../table/column";
import { concat } from "../../table/concat";
import { Table } from "../../table/table";

/** The middle draw for numbers and dates, the most frequent one for everything else; or one of these for all. */
export type Aggregate = "auto" | "mode" | "median" | "mean";

export interface AggregateOptions {
  /**
   * Draws behind each filled cell; default 1.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * assert.equal((await argn.impute(Table.of({ x: [0, 1], y: [null, null] }), { draws: 5 })).rowCount, 2);
   */
  readonly draws?: number;
  /**
   * What makes one cell of several draws; default "auto".
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const filled = await argn.impute(Table.of({ x: [null], y: ["b"] }), { draws: 4, aggregate: "mean" });
   * assert(filled.cell(0, "x") >= 0);
   */
  readonly aggregate?: Aggregate;
}

/** The table whose cells sum up the draws of each cell. Cells that all draws agree on stay as they are. */
export function aggregateDraws(draws: readonly Table[], aggregate: Aggregate): Table {
  const [first, ...others] = draws;
  if (others.length === 0) return first;
  return first.columns.reduce(
    (table, { name }) =>
      table.with(
        aggregateColumn(
          draws.map((draw) => draw.column(name)),
          aggregate,
        ),
      ),
    first,
  );
}

function aggregateColumn(draws: readonly Column[], aggregate: Aggregate): Column {
  const [first] = draws;
  const isNumeric = first.type === "number" || first.type === "datetime";
  if (!isNumeric || aggregate === "mode") return takeDraw(draws, (i) => modeDraw(draws, i));
  if (aggregate === "mean" && first.type === "number") {
    return numberColumn(
      first.name,
      Float64Array.from({ length: first.length }, (_, i) => draws.reduce((sum, draw) => sum + numberAt(draw, i), 0) / draws.length),
    );
  }
  return takeDraw(draws, (i) => medianDraw(draws, i));
}

/** The column whose cell i is that of the draw which `choose(i)` names. */
function takeDraw(draws: readonly Column[], choose: (i: number) => number): Column {
  const [first] = draws;
  const chosen = Int32Array.from({ length: first.length }, (_, i) => choose(i));
  const stacked = stackColumns(draws);
  return takeCells(
    stacked,
    chosen.map((draw, i) => draw * first.length + i),
  );
}

function stackColumns(draws: readonly Column[]): Column {
  return concat(draws.map((draw) => new Table([draw]))).columns[0];
}

function modeDraw(draws: readonly Column[], i: number): number {
  const counts = new Map<string | null, number>();
  for (const draw of draws) counts.set(textOf(draw, i), (counts.get(textOf(draw, i)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return draws.findIndex((draw) => counts.get(textOf(draw, i)) === most);
}

/** The draw with the middle value, the lower one of two: a value that occurs, with the decimals of the data. */
function medianDraw(draws: readonly Column[], i: number): number {
  const present = draws.map((draw, d) => ({ d, value: numberAt(draw, i), missing: isMissing(draw, i) })).filter(({ missing }) => !missing);
  if (present.length === 0) return 0;
  present.sort((a, b) => a.value - b.value || a.d - b.d);
  return present[Math.floor((present.length - 1) / 2)].d;
}

function numberAt(column: Column, i: number): number {
  return column.type === "number" || column.type === "datetime" ? column.values[i] : NaN;
}
