import { kolmogorovSmirnov } from "../stats/kolmogorov-smirnov";
import { totalVariation } from "../stats/total-variation";
import { type Column, isMissing, takeCells, textOf } from "../table/column";
import type { Table } from "../table/table";

/** How well the filled cells of one column meet those that had been there. */
export interface ImputationScore {
  readonly column: string;
  /** Cells that were hidden and filled. */
  readonly cells: number;
  /** Share of filled cells that are exactly what had been there, 0 to 1; higher is better. */
  readonly accuracy: number;
  /** Mean absolute difference of numbers, in their unit; lower is better. Absent for other columns. */
  readonly meanError?: number;
  /**
   * How far the distribution of the filled cells is from that of the hidden ones, 0 to 1; 0 is best: total variation of
   * values, for numbers and dates the largest gap between the distribution functions (Kolmogorov-Smirnov).
   */
  readonly distance: number;
}

/**
 * Compares filled cells with the ones that had been hidden, column by column. The two sides of an imputation pull apart:
 * the likeliest value is right most often, and only draws keep the distribution.
 *
 * @param truth the table before cells were hidden
 * @param holed the table with holes
 * @param filled the table after imputation
 * @returns one entry for each column in which a hole was filled whose cell had been there
 *
 * @example
 * const truth = Table.of({ city: ["Graz", "Linz", "Graz"] });
 * const holed = Table.of({ city: ["Graz", null, null] });
 * const [{ accuracy, distance }] = imputationScores(truth, holed, fillFromColumn(holed));
 * assert.deepEqual([accuracy, distance], [0.5, 0.5]);
 */
export function imputationScores(truth: Table, holed: Table, filled: Table): ImputationScore[] {
  if (truth.rowCount !== holed.rowCount || holed.rowCount !== filled.rowCount) {
    throw new RangeError(
      `Cannot score an imputation: the tables have ${truth.rowCount}, ${holed.rowCount} and ${filled.rowCount} rows; they must have the same rows`,
    );
  }
  return holed.columns.flatMap((gaps) => {
    const [was, is] = [truth.column(gaps.name), filled.column(gaps.name)];
    const rows = Int32Array.from({ length: gaps.length }, (_, i) => i).filter(
      (row) => isMissing(gaps, row) && !isMissing(was, row) && !isMissing(is, row),
    );
    return rows.length === 0 ? [] : [scoreOf(takeCells(was, rows), takeCells(is, rows))];
  });
}

function scoreOf(was: Column, is: Column): ImputationScore {
  const cells = was.length;
  const texts = [was, is].map((column) => Array.from({ length: cells }, (_, i) => textOf(column, i)));
  const accuracy = texts[0].filter((text, i) => text === texts[1][i]).length / cells;
  const shared = { column: was.name, cells, accuracy };
  if ((was.type === "number" && is.type === "number") || (was.type === "datetime" && is.type === "datetime")) {
    const [before, after] = [was.values, is.values];
    const distance = kolmogorovSmirnov(before, after) ?? 0;
    if (was.type === "datetime") return { ...shared, distance };
    return { ...shared, meanError: before.reduce((sum, value, i) => sum + Math.abs(value - after[i]), 0) / cells, distance };
  }
  const values = [...new Set(texts.flat())];
  const counts = texts.map((side) => values.map((value) => side.filter((text) => text === value).length));
  return { ...shared, distance: totalVariation(counts[0], counts[1]) };
}
