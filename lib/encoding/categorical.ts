/**
 * Categories: one sub-column, one code a category. Code 0 stands for rare and unseen values, then comes a code for missing
 * cells if the training had any, then the kept categories in ascending order.
 */

import {
  codedColumn,
  type Column,
  datetimeColumn,
  type DatetimeFormat,
  numberColumn,
  type StringColumn,
  stringColumn,
} from "../table/column";
import type { Codec, Decoding, FitSetting, RareReplacement, SubColumn } from "./codec";
import { hasMissing } from "./missing";
import { RARE_LABEL, rareThreshold, rowsPerPerson } from "./rare";
import { makeFromPatterns, patternsOf } from "./text-pattern";
import { countValues } from "./value-counts";
import { makeFromChain, wordChainOf } from "./word-chain";

export interface CategoricalState {
  readonly encoding: "categorical";
  readonly type: "string" | "number" | "datetime";
  readonly format?: DatetimeFormat;
  /** The kept categories; numbers (milliseconds for datetimes) unless the column holds strings. */
  readonly categories: readonly string[] | readonly number[];
  readonly missing: boolean;
  /** Whether the training held any rare category. */
  readonly anyRare: boolean;
  readonly rare: RareReplacement;
  /** Where many rows are rare: made-up texts of the same shapes, which stand in for them. None occurs in the training. */
  readonly madeUp?: readonly string[];
}

/** Up to this share of rare rows, draws from the kept categories replace them without changing much. */
const MOST_REPLACED = 0.15;
const MOST_MADE_UP = 1000;
/** A made-up text stands for about so many rows, so that none of them becomes a category of its own. */
const ROWS_PER_MADE_UP = 2;
/** Texts have words when each holds so many shared ones on average. */
const LEAST_SHARED_WORDS = 0.5;

export const categorical: Codec<CategoricalState> = {
  fit(column, setting) {
    const threshold = rareThreshold(setting.rng, setting.protection);
    const shared = { encoding: "categorical", missing: hasMissing(column), rare: setting.rare } as const;
    if (column.type === "string") {
      const people = peopleByCode(column.codes, column.dictionary.length, setting);
      const kept = column.dictionary.filter((_, code) => people[code] >= threshold).sort(byCodeUnits);
      const rare = column.dictionary.filter((_, code) => people[code] > 0 && people[code] < threshold);
      return {
        ...shared,
        type: "string",
        categories: kept,
        anyRare: rare.length > 0,
        ...inventions(column, new Set(kept), rare, threshold, setting),
      };
    }
    if (column.type === "boolean")
      throw new TypeError(`Cannot encode "${column.name}" as categories: truth values have their own encoding, "boolean"`);
    const { values, people } = countValues(column.values, setting.subjects);
    const categories = Array.from(values.filter((_, i) => people[i] >= threshold));
    const format = column.type === "datetime" ? { format: column.format } : {};
    return { ...shared, ...format, type: column.type, categories, anyRare: categories.length < values.length };
  },

  encode(state, column) {
    const first = firstCategory(state);
    const missingCode = state.missing ? 1 : 0;
    const codes = new Int32Array(column.length);
    const codeOfCategory = new Map<string | number, number>();
    state.categories.forEach((category, i) => codeOfCategory.set(category, first + i));
    if (column.type === "string") {
      const codeOfEntry = Int32Array.from(column.dictionary, (entry) => codeOfCategory.get(entry) ?? 0);
      for (let i = 0; i < codes.length; i++) codes[i] = column.codes[i] < 0 ? missingCode : codeOfEntry[column.codes[i]];
    } else {
      for (let i = 0; i < codes.length; i++)
        codes[i] = Number.isNaN(column.values[i]) ? missingCode : (codeOfCategory.get(column.values[i]) ?? 0);
    }
    return [codes];
  },

  decode: (state, [codes], decoding) =>
    state.type === "string" ? decodeStrings(state, codes, decoding) : decodeNumbers(state, codes, decoding),

  cardinalities: (state) => [subColumnOf(state)],
};

/** The label of each code, as a person reads it. */
export function categoricalLabels(state: CategoricalState): string[] {
  return [RARE_LABEL, ...(state.missing ? ["missing"] : []), ...state.categories.map(String)];
}

function firstCategory(state: CategoricalState): number {
  return state.missing ? 2 : 1;
}

