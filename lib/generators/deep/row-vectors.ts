/**
 * A table as rows of numbers that a network can read, and back. Each column becomes a block: a 1 in the place of the mode
 * that the cell belongs to, zeros in the places of the others, and for numbers and dates with many values the position
 * within the mode.
 */

import type { Rng } from "../../base/random";
import { type Column, takeCells } from "../../table/column";
import { Table } from "../../table/table";
import { type ColumnModes, modesOf } from "./column-modes";

/** Where a column stands in a row. */
export interface Block {
  /** The place of its first mode. */
  readonly start: number;
  readonly modes: number;
  /** The place of the position within the mode; none for words and for numbers with few values. */
  readonly position: number | undefined;
}

/** The training rows as a network sees them. */
export interface RowVectors {
  readonly rows: number;
  /** W, the numbers of a row. */
  readonly width: number;
  readonly blocks: readonly Block[];
  /** The rows, one after another: rows x W. */
  readonly values: Float32Array;
  /** The mode of each row, column by column. */
  readonly modes: readonly Int32Array[];
  /** The cells of these modes, each as far up in its mode as the share says (0 to 1). */
  readonly tableOf: (modes: readonly Int32Array[], shares: readonly (Float64Array | undefined)[], rng: Rng) => Table;
}

/** The blocks of all columns, and the rows in them; numbers have so many stretches beside their frequent values. */
export function rowVectors(table: Table, rng: Rng, stretches: number): RowVectors {
  const columns = table.columns.map((column) => modesOf(column, rng.fork(column.name), stretches));
  const blocks = placesOf(columns);
  const width = blocks.reduce((sum, { modes, position }) => sum + modes + (position === undefined ? 0 : 1), 0);
  const values = new Float32Array(table.rowCount * width);
  columns.forEach(({ codes, scores }, c) => {
    const { start, position } = blocks[c];
    for (let i = 0; i < table.rowCount; i++) {
      values[i * width + start + codes[i]] = 1;
      if (position !== undefined && scores !== undefined) values[i * width + position] = scores[i];
    }
  });
  return {
    rows: table.rowCount,
    width,
    blocks,
    values,
    modes: columns.map(({ codes }) => codes),
    tableOf: (modes, shares, draw) => {
      const cells = table.columns.map((column, c) => cellsOf(column, columns[c], modes[c], shares[c], draw.fork(column.name)));
      return new Table(cells, modes[0]?.length ?? 0);
    },
  };
}

function placesOf(columns: readonly ColumnModes[]): readonly Block[] {
  let place = 0;
  return columns.map(({ count, scores }): Block => {
    const start = place;
    place += count + (scores === undefined ? 0 : 1);
    return { start, modes: count, position: scores === undefined ? undefined : place - 1 };
  });
}

/** The cell that lies so far up in its mode; any cell of the mode where there is no order. */
function cellsOf(column: Column, { rowsOf }: ColumnModes, modes: Int32Array, shares: Float64Array | undefined, rng: Rng): Column {
  const rows = modes.map((mode, i) => {
    const members = rowsOf[mode];
    const share = shares === undefined ? rng.uniform() : shares[i];
    return members[Math.min(members.length - 1, Math.floor(share * members.length))];
  });
  return takeCells(column, rows);
}
