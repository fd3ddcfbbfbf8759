/** A fingerprint of a table's cells, so that scores can say which table they are of. */

import { createHash } from "node:crypto";
import type { Column } from "../table/column";
import type { Table } from "../table/table";

/**
 * SHA-256 over the names, types and cells of a table, in hexadecimal. Equal tables have equal fingerprints, however their
 * strings are coded; it changes with any cell, and with the order of rows or columns.
 *
 * @example
 * assert.equal(tableHash(Table.of({ x: [1, 2] })), tableHash(Table.of({ x: [1, 2] })));
 * assert.notEqual(tableHash(Table.of({ x: [1, 2] })), tableHash(Table.of({ x: [2, 1] })));
 */
export function tableHash(table: Table): string {
  const hash = createHash("sha256").update(`${table.rowCount}`);
  for (const column of table.columns) {
    hash.update(JSON.stringify([column.name, column.type, wordsOf(column)]));
    hash.update(bytesOf(column));
  }
  return hash.digest("hex");
}

/** The words of a string column in ascending order; nothing for other types. */
function wordsOf(column: Column): readonly string[] {
  return column.type === "string" ? [...usedWords(column)].sort() : [];
}

function usedWords({ codes, dictionary }: { readonly codes: Int32Array; readonly dictionary: readonly string[] }): Set<string> {
  const used = new Uint8Array(dictionary.length);
  for (const code of codes) if (code >= 0) used[code] = 1;
  return new Set(dictionary.filter((_, code) => used[code] === 1));
}

function bytesOf(column: Column): Uint8Array {
  const { buffer, byteOffset, byteLength } = column.type === "string" ? placesOfWords(column) : column.values;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** For each cell the place of its word among the sorted ones, -1 where it is missing. */
function placesOfWords(column: { readonly codes: Int32Array; readonly dictionary: readonly string[] }): Int32Array {
  const placeOf = new Map([...usedWords(column)].sort().map((word, place) => [word, place]));
  const places = Int32Array.from(column.dictionary, (word) => placeOf.get(word) ?? -1);
  return column.codes.map((code) => (code < 0 ? -1 : places[code]));
}
