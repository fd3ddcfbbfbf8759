/** How the types of Parquet map to those of a table, both ways. */

import type { SchemaElement } from "hyparquet" with { "resolution-mode": "import" };

import type { Column } from "./column";

/** What a Parquet column becomes. Whole numbers of 64 bits are numbers while all of them are safe, strings otherwise. */
export type ParquetKind = "number" | "wide-integer" | "string" | "boolean" | "date" | "timestamp";

/** The kind of a column; undefined for one that no table column can hold. */
export function kindOf(element: SchemaElement): ParquetKind | undefined {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (converted === "DATE" || logical?.type === "DATE") return "date";
  if (converted === "TIMESTAMP_MILLIS" || converted === "TIMESTAMP_MICROS" || logical?.type === "TIMESTAMP" || type === "INT96")
    return "timestamp";
  if (converted === "INTERVAL" || converted === "BSON" || UNREADABLE.has(logical?.type ?? "")) return undefined;
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") return converted === "DECIMAL" ? "number" : undefined;
  if (logical?.type === "FLOAT16") return "number";
  if (type === "BOOLEAN") return "boolean";
  if (type === "INT64") return "wide-integer";
  if (type === "INT32" || type === "FLOAT" || type === "DOUBLE") return "number";
  return type === "BYTE_ARRAY" || logical?.type === "UUID" ? "string" : undefined;
}

const UNREADABLE: ReadonlySet<string> = new Set(["VARIANT", "GEOMETRY", "GEOGRAPHY", "INTERVAL", "BSON"]);

/** The Parquet form of a column: whole numbers of 32 bits as such, other numbers as doubles, days as dates. */
export function elementOf(column: Column): SchemaElement {
  const base = { name: column.name, repetition_type: "OPTIONAL" } as const;
  switch (column.type) {
    case "string":
      return { ...base, type: "BYTE_ARRAY", converted_type: "UTF8" };
    case "boolean":
      return { ...base, type: "BOOLEAN" };
    case "number":
      return { ...base, type: column.values.every(isSmallInteger) ? "INT32" : "DOUBLE" };
    case "datetime": {
      if (column.format === "date" && column.values.every(isDay)) return { ...base, type: "INT32", converted_type: "DATE" };
      const isAdjustedToUTC = column.format.endsWith("z");
      return { ...base, type: "INT64", logical_type: { type: "TIMESTAMP", isAdjustedToUTC, unit: "MILLIS" } };
    }
  }
}

/** A cell as Parquet takes it; a missing one is null. */
export type ParquetCell = string | number | bigint | boolean | null;

/** The cells of rows `start` to `end` (not included). */
export function cellsOf(column: Column, element: SchemaElement, start: number, end: number): ParquetCell[] {
  const cellAt = cellReader(column, element);
  const cells = new Array<ParquetCell>(end - start);
  for (let i = start; i < end; i++) cells[i - start] = cellAt(i);
  return cells;
}

function cellReader(column: Column, element: SchemaElement): (row: number) => ParquetCell {
  switch (column.type) {
    case "string":
      return (i) => (column.codes[i] < 0 ? null : column.dictionary[column.codes[i]]);
    case "boolean":
      return (i) => (column.values[i] < 0 ? null : column.values[i] === 1);
    case "number":
      return (i) => (Number.isNaN(column.values[i]) ? null : column.values[i]);
    case "datetime": {
      const asDays = element.converted_type === "DATE";
      return (i) => (Number.isNaN(column.values[i]) ? null : asDays ? column.values[i] / DAY : BigInt(column.values[i]));
    }
  }
}

const DAY = 86_400_000;

function isSmallInteger(value: number): boolean {
  return Number.isNaN(value) || (value === (value | 0) && !Object.is(value, -0));
}

function isDay(value: number): boolean {
  return Number.isNaN(value) || value % DAY === 0;
}
