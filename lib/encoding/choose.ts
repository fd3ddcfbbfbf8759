/**
 * Which encoding suits a column, when the caller names none.
 *
 * | cells | rule, in this order | encoding |
 * | --- | --- | --- |
 * | any | no value, or the same in every row | constant |
 * | truth values | always | boolean |
 * | points in time | at most 100 shared values hold 99.5 % of the rows | discrete, else datetime |
 * | numbers | whole, each once, none missing, and named like an id or (nearly) without gaps | id |
 * | numbers | at most 100 shared values hold 99.5 % of the rows | discrete, else binned |
 * | strings | all are places "lat, long" | lat-long |
 * | strings | each once, none missing, at least 10 | id |
 * | strings | at least 100, at most 20 characters, over 5 % of rows unique, over 50 % of rows rare | character |
 * | strings | otherwise | categorical |
 */

import { type Column, isMissing, type NumberColumn, type StringColumn } from "../table/column";
import type { FitSetting } from "./codec";
import type { Encoding } from "./encoding";
import { isPlace } from "./lat-long";
import { hasMissing } from "./missing";
import { rareThreshold } from "./rare";
import { countValues } from "./value-counts";

const MOST_DISCRETE = 100;
const LEAST_SHARED = 0.995;
const SAMPLED_CELLS = 1000;
const LEAST_ID_ROWS = 10;
const LEAST_CHARACTER_ROWS = 100;
const MOST_CHARACTERS = 20;
const ID_WORD = /(^|[^a-z])(id|ids|key|uuid|guid|no|nr|number|index|row)$|^(id|uuid|guid)([^a-z]|$)/i;
const ID_ENDING = /[a-z](Id|ID|Key|Uuid|UUID|No|Nr)$/;

/** The encoding of a column by the rules above. */
export function chooseEncoding(column: Column, setting: FitSetting): Encoding {
  if (isConstant(column)) return "constant";
  switch (column.type) {
    case "boolean":
      return "boolean";
    case "datetime":
      return isDiscrete(column.values, setting) ? "discrete" : "datetime";
    case "number":
      if (isNumericId(column)) return "id";
      return isDiscrete(column.values, setting) ? "discrete" : "binned";
    case "string":
      return chooseForStrings(column, setting);
  }
}

/** Whether no two cells differ; a missing cell differs from a present one. */
export function isConstant(column: Column): boolean {
  if (column.length === 0) return true;
  const first = isMissing(column, 0);
  for (let i = 1; i < column.length; i++) {
    if (isMissing(column, i) !== first) return false;
    if (first) continue;
    if (column.type === "string" ? column.codes[i] !== column.codes[0] : column.values[i] !== column.values[0]) return false;
  }
  return true;
}

function isDiscrete(cells: Float64Array, { rng, protection, subjects }: FitSetting): boolean {
  const threshold = rareThreshold(rng, protection);
  if (surelyHasMany(cells)) return false;
  const { values, rows, people, sorted } = countValues(cells, subjects);
  let kept = 0;
  let keptRows = 0;
  for (let i = 0; i < values.length; i++) {
    if (people[i] < threshold) continue;
    kept++;
    keptRows += rows[i];
  }
  return kept > 0 && kept <= MOST_DISCRETE && keptRows >= LEAST_SHARED * sorted.length;
}

/** A glance at a regular sample: so many distinct values can't be few shared ones and half a per cent of others. */
function surelyHasMany(cells: Float64Array): boolean {
  if (cells.length < 10 * SAMPLED_CELLS) return false;
  const stride = Math.floor(cells.length / SAMPLED_CELLS);
  const seen = new Set<number>();
  for (let i = 0; i < cells.length; i += stride) seen.add(cells[i]);
  return seen.size > 2 * MOST_DISCRETE + 10 * (1 - LEAST_SHARED) * SAMPLED_CELLS;
}

/** A measured number can be unique too: only the name, or a range (nearly) without gaps, makes it an identifier. */
function isNumericId({ name, values }: NumberColumn): boolean {
  if (values.length < 2 || !values.every(Number.isSafeInteger)) return false;
  if (new Set(values).size < values.length) return false;
  if (isNamedLikeId(name)) return true;
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  return values.length >= LEAST_ID_ROWS && high - low + 1 <= 1.1 * values.length;
}

/** Whether the name alone says that the column identifies rows. */
export function isNamedLikeId(name: string): boolean {
  return ID_WORD.test(name) || ID_ENDING.test(name);
}

function chooseForStrings(column: StringColumn, setting: FitSetting): Encoding {
  const counts = new Int32Array(column.dictionary.length);
  let present = 0;
  for (const code of column.codes) {
    if (code < 0) continue;
    counts[code]++;
    present++;
  }
  const used = column.dictionary.filter((_, code) => counts[code] > 0);
  if (used.every(isPlace)) return "lat-long";
  if (!hasMissing(column) && used.length === column.length && used.length >= (isNamedLikeId(column.name) ? 2 : LEAST_ID_ROWS)) return "id";
  const threshold = rareThreshold(setting.rng, setting.protection);
  let unique = 0;
  let rare = 0;
  for (const count of counts) {
    if (count === 1) unique++;
    if (count < threshold) rare += count;
  }
  const short = used.every((text) => text.length <= MOST_CHARACTERS);
  return present >= LEAST_CHARACTER_ROWS && unique > 0.05 * present && rare > 0.5 * present && short ? "character" : "categorical";
}
