/** How well a plain model can guess which rows are synthetic, in units of chance. */

import type { Rng } from "../base/random";
import { propensityError, propensityNull } from "../stats/table-utility";
import type { Table } from "../table/table";
import { concat } from "../table/concat";
import { designOf } from "../predictors/design";
import { fitGeneralised } from "../predictors/generalised-linear";
import { type Measure, notComputed } from "./scores";

const ROWS = 5000;
const ROWS_A_COEFFICIENT = 10;

/**
 * The standardised propensity score error: the mean squared distance of a logistic model's guesses from the share of
 * synthetic rows, over what chance alone gives when synthetic rows are drawn with the shares of training: k (1-c)^2 c / N for k
 * coefficients. About 1 is ideal by that yardstick; fresh real rows, which bring noise of their own, give about 2, which is
 * the reference (holdout rows, where there are any). (Snoke and others 2018; Raab, Nowok and Dibben 2021)
 */
export function propensityRatio(training: Table, holdout: Table | undefined, synthetic: Table, rng: Rng): Measure {
  const rows = Math.min(ROWS, training.rowCount, synthetic.rowCount, holdout?.rowCount ?? Infinity);
  if (training.columns.length === 0 || rows === 0) return notComputed("the tables have no rows or no column in common");
  const some = (name: string, table: Table): Table => table.take(rng.fork(name).permutation(table.rowCount).subarray(0, rows));
  const base = some("training", training);
  const value = ratioOf(base, some("synthetic", synthetic));
  if (typeof value === "string") return notComputed(value);
  const reference = holdout === undefined ? undefined : ratioOf(base, some("holdout", holdout));
  return typeof reference === "number" ? { value, reference } : { value, reference: 2 };
}

/** The ratio, or why there is none. */
function ratioOf(base: Table, other: Table): number | string {
  const both = concat([base, other]);
  const most = Math.floor(both.rowCount / ROWS_A_COEFFICIENT);
  if (most === 0) return `it needs ${ROWS_A_COEFFICIENT} rows, there are ${both.rowCount}`;
  const design = designOf(both, both.columnNames, most);
  const coefficients = design.names.length - 1;
  if (coefficients === 0) return "no column varies";
  const labels = Float64Array.from({ length: both.rowCount }, (_, i) => (i < base.rowCount ? 0 : 1));
  const { means } = fitGeneralised(design.rows(both), labels, "logistic");
  const share = other.rowCount / both.rowCount;
  return propensityError(means, share) / propensityNull(coefficients, both.rowCount, share).mean;
}
