/** The rows to train on, in shared memory outside that of the kernels: all threads see them, and they may exceed 4 GiB with it. */

import { breather } from "../../base/abort";
import type { Blueprint } from "../blueprint";
import type { CodeTable } from "../engine";
import type { CodeColumn } from "./requests";

/** Copies codes, each sub-column into the narrowest integers that hold its cardinality. */
export async function shareCodes(blueprint: Blueprint, { rowCount, codes }: CodeTable): Promise<CodeColumn[]> {
  const breathe = breather();
  const columns: CodeColumn[] = [];
  for (const [j, { cardinality }] of blueprint.subColumns.entries()) {
    const column = narrowest(cardinality, rowCount);
    column.set(codes[j].subarray(0, rowCount));
    columns.push(column);
    await breathe();
  }
  return columns;
}

function narrowest(cardinality: number, rowCount: number): CodeColumn {
  if (cardinality <= 0x100) return new Uint8Array(new SharedArrayBuffer(rowCount));
  if (cardinality <= 0x10000) return new Uint16Array(new SharedArrayBuffer(2 * rowCount));
  return new Int32Array(new SharedArrayBuffer(4 * rowCount));
}