function subColumnOf(state: CategoricalState): SubColumn {
  const { length } = state.categories;
  // with no other category left, the rare code is all there is to draw
  const neverRare = length > 0 && (!state.anyRare || (state.rare === "sample" && state.madeUp === undefined) || state.type !== "string");
  const onlyMissing = length === 0 && !state.anyRare && state.missing;
  return { name: "category", cardinality: firstCategory(state) + length, suppressed: neverRare || onlyMissing ? [0] : [] };
}

function decodeStrings(state: CategoricalState, codes: Int32Array, { name, rng }: Decoding): Column {
  const first = firstCategory(state);
  const categories = state.categories.map(String);
  const rareTexts = codes.includes(0) ? (state.madeUp ?? [RARE_LABEL]) : [];
  const dictionary = [...categories, ...rareTexts];
  const entries = Int32Array.from(codes, (code) => {
    if (code === 0) return categories.length + (rareTexts.length === 1 ? 0 : rng.integer(rareTexts.length));
    return code < first ? -1 : code - first;
  });
  // the column may have a category that is called _RARE_: the dictionary must hold it once
  return new Set(dictionary).size === dictionary.length
    ? codedColumn(name, entries, dictionary)
    : stringColumn(
        name,
        Array.from(entries, (entry) => (entry < 0 ? null : dictionary[entry])),
      );
}

/** Made-up texts for a column of which many rows are rare, at least as many as there are rare categories. */
function inventions(
  column: StringColumn,
  kept: ReadonlySet<string>,
  rare: readonly string[],
  threshold: number,
  setting: FitSetting,
): Pick<CategoricalState, "madeUp"> {
  const isRare = column.dictionary.map((text) => !kept.has(text));
  const rareRows = column.codes.reduce((sum, code) => sum + (code >= 0 && isRare[code] ? 1 : 0), 0);
  if (setting.rare !== "sample" || rareRows <= MOST_REPLACED * column.length) return {};
  const make = textMaker(column, rare, threshold, setting);
  const training = new Set(column.dictionary);
  const madeUp = new Set<string>();
  const wanted = Math.min(MOST_MADE_UP, Math.max(rare.length, Math.ceil(rareRows / ROWS_PER_MADE_UP)));
  // a pattern may have little room beside the training: then fewer are made up
  for (let i = 0; i < 2 * wanted && madeUp.size < wanted; i++) {
    const text = make(i);
    if (!training.has(text)) madeUp.add(text);
  }
  return { madeUp: madeUp.size > 0 ? [...madeUp] : [RARE_LABEL] };
}

/** What makes new texts: from the words that enough people share, or, where there are none, from shapes. */
function textMaker(column: StringColumn, rare: readonly string[], threshold: number, { rng, subjects }: FitSetting): (i: number) => string {
  const rows = new Map<string, number>();
  for (const code of column.codes) if (code >= 0) rows.set(column.dictionary[code], (rows.get(column.dictionary[code]) ?? 0) + 1);
  const rowsOfRare = rare.map((text) => rows.get(text) ?? 0);
  const chain = wordChainOf(rare, rowsOfRare, threshold * rowsPerPerson(subjects, column.length), LEAST_SHARED_WORDS);
  if (chain !== undefined) return () => makeFromChain(chain, rng);
  const patterns = patternsOf(rare, threshold);
  const salt = rng.integer(2 ** 20);
  return (i) => makeFromPatterns(patterns, i, salt, rng);
}

/** A rare number has no written stand-in: it comes back as a missing cell. */
function decodeNumbers(state: CategoricalState, codes: Int32Array, { name }: Decoding): Column {
  const first = firstCategory(state);
  const values = Float64Array.from(codes, (code) => (code < first ? NaN : Number(state.categories[code - first])));
  return state.type === "datetime" ? datetimeColumn(name, values, state.format) : numberColumn(name, values);
}

function peopleByCode(codes: Int32Array, dictionarySize: number, { subjects }: FitSetting): Int32Array {
  const people = new Int32Array(dictionarySize);
  const seen = subjects === undefined ? undefined : Array.from(people, () => new Set<number>());
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] < 0) continue;
    if (subjects === undefined || seen === undefined) people[codes[i]]++;
    else people[codes[i]] = seen[codes[i]].add(subjects[i]).size;
  }
  return people;
}

/** Ascending by code units: the same order on every machine. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
