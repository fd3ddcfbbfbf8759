/** The target of a learner: which rows have one, which classes there are, and the target as numbers. */

import { count } from "../base/errors";
import { type Column, isMissing, textOf } from "../table/column";
import type { Table } from "../table/table";
import type { PredictionQuestion } from "./predictor";

const MOST_CLASSES = 100;
const LEAST_ROWS = 2;

/** The target ready to learn from. */
export interface Labels {
  /** The rows whose target is known. */
  readonly rows: Int32Array;
  /** The classes in ascending order; empty for regression. */
  readonly classes: readonly string[];
  /** One number for each of `rows`: the index of the class, or the value. */
  readonly values: Float64Array;
}

/** The labels of the question's target; throws when there is nothing to learn from them. */
export function labelsOf(action: string, table: Table, { target, task }: PredictionQuestion): Labels {
  const column = table.column(target);
  const rows = knownRows(column);
  if (rows.length < LEAST_ROWS) {
    throw new RangeError(
      `${action}: the target is known in ${count(rows.length, "row")}, learning needs at least ${LEAST_ROWS}. Train on more rows`,
    );
  }
  return task === "classification" ? classLabels(action, column, rows) : { rows, classes: [], values: numbersOf(action, column, rows) };
}

/** The classes of a column in ascending order: numbers by size, all else by code point. */
export function classesOf(column: Column, rows: Int32Array): readonly string[] {
  const found = new Set<string>();
  for (const i of rows) found.add(textOf(column, i) ?? "");
  const ascending = column.type === "number" ? (a: string, b: string) => Number(a) - Number(b) : byCodePoint;
  return [...found].sort(ascending);
}

/** For each row the index of its cell in the classes, -1 when it is missing or none of them. */
export function classIndices(column: Column, classes: readonly string[]): Int32Array {
  const indexOf = new Map(classes.map((name, k) => [name, k]));
  if (column.type === "string") {
    const byCode = column.dictionary.map((word) => indexOf.get(word) ?? -1);
    return column.codes.map((code) => (code < 0 ? -1 : byCode[code]));
  }
  return Int32Array.from({ length: column.length }, (_, i) => indexOf.get(textOf(column, i) ?? "") ?? -1);
}

function classLabels(action: string, column: Column, rows: Int32Array): Labels {
  const classes = classesOf(column, rows);
  if (classes.length < 2) {
    throw new RangeError(
      `${action}: every known cell of the target is "${classes[0]}", learning needs at least two classes. Choose another target, or rows that hold both`,
    );
  }
  if (classes.length > MOST_CLASSES) {
    throw new RangeError(
      `${action}: the target has ${classes.length} classes, at most ${MOST_CLASSES} can be told apart. Merge rare classes, or use task "regression" for a number`,
    );
  }
  const indices = classIndices(column, classes);
  return { rows, classes, values: Float64Array.from(rows, (i) => indices[i]) };
}

function numbersOf(action: string, column: Column, rows: Int32Array): Float64Array {
  if (column.type === "string") {
    throw new TypeError(`${action}: regression needs a number, "${column.name}" holds strings. Use task "classification"`);
  }
  const { values } = column;
  const infinite = rows.find((i) => !Number.isFinite(values[i]));
  if (infinite !== undefined) {
    throw new RangeError(
      `${action}: the target is ${values[infinite]} in row ${infinite}, regression needs finite numbers. Leave such rows out`,
    );
  }
  return Float64Array.from(rows, (i) => values[i]);
}

function knownRows(column: Column): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < column.length; i++) if (!isMissing(column, i)) rows.push(i);
  return Int32Array.from(rows);
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
