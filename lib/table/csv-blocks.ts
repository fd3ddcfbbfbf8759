/** A table as CSV text, block by block (RFC 4180, lines end in a line feed). */

import { quoteList } from "../base/errors";
import { type Column, isMissing, textOf } from "./column";
import { writeNumber } from "./parse-number";
import type { Table } from "./table";

/** What divides cells, and what stands for a missing one. */
export interface CsvLayout {
  readonly delimiter: string;
  readonly missing: string;
}

export const ROWS_A_BLOCK = 4096;

/** The header and the rows, a few thousand at a time. */
export function* csvBlocks(table: Table, layout: CsvLayout): Generator<string> {
  const cellWriters = table.columns.map((column) => cellWriter(column, layout, table.columns.length === 1));
  let block = `${table.columnNames.map((name) => quoted(name, layout, "")).join(layout.delimiter)}\n`;
  for (let i = 0; i < table.rowCount; i++) {
    for (let j = 0; j < cellWriters.length; j++) block += j === 0 ? cellWriters[j](i) : layout.delimiter + cellWriters[j](i);
    block += "\n";
    if (i % ROWS_A_BLOCK !== ROWS_A_BLOCK - 1) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}

/** A function from a row to its text. In a table of one column a missing cell is quoted, or its line would be empty. */
function cellWriter(column: Column, layout: CsvLayout, isAlone: boolean): (row: number) => string {
  const missing = layout.missing === "" && isAlone ? '""' : layout.missing;
  switch (column.type) {
    case "string": {
      refuseMissingText(column.name, column.dictionary, layout.missing);
      const texts = column.dictionary.map((text) => quoted(text, layout, layout.missing));
      return (row) => (column.codes[row] < 0 ? missing : texts[column.codes[row]]);
    }
    case "number":
      return (row) => (Number.isNaN(column.values[row]) ? missing : writeNumber(column.values[row]));
    default:
      return (row) => (isMissing(column, row) ? missing : (textOf(column, row) ?? missing));
  }
}

/** An empty string is written as "" and needs no refusal; any other text cannot mean both itself and a missing cell. */
function refuseMissingText(name: string, dictionary: readonly string[], missing: string): void {
  if (missing === "" || !dictionary.includes(missing)) return;
  throw new RangeError(
    `Cannot write column ${quoteList([name])}: some of its cells are ${JSON.stringify(missing)}, which is also to stand for a missing cell; choose another text`,
  );
}

function quoted(text: string, { delimiter }: CsvLayout, missing: string): string {
  const plain = text !== missing && !/["\r\n]|^[\s\uFEFF]|\s$/.test(text) && !text.includes(delimiter);
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}
