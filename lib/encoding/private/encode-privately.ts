/** Codes in which each row's own cells decide alone: what differential privacy of single rows needs. */

import type { NoiseSource } from "../../dp/noise-source";
import { isMissing } from "../../table/column";
import type { Table } from "../../table/table";
import type { EncodedTable, TableCodec } from "../table-codec";

/**
 * The codes of the training rows. Where a cell is missing and codes have to stand in, the usual encoding takes those of
 * another row, so that one row would show in two; here they are drawn from the noisy shares.
 */
export function encodePrivately(codec: TableCodec, table: Table, shares: readonly Float64Array[], noise: NoiseSource): EncodedTable {
  const encoded = codec.encode(table);
  for (const { name, first, subColumns, missingCode, hasMissingFlag } of codec.columns) {
    const column = table.column(name);
    const filled = subColumns.map((_, s) => first + s).slice(missingCode === undefined ? 0 : hasMissingFlag ? 1 : subColumns.length);
    if (filled.length === 0) continue;
    for (let i = 0; i < table.rowCount; i++) {
      if (!isMissing(column, i)) continue;
      for (const j of filled) encoded.codes[j][i] = drawn(shares[j], noise.uniform());
    }
  }
  return encoded;
}

function drawn(shares: Float64Array, uniform: number): number {
  let left = uniform;
  for (let code = 0; code < shares.length - 1; code++) {
    left -= shares[code];
    if (left < 0) return code;
  }
  return shares.length - 1;
}
