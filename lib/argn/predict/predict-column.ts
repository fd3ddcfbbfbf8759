/** One column, predicted from the others of a table. */

import { booleanColumn, type Column, stringColumn } from "../../table/column";
import type { Table } from "../../table/table";
import type { Engine } from "../engine";
import type { ComputeOptions, ModelState } from "../model-state";
import { aggregateDraws } from "../sample/aggregate";
import { completions } from "../sample/impute";
import { probabilitiesOf } from "./probabilities";

export interface PredictOptions extends ComputeOptions {
  /** Draws behind each predicted number or date; default 25. */
  readonly draws?: number;
  readonly seed?: number;
}

/** The likeliest value of categories and truth values; the median of several draws for everything else. */
export async function predictColumn(
  engine: Engine,
  state: ModelState,
  table: Table,
  target: string,
  options: PredictOptions,
): Promise<Column> {
  const encoding = state.codec.columns.find(({ name }) => name === target)?.encoding;
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
