/** Rows of mixed columns as points: numbers by their place among the real ones, categories as themselves. */

import { quantileTransform } from "../stats/quantile-transform";
import type { SquaredDistances } from "../stats/squared-distances";
import type { Column } from "../table/column";
import type { Table } from "../table/table";
import { codesOf, fitBins } from "./bins";

/** Rows row after row: `places` of the numbers, with a code that says which are missing, and `codes` of the categories. */
export interface MixedRows {
  readonly rows: number;
  readonly numbers: number;
  readonly categories: number;
  /** 0 to 1; a missing number counts as the middle. */
  readonly places: Float32Array;
  readonly codes: Uint8Array;
}

const CATEGORIES = 30;

/** Learns from the real tables how rows become points. */
export function fitMixedRows(real: readonly Table[]): (table: Table) => MixedRows {
  const fitted = real[0].columns.map(({ name }) => fitColumn(real.map((table) => table.column(name))));
  const numbers = fitted.filter(({ kind }) => kind === "number").length;
  return (table) => {
    const { rowCount } = table;
    const categories = fitted.length;
    const places = new Float32Array(rowCount * numbers);
    const codes = new Uint8Array(rowCount * categories);
    let atNumber = 0;
    fitted.forEach((column, j) => {
      const cells = table.columns[j];
      column.codes(cells).forEach((code, i) => (codes[i * categories + j] = code));
      if (column.kind !== "number") return;
      column.places(cells).forEach((place, i) => (places[i * numbers + atNumber] = place));
      atNumber++;
    });
    return { rows: rowCount, numbers, categories, places, codes };
  };
}

type FittedColumn =
  | { readonly kind: "category"; codes(column: Column): Uint8Array }
  | { readonly kind: "number"; codes(column: Column): Uint8Array; places(column: Column): Float32Array };

/** A number has the codes 0 (known) and 1 (missing). */
function fitColumn(parts: readonly Column[]): FittedColumn {
  const known = parts.flatMap((part) => (part.type === "number" || part.type === "datetime" ? [...part.values] : []));
  if (known.some((value) => Number.isFinite(value))) {
    const place = quantileTransform(known);
    const valueAt = (column: Column, i: number): number =>
      column.type === "number" || column.type === "datetime" ? column.values[i] : NaN;
    return {
      kind: "number",
      codes: (column) => Uint8Array.from({ length: column.length }, (_, i) => (Number.isNaN(valueAt(column, i)) ? 1 : 0)),
      places: (column) =>
        Float32Array.from({ length: column.length }, (_, i) => {
          const value = valueAt(column, i);
          return Number.isNaN(value) ? 0.5 : place(value);
        }),
    };
  }
  const bins = fitBins(parts, "category", CATEGORIES);
  return { kind: "category", codes: (column) => Uint8Array.from(codesOf(bins, column)) };
}

/** Squared distances: the squared differences of places, and 1 for each category, or each missing cell, that differs. */
export function mixedDistances(left: MixedRows, right: MixedRows): SquaredDistances {
  const { numbers, categories } = left;
  const values = new Float32Array(left.rows * right.rows);
  for (let i = 0, at = 0; i < left.rows; i++) {
    for (let j = 0; j < right.rows; j++, at++) {
      let sum = 0;
      for (let k = 0; k < numbers; k++) sum += (left.places[i * numbers + k] - right.places[j * numbers + k]) ** 2;
      for (let k = 0; k < categories; k++) if (left.codes[i * categories + k] !== right.codes[j * categories + k]) sum += 1;
      values[at] = sum;
    }
  }
  return { values, rows: left.rows, columns: right.rows };
}
