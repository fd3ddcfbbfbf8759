/** One record of each sequence and the next, as the reference package compares them. */

import { closedFormTotalVariation } from "../../stats/expected-total-variation";
import { totalVariation } from "../../stats/total-variation";
import type { Table } from "../../table/table";
import { codesOf, fitBins } from "../bins";
import { countPairs } from "../cell-counts";
import type { ColumnKind } from "../scores";
import type { SequenceMeasure } from "./sequence-accuracy";

/** One record of each sequence, real and synthetic, and the record after it. */
export interface RecordsAndNext {
  readonly record: RecordPair;
  readonly next: RecordPair;
}

interface RecordPair {
  readonly real: Table;
  readonly synthetic: Table;
}

/** Records and those that follow, each binned by itself; a record that is the last has a missing successor. */
export function nextRecord({ record, next }: RecordsAndNext, name: string, kind: ColumnKind, most: number): SequenceMeasure {
  const sides = [record, next].map(({ real, synthetic }) => {
    const bins = fitBins([real.column(name)], kind, most);
    return { bins: bins.count, real: codesOf(bins, real.column(name)), synthetic: codesOf(bins, synthetic.column(name)) };
  });
  const counts = (which: "real" | "synthetic"): Int32Array => {
    const cells = new Int32Array(sides[0].bins * sides[1].bins);
    countPairs(sides[0][which], sides[1][which], sides[1].bins, cells);
    return cells;
  };
  const [real, synthetic] = [counts("real"), counts("synthetic")];
  const [rows, syntheticRows] = [sides[0].real.length, sides[0].synthetic.length];
  const reference = 1 - closedFormTotalVariation(real, rows, syntheticRows);
  return { measure: { value: 1 - totalVariation(real, synthetic), reference }, deals: new Float64Array(0) };
}
