/** One column of codes as values, without decoding the rest of the table. */

import type { Rng } from "../../base/random";
import { codecOf } from "../../encoding/column-codec";
import { sharedUniforms } from "../../encoding/shared-uniforms";
import type { Column } from "../../table/column";
import type { CodeTable } from "../engine";
import type { ModelState } from "../model-state";

export function decodeColumn(state: ModelState, column: number, table: CodeTable, firstRow: number, rng: Rng): Column {
  const { name, first, subColumns } = state.codec.columns[column];
  const codes = table.codes.slice(first, first + subColumns.length);
  return codecOf(state.codec.toJSON().columns[column].state).decode(codes, {
    name,
    rowCount: table.rowCount,
    firstRow,
    rng: rng.fork(`column ${name}`),
    shared: sharedUniforms(table.rowCount, rng),
  });
}
