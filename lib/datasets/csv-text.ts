/** The pieces of a CSV file that is written in blocks: its header once, then the lines of each block. */

import type { Table } from "../table/table";
import { formatCsv } from "../table/write-csv";

/** The line of column names. */
export function csvHeader(table: Table): string {
  return formatCsv(table.slice(0, 0));
}

/** One line for each row. */
export function csvLines(table: Table): string {
  return formatCsv(table).slice(csvHeader(table).length);
}
