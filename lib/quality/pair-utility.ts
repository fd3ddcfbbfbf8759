/** Which cross tables of two columns a reader of the synthetic table can trust. */

import { Rng } from "../base/random";
import { alignTrio, type Trio } from "../privacy/align-trio";
import { tableUtility } from "../stats/table-utility";
import { binTrio } from "./bin-trio";
import { type CodedColumn, countPairs } from "./cell-counts";
import { notComputed, type PairMeasure } from "./scores";
import type { ShownColumn } from "./distributions";

/**
 * The standardised propensity error of every pair of columns, over bins: how many times further the synthetic cross table is
 * from that of training than chance alone would put it. About 1 for rows drawn with the shares of training; fresh real rows
 * of equal number give about 2, which the reference (holdout against training) shows. Below 3 is very good, above 10 poor.
 * (Raab, Nowok and Dibben 2021)
 *
 * @example
 * const rows = Array.from({ length: 100 }, (_, i) => i % 4);
 * const training = Table.of({ x: rows, y: rows });
 * const [pair] = pairUtility({ training, synthetic: training });
 * assert.equal(pair.value, 0);
 */
export function pairUtility(trio: Trio, { seed = 1 }: { seed?: number | string } = {}): readonly PairMeasure[] {
  const aligned = alignTrio(trio);
  const { shown } = binTrio(aligned, { bins: 10, rng: new Rng(seed).fork("pair utility"), mostRows: Number.MAX_SAFE_INTEGER, notes: [] });
  return shown.flatMap((a, i) => shown.slice(i + 1).map((b) => utilityOf(a, b)));
}

function utilityOf(a: ShownColumn, b: ShownColumn): PairMeasure {
  const columns = [a.bins.column, b.bins.column] as const;
  const counts = (first: CodedColumn["real"], second: CodedColumn["real"]): Int32Array => {
    const cells = new Int32Array(a.bins.count * b.bins.count);
    countPairs(first, second, b.bins.count, cells);
    return cells;
  };
  const training = counts(a.training, b.training);
  const found = tableUtility(counts(a.synthetic, b.synthetic), training);
  if (found === undefined) return { columns, ...notComputed("a table has no rows, or all rows share one cell") };
  const yardstick = a.holdout === undefined || b.holdout === undefined ? undefined : tableUtility(counts(a.holdout, b.holdout), training);
  return yardstick === undefined
    ? { columns, value: found.standardised }
    : { columns, value: found.standardised, reference: yardstick.standardised };
}
