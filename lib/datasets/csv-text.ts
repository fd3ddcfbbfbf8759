/** Comma-separated text of a block of rows: what a file of many blocks is made of. */

import { type Column, textOf } from "../table/column";
import type { Table } from "../table/table";

/** The line of column names. */
export function csvHeader(names: readonly string[]): string {
  return `${names.map(quoted).join(",")}\n`;
}

/** One line for each row. A missing cell is empty, an empty string is `""`; lines end with a line feed (RFC 4180 otherwise). */
export function csvLines(table: Table): string {
  const { columns, rowCount } = table;
  const writers = columns.map(cellWriter);
  const lines: string[] = [];
  for (let i = 0; i < rowCount; i++) {
    let line = "";
    for (let j = 0; j < writers.length; j++) line += j === 0 ? writers[j](i) : `,${writers[j](i)}`;
    lines.push(line, "\n");
  }
  return lines.join("");
}

/** Strings are quoted once for each entry of the dictionary, not once for each cell. */
function cellWriter(column: Column): (i: number) => string {
  if (column.type !== "string") return (i) => textOf(column, i) ?? "";
  const entries = column.dictionary.map(quoted);
  return (i) => (column.codes[i] < 0 ? "" : entries[column.codes[i]]);
}

function quoted(text: string): string {
  return text === "" || /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
