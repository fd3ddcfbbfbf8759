/** How probable rows are under the model. */

import type { Table } from "../../table/table";
import { dataOrder } from "../blueprint";
import type { CodeTable, Engine } from "../engine";
import type { ModelState } from "../model-state";
import { missingPatterns } from "../sample/patterns";
import { subColumnsOf } from "../sample/plan";
import { takeCodes } from "../train/batches";

/**
 * The natural logarithm of the probability of these columns of each row: they come first, so that no other is seen. The
 * digits or parts of a missing number or date do not count, since they stand for nothing.
 */
export async function logProbabilities(engine: Engine, state: ModelState, table: Table, names: readonly string[]): Promise<Float64Array> {
  const codes: CodeTable = await state.codec.encodeInTurns(table, { columns: names });
  const wanted = Array.from(dataOrder(state.blueprint)).filter((c) => names.includes(state.codec.columns[c].name));
  const others = Array.from(dataOrder(state.blueprint)).filter((c) => !wanted.includes(c));
  if (state.order === "fixed" && wanted.some((c, i) => c !== i)) {
    throw new RangeError(
      `Cannot compute log-probabilities: the model was trained in the order of the data (order "fixed"), so it knows the probability of its first columns only; train it with order "any"`,
    );
  }
  const order = Int32Array.from([...wanted, ...others]);
  const flagged = wanted.filter((c) => state.codec.columns[c].hasMissingFlag).map((c) => table.column(state.codec.columns[c].name));
  const result = new Float64Array(table.rowCount);
  for (const { missing, rows } of missingPatterns(flagged, table.rowCount)) {
    const counted = wanted.flatMap((c) => {
      const all = subColumnsOf(state, c);
      return missing.includes(state.codec.columns[c].name) ? all.slice(0, 1) : all;
    });
    const part = rows.length === table.rowCount ? codes : takeCodes(codes, rows);
    const found = await engine.logLikelihood(part, order, counted);
    rows.forEach((row, i) => (result[row] = found[i]));
  }
  return result;
}
