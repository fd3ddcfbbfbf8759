/** A block of codes as a table, with the given cells as they were given. */

import type { Rng } from "../../base/random";
import { coerced } from "../../encoding/coerce";
import { datetimeColumn, numberColumn } from "../../table/column";
import { mergeCells } from "../../table/merge-cells";
import type { Table } from "../../table/table";
import type { ModelState } from "../model-state";
import { decodeColumn } from "./decode-column";
import type { Block } from "./fill-block";

/**
 * `given` are the given cells of the rows of this block. `held` are columns whose codes stand as they were drawn, even
 * where a rule between columns that the encoding has found would have them otherwise: a wish of the caller depends on them.
 */
export function tableOfBlock(
  state: ModelState,
  { table, settled }: Block,
  firstRow: number,
  given: Table | undefined,
  held: ReadonlySet<number>,
  rng: Rng,
): Table {
  const free = state.codec.decode(table, { rng, firstRow });
  const kept = [...held].reduce((result, column) => result.with(decodeColumn(state, column, table, firstRow, rng)), free);
  const decoded = withSettled(state, kept, settled);
  if (given === undefined) return decoded;
  return state.codec.columns.reduce((result, { name, missingCode }) => {
    if (!given.has(name)) return result;
    // the given cells stand in the result as they are, even where the model knows them only as rare or clipped
    const cells = coerced(given.column(name), decoded.column(name).type);
    return result.with(missingCode === undefined ? mergeCells(cells, decoded.column(name)) : cells);
  }, decoded);
}

function withSettled(state: ModelState, decoded: Table, settled: Block["settled"]): Table {
  return [...settled].reduce((result, [column, values]) => {
    const old = result.column(state.codec.columns[column].name);
    if (old.type === "datetime") return result.with(datetimeColumn(old.name, values, old.format));
    return old.type === "number" ? result.with(numberColumn(old.name, values)) : result;
  }, decoded);
}
