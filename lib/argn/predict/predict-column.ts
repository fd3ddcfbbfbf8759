/** One column, predicted from the others of a table. */

import { didYouMean, quoteList } from "../../base/errors";
import { booleanColumn, type Column, stringColumn } from "../../table/column";
import { Table } from "../../table/table";
import type { Engine } from "../engine";
import type { ComputeOptions, ModelState } from "../model-state";
import { aggregateDraws } from "../sample/aggregate";
import { completions } from "../sample/impute";
import { probabilitiesOf } from "./probabilities";

export interface PredictOptions extends ComputeOptions {
  /**
   * Draws behind each predicted number or date; default 25.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * assert.equal((await argn.predict(Table.of({ y: ["a", "b"] }), "x", { draws: 5 })).length, 2);
   */
  readonly draws?: number;
  /**
   * Fixes the draws; default 1.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const options = { seed: 4, draws: 3 };
   * assert.deepEqual(await argn.predict(Table.of({ y: ["a"] }), "x", options), await argn.predict(Table.of({ y: ["a"] }), "x", options));
   */
  readonly seed?: number;
}

/** Each target by itself, from the columns of the table that are no targets. */
export async function predictColumns(
  engine: Engine,
  state: ModelState,
  table: Table,
  targets: readonly string[],
  options: PredictOptions,
): Promise<Table> {
  const known = table.drop(targets.filter((target) => table.has(target)));
  const predicted: Column[] = [];
  for (const target of targets) predicted.push(await predictColumn(engine, state, known, target, options));
  return new Table(predicted, table.rowCount);
}

/** The likeliest value of categories and truth values; the median of several draws for everything else. */
export async function predictColumn(
  engine: Engine,
  state: ModelState,
  table: Table,
  target: string,
  options: PredictOptions,
): Promise<Column> {
  const names = state.codec.columns.map(({ name }) => name);
  const encoding = state.codec.columns.find(({ name }) => name === target)?.encoding;
  if (encoding === undefined)
    throw new RangeError(`Cannot predict "${target}": no such column.${didYouMean(target, names)} The columns are ${quoteList(names, 12)}`);
  if (encoding === "id") throw new RangeError(`Cannot predict "${target}": it identifies rows, so nothing else tells it`);
  if (encoding !== "categorical" && encoding !== "boolean") return predictByDraws(engine, state, table, target, options);
  const { labels, shares } = await probabilitiesOf(engine, state, table, [target]);
  const likeliest = Array.from({ length: table.rowCount }, (_, i) => {
    const row = shares.subarray(i * labels.length, (i + 1) * labels.length);
    return labels[row.indexOf(row.reduce((most, share) => Math.max(most, share), 0))][0];
  });
  if (encoding === "categorical") return stringColumn(target, likeliest);
  return booleanColumn(
    target,
    likeliest.map((label) => (label === "missing" ? null : label === "true")),
  );
}

/** The target as a hole in every row, filled several times. */
async function predictByDraws(
  engine: Engine,
  state: ModelState,
  table: Table,
  target: string,
  { draws = 25, ...options }: PredictOptions,
): Promise<Column> {
  const open = table.with(stringColumn(target, new Array(table.rowCount).fill(null)));
  const filled = aggregateDraws(await completions(engine, state, open, draws, { ...options, columns: [target] }), "auto");
  return filled.column(target);
}
