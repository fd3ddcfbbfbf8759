/** A column that is being read from a Parquet file, group of rows by group of rows. */

import type { DecodedArray, SchemaElement } from "hyparquet" with { "resolution-mode": "import" };

import { booleanColumn, type Column, datetimeColumn, type DatetimeFormat, numberColumn, stringColumn } from "./column";
import type { ParquetKind } from "./parquet-element";

/** Cells land in one typed array, or in a list of texts; what is never filled is missing. */
export class ParquetColumn {
  readonly name: string;
  readonly #kind: ParquetKind;
  readonly #element: SchemaElement;
  readonly #format: DatetimeFormat | undefined;
  readonly #values: Float64Array;
  #texts: (string | null)[] | undefined;

  constructor(name: string, kind: ParquetKind, element: SchemaElement, format: DatetimeFormat | undefined, rowCount: number) {
    this.name = name;
    this.#kind = kind;
    this.#element = element;
    this.#format = format;
    this.#values = new Float64Array(kind === "string" ? 0 : rowCount).fill(NaN);
    this.#texts = kind === "string" ? new Array<string | null>(rowCount).fill(null) : undefined;
  }

  /** Takes the cells from row `start` on. */
  add(cells: DecodedArray, start: number): void {
    for (let i = 0; i < cells.length; i++) {
      const cell: unknown = cells[i];
      if (cell !== null && cell !== undefined) this.#set(start + i, cell);
    }
  }

  #set(row: number, cell: unknown): void {
    if (this.#texts !== undefined) this.#texts[row] = String(cell);
    else if (typeof cell === "bigint" && !Number.isSafeInteger(Number(cell))) this.#turnToTexts()[row] = String(cell);
    else this.#values[row] = this.#exact(Number(cell));
  }

  /** A decimal comes multiplied by its power of ten, with the error of that product; a bare date comes in days. */
  #exact(value: number): number {
    const { converted_type: converted, scale = 0 } = this.#element;
    if (converted === "DECIMAL") return Number(value.toFixed(scale));
    return this.#kind === "date" && converted !== "DATE" ? value * 86_400_000 : value;
  }

  /** A whole number that no number holds exactly makes the column one of texts; those before it were exact. */
  #turnToTexts(): (string | null)[] {
    this.#texts = Array.from(this.#values, (value) => (Number.isNaN(value) ? null : String(value)));
    return this.#texts;
  }

  toColumn(): Column {
    if (this.#texts !== undefined) return stringColumn(this.name, this.#texts);
    switch (this.#kind) {
      case "boolean":
        return booleanColumn(
          this.name,
          Array.from(this.#values, (value) => (Number.isNaN(value) ? null : value === 1)),
        );
      case "date":
        return datetimeColumn(this.name, this.#values, this.#format ?? "date");
      case "timestamp":
        return datetimeColumn(
          this.name,
          this.#values,
          this.#format ?? (this.#values.some((value) => !Number.isNaN(value) && value % 1000 !== 0) ? "datetime-ms" : "datetime"),
        );
      default:
        return numberColumn(this.name, this.#values);
    }
  }
}
