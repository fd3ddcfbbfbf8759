/** How a column is read, and one word of each cell where it holds free text. */

import { Rng } from "../base/random";
import { type Column, codedColumn, type StringColumn } from "../table/column";
import type { ColumnKind } from "./scores";

/** A string column is text when more than this share of its cells holds a value that stands nowhere else. */
const TEXT_FROM_SHARE_OF_SINGLES = 0.05;

/** The kind of a column, from its real parts. */
export function kindOf(parts: readonly Column[]): ColumnKind {
  const [{ type }] = parts;
  if (type === "number" || type === "datetime") return type;
  return type === "string" && isText(parts) ? "text" : "category";
}

function isText(parts: readonly Column[]): boolean {
  const rows = new Map<string, number>();
  let present = 0;
  for (const part of parts) {
    if (part.type !== "string") continue;
    const times = new Int32Array(part.dictionary.length);
    for (const code of part.codes) if (code >= 0) times[code]++;
    for (let code = 0; code < times.length; code++) {
      present += times[code];
      if (times[code] > 0) rows.set(part.dictionary[code], (rows.get(part.dictionary[code]) ?? 0) + times[code]);
    }
  }
  let singles = 0;
  for (const times of rows.values()) if (times === 1) singles++;
  return singles > TEXT_FROM_SHARE_OF_SINGLES * present;
}

/** A word, a number or a punctuation mark. */
const TOKEN = /\p{L}+|\p{N}+|[^\s\p{L}\p{N}]/gu;

/**
 * The column with each text replaced by one of its words, drawn at random: two tables can share no whole text and still
 * speak alike. Cells without a word become missing. (After mostlyai-qa 1.10.7, which draws word pieces in place of words,
 * so that its numbers for text columns differ.)
 */
export function oneWordEach(column: StringColumn, rng: Rng): StringColumn {
  const words = column.dictionary.map((text) => text.toLowerCase().match(TOKEN) ?? []);
  const codeOf = new Map<string, number>();
  const dictionary: string[] = [];
  const codes = column.codes.map((code) => {
    if (code < 0 || words[code].length === 0) return -1;
    const word = rng.pick(words[code]);
    const known = codeOf.get(word);
    if (known !== undefined) return known;
    codeOf.set(word, dictionary.length);
    return dictionary.push(word) - 1;
  });
  return codedColumn(column.name, codes, dictionary);
}
