import { isMissing, missingCount, takeCells, textOf, type Column } from "../table/column";
import type { Table } from "../table/table";
import { mergeCells } from "../table/merge-cells";

/**
 * Fills missing cells without a look at the rest of the row: numbers and dates with their column's median, everything else
 * with its most frequent value. The simplest imputation there is: often right, always the same, and ruinous for the
 * distribution. A yardstick for better ones.
 *
 * @example
 * const table = Table.of({ age: [20, 30, null, 40], city: ["Graz", null, "Graz", "Linz"] });
 * assert.deepEqual([...fillFromColumn(table).rows()], [
 *   { age: 20, city: "Graz" }, { age: 30, city: "Graz" }, { age: 30, city: "Graz" }, { age: 40, city: "Linz" },
 * ]);
 */
export function fillFromColumn(table: Table): Table {
  return table.columns.reduce((result, column) => {
    const gaps = missingCount(column);
    if (gaps === 0 || gaps === column.length) return result;
    const rows = new Int32Array(column.length).fill(middleRow(column, presentRows(column)));
    return result.with(mergeCells(column, takeCells(column, rows)));
  }, table);
}

/** Of these rows, one with the median of a column of numbers or dates (the lower of two), or with the most frequent value. */
export function middleRow(column: Column, rows: ArrayLike<number>): number {
  if (column.type === "number" || column.type === "datetime") {
    const { values } = column;
    const sorted = Array.from(rows).sort((a, b) => values[a] - values[b] || a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)];
  }
  const counts = new Map<string | null, { rows: number; first: number }>();
  for (const row of Array.from(rows)) {
    const own = counts.get(textOf(column, row)) ?? { rows: 0, first: row };
    own.rows++;
    counts.set(textOf(column, row), own);
  }
  return [...counts.values()].reduce((best, one) => (one.rows > best.rows ? one : best)).first;
}

/** The rows whose cell is there. */
export function presentRows(column: Column): Int32Array {
  return Int32Array.from({ length: column.length }, (_, i) => i).filter((row) => !isMissing(column, row));
}
