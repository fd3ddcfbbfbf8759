/** Where an answer differs from the expected one, in words a learner can act on. */

import { inspect } from "node:util";
import { Table } from "../index";

export interface Difference {
  /** "the result", "row 3", "row 3, reference". */
  readonly where: string;
  readonly expected: string;
  readonly got: string;
}

/** Two numbers are equal when they differ by no more than this share of the larger one (or this much, near 0). */
const TOLERANCE = 1e-9;

/** The places where `got` is not what was expected, none when they agree. Rows are counted from 0, as in the table. */
export function differencesBetween(expected: unknown, got: unknown, tolerance = TOLERANCE): Difference[] {
  return compare(expected, got, [], tolerance);
}

const LONGEST_WORDS = 240;

/** A value as feedback shows it: short, on one line, a table as its columns. */
export function inWords(value: unknown): string {
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
  if (typeof value === "function") return "a function";
  if (value === undefined) return "nothing (undefined)";
  const text = inspect(withCells(value), { depth: 4, breakLength: Infinity, maxArrayLength: 10, maxStringLength: 60 }).replace(
    /\s*\n\s*/g,
    " ",
  );
  return text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS - 3)}...` : text;
}

/** Tables, also those inside of lists and objects, as their cells by column; a few levels deep, for a value may hold itself. */
function withCells(value: unknown, levels = 4): unknown {
  if (levels === 0) return value;
  if (value instanceof Table) return Object.fromEntries(value.columns.map((column) => [column.name, cellsOf(value, column.name)]));
  if (Array.isArray(value)) return value.slice(0, 11).map((each: unknown) => withCells(each, levels - 1));
  if (isPlainObject(value)) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withCells(each, levels - 1)]));
  return value;
}

function cellsOf(table: Table, name: string): unknown[] {
  return Array.from({ length: Math.min(table.rowCount, 10) }, (_, row) => table.cell(row, name));
}

function compare(expected: unknown, got: unknown, path: readonly string[], tolerance: number): Difference[] {
  if (typeof expected === "number" && typeof got === "number") return isNear(expected, got, tolerance) ? [] : [differ(expected, got, path)];
  if (isList(expected) && isList(got)) return compareLists(expected, got, path, tolerance);
  if (isPlainObject(expected) && isPlainObject(got)) return compareObjects(expected, got, path, tolerance);
  return Object.is(expected, got) ? [] : [differ(expected, got, path)];
}

function compareLists(expected: ArrayLike<unknown>, got: ArrayLike<unknown>, path: readonly string[], tolerance: number): Difference[] {
  if (expected.length !== got.length) {
    const where = placeOf([...path, "length"]);
    return [{ where, expected: String(expected.length), got: String(got.length) }];
  }
  return Array.from({ length: expected.length }, (_, i) => compare(expected[i], got[i], [...path, `row ${i}`], tolerance)).flat();
}

function compareObjects(expected: object, got: object, path: readonly string[], tolerance: number): Difference[] {
  return Object.keys(expected).flatMap((key) => compare(Reflect.get(expected, key), Reflect.get(got, key), [...path, key], tolerance));
}

function differ(expected: unknown, got: unknown, path: readonly string[]): Difference {
  return { where: placeOf(path), expected: inWords(expected), got: inWords(got) };
}

function placeOf(path: readonly string[]): string {
  return path.length === 0 ? "the result" : path.join(", ");
}

function isNear(a: number, b: number, tolerance: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
