/**
 * Rows as points, so that distance means something for mixed columns. Every cell becomes one number, such that the
 * distance of two cells is min(1, |a - b|) whatever the type of the column.
 */

import type { Column } from "../table/column";
import type { Table } from "../table/table";
import { quantileTransform } from "../stats/quantile-transform";

/** Rows of points: row i is `values[i * width] ... values[i * width + width - 1]`. */
export interface Points {
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
}

/** How rows are told apart: "mixed" is ours, "numeric-cosine" is the numeric half of mostlyai-qa 1.10.7. */
export type DistanceKind = "mixed" | "numeric-cosine";

/** Far enough from every code and place: a missing cell is at distance 1 from any value, at 0 from a missing one. */
const MISSING = -10;

/**
 * An encoder of rows, fitted on real tables.
 *
 * "mixed": numbers and datetimes become their place among the real values, 0 to 1 (quantile transform); categories become
 * whole numbers, so that any two differ by at least 1. The distance of two rows is the mean over columns of
 * min(1, |a - b|): Gower's distance, on quantiles. Missing against missing is 0, missing against a value is 1.
 *
 * "numeric-cosine": numeric columns only, place - 0.5, missing at 0 with an indicator of +-0.5 where real rows have missing
 * cells, each row divided by its length; the distance is Euclidean. It is there to compare with published numbers.
 */
export function fitDistanceEncoding(real: readonly Table[], kind: DistanceKind): (table: Table) => Points {
  return kind === "mixed" ? fitMixed(real) : fitNumericCosine(real);
}

function fitMixed(real: readonly Table[]): (table: Table) => Points {
  const fitted = real[0].columns.map((column) => fitCells(real.map((table) => table.column(column.name))));
  return (table) => {
    const width = fitted.length;
    const values = new Float64Array(table.rowCount * width);
    fitted.forEach((cells, j) => cells(table.columns[j]).forEach((cell, i) => (values[i * width + j] = cell)));
    return { values, rows: table.rowCount, width };
  };
}

type CellEncoder = (column: Column) => Float64Array;

function fitCells(parts: readonly Column[]): CellEncoder {
  const place = placesOf(parts);
  if (place !== undefined) {
    return (column) =>
      column.type === "number" || column.type === "datetime"
        ? column.values.map((value) => (Number.isNaN(value) ? MISSING : place(value)))
        : new Float64Array(column.length).fill(MISSING);
  }
  const codeOf = new Map<string, number>();
  return (column) => {
    if (column.type === "boolean") return Float64Array.from(column.values, (value) => (value < 0 ? MISSING : value));
    if (column.type !== "string") return column.values.map((value) => (Number.isNaN(value) ? MISSING : value));
    const codes = Float64Array.from(column.dictionary, (text) => {
      const code = codeOf.get(text) ?? codeOf.size;
      codeOf.set(text, code);
      return code;
    });
    return Float64Array.from(column.codes, (code) => (code < 0 ? MISSING : codes[code]));
  };
}

/** The quantile transform of a numeric column; undefined for other types and for columns without a value. */
function placesOf(parts: readonly Column[], rounding: "exact" | "scikit-learn" = "exact"): ((value: number) => number) | undefined {
  const values = parts.flatMap((part) => (part.type === "number" || part.type === "datetime" ? [part.values] : []));
  const rows = values.reduce((sum, part) => sum + part.length, 0);
  const pooled = new Float64Array(rows);
  let at = 0;
  for (const part of values) {
    pooled.set(part, at);
    at += part.length;
  }
  return pooled.some((value) => Number.isFinite(value)) ? quantileTransform(pooled, Math.min(100, Math.max(2, rows)), rounding) : undefined;
}

function fitNumericCosine(real: readonly Table[]): (table: Table) => Points {
  const encoders = real[0].columns.flatMap(({ name }) => {
    const parts = real.map((table) => table.column(name));
    const place = placesOf(parts, "scikit-learn");
    if (place === undefined) return [];
    const valued = (column: Column): Float64Array =>
      column.type === "number" || column.type === "datetime" ? column.values : new Float64Array(column.length).fill(NaN);
    const places = (table: Table): Float64Array =>
      valued(table.column(name)).map((value) => (Number.isNaN(value) ? 0 : place(value) - 0.5));
    const missing = (table: Table): Float64Array => valued(table.column(name)).map((value) => (Number.isNaN(value) ? 0.5 : -0.5));
    return parts.some((part) => valued(part).some((value) => Number.isNaN(value))) ? [places, missing] : [places];
  });
  return (table) => {
    const width = encoders.length;
    const values = new Float64Array(table.rowCount * width);
    encoders.forEach((encode, j) => encode(table).forEach((cell, i) => (values[i * width + j] = cell)));
    for (let i = 0; i < table.rowCount; i++) normalise(values.subarray(i * width, (i + 1) * width));
    return { values, rows: table.rowCount, width };
  };
}

function normalise(row: Float64Array): void {
  const length = Math.hypot(...row);
  if (length > 0) for (let j = 0; j < row.length; j++) row[j] /= length;
}
