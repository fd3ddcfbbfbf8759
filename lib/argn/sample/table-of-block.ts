/** A block of codes as a table, with the given cells as they were given. */

import type { Rng } from "../../base/random";
import { coerced } from "../../encoding/coerce";
import { datetimeColumn, numberColumn } from "../../table/column";
import { mergeCells } from "../../table/merge-cells";
import type { Table } from "../../table/table";
import type { ModelState } from "../model-state";
import { decodeColumn } from "./decode-column";
import type { Block } from "./fill-block";

export interface BlockDecoding {
  /** Number of the first row; absent where the rows complete others, in which no cell is emptied. */
  readonly firstRow?: number;
  /**
   * Columns whose codes stand as they were drawn, even where a rule between columns that the encoding has found would have
   * them otherwise: a wish of the caller depends on them.
   */
  readonly held: ReadonlySet<number>;
  readonly rng: Rng;
  /** Cells that are given, which other columns may repeat. */
  readonly given?: Table | undefined;
}

/** The values of a block's codes. */
export async function decodeBlock(
  state: ModelState,
  { table, settled }: Block,
  { firstRow, held, rng, given }: BlockDecoding,
): Promise<Table> {
  const free = await state.codec.decodeInTurns(table, {
    rng,
    ...(firstRow === undefined ? {} : { firstRow }),
    ...(given === undefined ? {} : { cells: given }),
  });
  const kept = [...held].reduce((result, column) => result.with(decodeColumn(state, column, table, firstRow ?? 0, rng)), free);
  return withSettled(state, kept, settled);
}

/** The values of a block's codes, with the given cells as they were given; `complete` names columns whose holes were drawn. */
export async function tableOfBlock(
  state: ModelState,
  block: Block,
  { given, complete, ...decoding }: BlockDecoding & { readonly complete: ReadonlySet<string> },
): Promise<Table> {
  const decoded = await decodeBlock(state, block, { ...decoding, given });
  if (given === undefined) return decoded;
  return state.codec.columns.reduce((result, { name, missingCode }) => {
    if (!given.has(name)) return result;
    // the given cells stand in the result as they are, even where the model knows them only as rare or clipped
    const cells = coerced(given.column(name), decoded.column(name).type);
    return result.with(missingCode === undefined || complete.has(name) ? mergeCells(cells, decoded.column(name)) : cells);
  }, decoded);
}

function withSettled(state: ModelState, decoded: Table, settled: Block["settled"]): Table {
  return [...settled].reduce((result, [column, values]) => {
    const old = result.column(state.codec.columns[column].name);
    if (old.type === "datetime") return result.with(datetimeColumn(old.name, values, old.format));
    return old.type === "number" ? result.with(numberColumn(old.name, values)) : result;
  }, decoded);
}
