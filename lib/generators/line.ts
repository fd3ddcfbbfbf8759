/** A column as points on a line, where a normal law makes sense, and back. */

import type { Rng } from "../base/random";
import { type Column, datetimeColumn, missingCount, numberColumn } from "../table/column";
import { decimalsOf, written } from "./decimals";
import { marginalOf } from "./marginal";
import { normalPoint, normalShare } from "./normal";

/** The points of the training rows, and the cells of other points. */
export interface Line {
  readonly points: Float64Array;
  readonly cells: (points: Float64Array) => Column;
}

const LEAST_DISTINCT = 20;

/**
 * Numbers and dates in units of their standard deviation, when no cell is missing and there are at least 20 different
 * values; the normal scores of the ranks otherwise, so that words and missing cells have a place.
 */
export function lineOf(column: Column, rng: Rng): Line {
  if (column.type === "number" || column.type === "datetime") {
    if (missingCount(column) === 0 && new Set(column.values).size >= LEAST_DISTINCT) return standardLine(column);
  }
  const law = marginalOf(column);
  return { points: law.points(rng).map(normalPoint), cells: (points) => law.cells(points.map(normalShare)) };
}

function standardLine(column: Extract<Column, { type: "number" | "datetime" }>): Line {
  const { name, values } = column;
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0));
  const [least, most] = values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const unit = column.type === "datetime" && column.format === "date" ? 86_400_000 : 1;
  const decimals = unit === 1 ? decimalsOf(values) : 0;
  const numberAt = (point: number): number => {
    const within = Math.min(most, Math.max(least, mean + deviation * point));
    return written(within / unit, decimals) * unit;
  };
  return {
    points: values.map((value) => (value - mean) / deviation),
    cells: (points) => {
      const numbers = points.map(numberAt);
      return column.type === "number" ? numberColumn(name, numbers) : datetimeColumn(name, numbers, column.format);
    },
  };
}
