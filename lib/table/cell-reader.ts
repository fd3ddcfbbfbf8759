/**
 * Readers of cells: each takes the texts of one column, one after another, and ends as a column. A reader says no to a
 * text that does not fit its type, and the caller decides what that means.
 */

import { booleanColumn, codedColumn, type Column, type ColumnType, datetimeColumn, type DatetimeFormat, numberColumn } from "./column";
import { FloatList, IntegerList } from "./growing-list";
import { parseIsoDatetime, parseSlashDatetime } from "./parse-datetime";
import { parseDeclaredNumber, parseNumber } from "./parse-number";

export interface CellReader {
  readonly type: ColumnType;
  /** Takes a text; false when it does not fit the type. */
  add(text: string): boolean;
  addMissing(): void;
  toColumn(name: string): Column;
}

/** A reader for a type that the caller declares. */
export function readerOf(type: ColumnType): CellReader {
  switch (type) {
    case "number":
      return new NumberReader(parseDeclaredNumber);
    case "boolean":
      return new BooleanReader(DECLARED_TRUTHS);
    case "datetime":
      return new DatetimeReader();
    case "string":
      return new StringReader();
  }
}

/** The reader for the strictest type that a column's first text fits. */
export function readerFor(text: string): CellReader {
  for (const reader of [new NumberReader(parseNumber), new BooleanReader(TRUTHS), new DatetimeReader()]) {
    if (reader.accepts(text)) return reader;
  }
  return new StringReader();
}

class NumberReader implements CellReader {
  readonly type = "number";
  readonly #values = new FloatList();
  readonly #parse: (text: string) => number | undefined;

  constructor(parse: (text: string) => number | undefined) {
    this.#parse = parse;
  }

  accepts(text: string): boolean {
    return this.#parse(text) !== undefined;
  }

  add(text: string): boolean {
    const value = this.#parse(text);
    if (value === undefined) return false;
    this.#values.push(value);
    return true;
  }

  addMissing(): void {
    this.#values.push(NaN);
  }

  toColumn(name: string): Column {
    return numberColumn(name, this.#values.toArray());
  }
}

const TRUTHS: Readonly<Record<string, boolean>> = { true: true, false: false };
const DECLARED_TRUTHS: Readonly<Record<string, boolean>> = { ...TRUTHS, 1: true, 0: false, yes: true, no: false };

class BooleanReader implements CellReader {
  readonly type = "boolean";
  readonly #values: (boolean | null)[] = [];
  readonly #truths: ReadonlyMap<string, boolean>;

  constructor(truths: Readonly<Record<string, boolean>>) {
    this.#truths = new Map(Object.entries(truths));
  }

  accepts(text: string): boolean {
    return text.length <= 5 && this.#truths.has(text.toLowerCase());
  }

  add(text: string): boolean {
    const value = text.length <= 5 ? this.#truths.get(text.toLowerCase()) : undefined;
    if (value === undefined) return false;
    this.#values.push(value);
    return true;
  }

  addMissing(): void {
    this.#values.push(null);
  }

  toColumn(name: string): Column {
    return booleanColumn(name, this.#values);
  }
}

/** Dates of one family, ISO or slashes: the first text decides which. */
class DatetimeReader implements CellReader {
  readonly type = "datetime";
  readonly #values = new FloatList();
  readonly #dayFirstValues = new FloatList();
  #family: "iso" | "slash" | "open" = "open";
  #monthFirst = true;
  #dayFirst = true;
  #hasTime = false;
  #hasFraction = false;
  #hasLetterT = false;
  #zoned: boolean | undefined;

  accepts(text: string): boolean {
    return parseIsoDatetime(text) !== undefined || parseSlashDatetime(text) !== undefined;
  }

  add(text: string): boolean {
    if (this.#family === "open") this.#family = text.includes("/") ? "slash" : "iso";
    return this.#family === "iso" ? this.#addIso(text) : this.#addSlash(text);
  }

  #addIso(text: string): boolean {
    const read = parseIsoDatetime(text);
    // one zoned cell among cells without a zone leaves open what the others mean
    if (read === undefined || (this.#zoned !== undefined && this.#zoned !== read.hasZone)) return false;
    this.#zoned = read.hasZone;
    this.#hasTime ||= read.hasTime;
    this.#hasFraction ||= read.hasFraction;
    this.#hasLetterT ||= read.hasLetterT;
    this.#values.push(read.milliseconds);
    return true;
  }

  #addSlash(text: string): boolean {
    const read = parseSlashDatetime(text);
    if (read === undefined) return false;
    this.#monthFirst &&= !Number.isNaN(read.monthFirst);
    this.#dayFirst &&= !Number.isNaN(read.dayFirst);
    this.#hasTime ||= read.hasTime;
    this.#values.push(read.monthFirst);
    this.#dayFirstValues.push(read.dayFirst);
    return this.#monthFirst || this.#dayFirst;
  }

  addMissing(): void {
    this.#values.push(NaN);
    if (this.#family !== "iso") this.#dayFirstValues.push(NaN);
  }

  toColumn(name: string): Column {
    const values = this.#family === "slash" && !this.#monthFirst ? this.#dayFirstValues : this.#values;
    return datetimeColumn(name, values.toArray(), this.#format());
  }

  #format(): DatetimeFormat {
    if (!this.#hasTime) return "date";
    if (this.#zoned === true) return this.#hasFraction ? "iso-ms-z" : "iso-z";
    if (this.#hasLetterT) return this.#hasFraction ? "iso-ms" : "iso";
    return this.#hasFraction ? "datetime-ms" : "datetime";
  }
}

class StringReader implements CellReader {
  readonly type = "string";
  readonly #codes = new IntegerList();
  readonly #codeOf = new Map<string, number>();
  readonly #dictionary: string[] = [];

  add(text: string): boolean {
    let code = this.#codeOf.get(text);
    if (code === undefined) {
      code = this.#dictionary.length;
      const own = detached(text);
      this.#codeOf.set(own, code);
      this.#dictionary.push(own);
    }
    this.#codes.push(code);
    return true;
  }

  addMissing(): void {
    this.#codes.push(-1);
  }

  toColumn(name: string): Column {
    return codedColumn(name, this.#codes.toArray(), this.#dictionary);
  }
}

const LONGEST_COPIED_SLICE = 12;

/** A copy that does not hold on to the block of the file it was cut from: engines keep longer slices as views. */
function detached(text: string): string {
  return text.length <= LONGEST_COPIED_SLICE ? text : Buffer.from(text, "utf16le").toString("utf16le");
}
