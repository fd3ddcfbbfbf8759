/**
 * Identifiers: numbers or texts of which each stands once. They say nothing about the others, so the network does not see
 * them (no sub-columns); new ones are made in the same shape: a running number, a UUID, or a pattern of letters and
 * digits. None is taken from the training table.
 */

import type { Rng } from "../base/random";
import { numberColumn, stringColumn } from "../table/column";
import type { Codec } from "./codec";
import { rareThreshold } from "./rare";

export interface IdentifierState {
  readonly encoding: "id";
  readonly type: "number" | "string";
  readonly shape: IdentifierShape;
  /** Sets off the made identifiers of this codec; from 0 to 2^20 - 1. */
  readonly salt: number;
}

export type IdentifierShape =
  | { readonly kind: "sequence"; readonly start: number }
  | { readonly kind: "uuid"; readonly upperCase: boolean }
  | { readonly kind: "pattern"; readonly patterns: readonly Pattern[] };

/** The characters that may stand at each place, and the share of the identifiers that have this shape. */
interface Pattern {
  readonly share: number;
  readonly places: readonly string[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DIGITS = "0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const MOST_PATTERNS = 20;

export const identifier: Codec<IdentifierState> = {
  fit(column, { rng, protection }) {
    const salt = rng.integer(2 ** 20);
    if (column.type === "number") {
      const least = column.values.reduce((min, value) => Math.min(min, value), Infinity);
      // 0, 1, 10, 100, ...: how identifiers begin says nothing about a person, the smallest one might
      const start = !(least >= 1) || !Number.isFinite(least) ? 0 : 10 ** Math.floor(Math.log10(least));
      return { encoding: "id", type: "number", shape: { kind: "sequence", start }, salt };
    }
    if (column.type !== "string") throw new TypeError(`Cannot encode "${column.name}" as identifiers: its cells are of type ${column.type}`);
    const texts = column.dictionary;
    if (texts.length > 0 && texts.every((text) => UUID.test(text))) {
      return { encoding: "id", type: "string", shape: { kind: "uuid", upperCase: texts.every((text) => text === text.toUpperCase()) }, salt };
    }
    return { encoding: "id", type: "string", shape: { kind: "pattern", patterns: patternsOf(texts, rareThreshold(rng, protection)) }, salt };
  },

  encode: () => [],

  decode({ shape, type, salt }, _codes, { name, rowCount, firstRow, rng }) {
    if (shape.kind === "sequence" && type === "number") {
      return numberColumn(name, Float64Array.from({ length: rowCount }, (_, i) => shape.start + firstRow + i));
    }
    return stringColumn(
      name,
      Array.from({ length: rowCount }, (_, i) => {
        if (shape.kind === "uuid") return makeUuid(rng, shape.upperCase);
        if (shape.kind === "sequence") return String(shape.start + firstRow + i);
        return makeFromPattern(shape.patterns[rng.weighted(shape.patterns.map(({ share }) => share))], firstRow + i, salt, rng);
      }),
    );
  },

  cardinalities: () => [],
};

/** What was found, in a few words. */
export function describeShape(shape: IdentifierShape): string {
  if (shape.kind === "sequence") return `running numbers from ${shape.start}`;
  return shape.kind === "uuid" ? "random UUIDs" : "random texts of the same shape";
}

/** Shapes that enough identifiers share, as sets of characters by place; one loose shape when none is shared. */
function patternsOf(texts: readonly string[], threshold: number): Pattern[] {
  const byShape = new Map<string, string[][]>();
  for (const text of texts) {
    const letters = Array.from(text);
    const shape = letters.map(classOf).join("\u0000");
    const others = byShape.get(shape);
    if (others === undefined) byShape.set(shape, [letters]);
    else others.push(letters);
  }
  const shared = [...byShape.values()].filter((group) => group.length >= threshold).sort((a, b) => b.length - a.length);
  const total = shared.reduce((sum, group) => sum + group.length, 0);
  if (shared.length > 0) return shared.slice(0, MOST_PATTERNS).map((group) => ({ share: group.length / total, places: placesOf(group, threshold) }));
  const lengths = texts.map((text) => Array.from(text).length).sort((a, b) => a - b);
  const length = Math.max(4, Math.min(36, lengths[lengths.length >> 1] ?? 8));
  return [{ share: 1, places: new Array<string>(length).fill(UPPER + DIGITS) }];
}

/** A place where all have the same character keeps it; other places take any of their kind. */
function placesOf(group: readonly (readonly string[])[], threshold: number): string[] {
  const hexadecimal = group.every((letters) => letters.every((letter) => /[0-9a-f-]/.test(letter)));
  return group[0].map((letter, place) => {
    if (group.length >= threshold && group.every((letters) => letters[place] === letter)) return letter;
    if (hexadecimal && letter !== "-") return `${DIGITS}abcdef`;
    const kind = classOf(letter);
    return kind === "9" ? DIGITS : kind === "A" ? UPPER : kind === "a" ? LOWER : letter;
  });
}

function classOf(letter: string): string {
  if (letter >= "0" && letter <= "9") return "9";
  // letters of other scripts count as letters of ours: which of them were used could point at someone
  if (!/\p{L}/u.test(letter)) return /[\p{N}\p{S}\p{So}]/u.test(letter) ? "a" : letter;
  return letter === letter.toUpperCase() && letter !== letter.toLowerCase() ? "A" : "a";
}

/** Row numbers are spread over the last places one to one, so that no identifier comes twice while there are enough. */
function makeFromPattern({ places }: Pattern, row: number, salt: number, rng: Rng): string {
  let range = 1;
  let from = places.length;
  while (from > 0 && range * places[from - 1].length <= 2 ** 26) range *= places[--from].length;
  const stride = coprimeNear(Math.max(1, Math.floor(range * 0.6180339887)), range);
  let left = (salt + row * stride) % range;
  let text = "";
  for (let place = places.length - 1; place >= 0; place--) {
    const { length } = places[place];
    const index = place >= from ? left % length : rng.integer(length);
    if (place >= from) left = Math.floor(left / length);
    text = places[place][index] + text;
  }
  return text;
}

function coprimeNear(start: number, range: number): number {
  let candidate = start;
  while (greatestCommonDivisor(candidate, range) !== 1) candidate++;
  return candidate;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function makeUuid(rng: Rng, upperCase: boolean): string {
  const hex = Array.from({ length: 4 }, () => rng.uint32().toString(16).padStart(8, "0")).join("");
  // version 4, variant 1 (RFC 9562, section 5.4)
  const variant = "89ab"[rng.integer(4)];
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  return upperCase ? uuid.toUpperCase() : uuid;
}
