import { checkNumber, checkOptions } from "../base/check";
import { Rng } from "../base/random";
import { takeCells } from "../table/column";
import type { Table } from "../table/table";

export interface HideOptions {
  /** The columns whose cells are hidden. */
  readonly columns: readonly string[];
  /** The chance of each cell to be hidden, 0 to 1. */
  readonly share: number;
  readonly seed?: number | string;
}

/**
 * A table with some of its cells hidden, by chance alone ("missing completely at random"): the cells that an imputation
 * has to find again, which can then be compared with what was there.
 *
 * @throws {RangeError} for an unknown column or a share outside 0 to 1
 *
 * @example
 * const table = Table.of({ x: Array.from({ length: 1000 }, (_, i) => i), y: Array.from({ length: 1000 }, () => "a") });
 * const holed = hideCells(table, { columns: ["x"], share: 0.2, seed: 1 });
 * const hidden = [...holed.rows()].filter(({ x }) => x === null).length;
 * assert(150 < hidden && hidden < 250);
 */
export function hideCells(table: Table, options: HideOptions): Table {
  checkOptions("Cannot hide cells", options, ["columns", "share", "seed"]);
  const { columns, share, seed = 1 } = options;
  checkNumber("Cannot hide cells", "share", share, 0, 1);
  const rng = new Rng(seed).fork("hide");
  return columns.reduce((result, name) => {
    const chance = rng.fork(name);
    const rows = Int32Array.from({ length: table.rowCount }, (_, i) => (chance.uniform() < share ? -1 : i));
    return result.with(takeCells(table.column(name), rows));
  }, table);
}
