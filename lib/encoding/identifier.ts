/**
 * Identifiers: numbers or texts of which each stands once. They say nothing about the others, so the network does not see
 * them (no sub-columns); new ones are made in the same shape: a running number, a UUID, a pattern of letters and digits, or whole numbers as dense as those of the training (spread-numbers.ts). The identifiers of the training are not stored.
 */

import type { Rng } from "../base/random";
import { numberColumn, stringColumn } from "../table/column";
import type { Codec } from "./codec";
import { makeFromPatterns, type Pattern, patternsOf } from "./text-pattern";
import { rareThreshold } from "./rare";
import { makeFromChain, wordChainOf, type WordChain } from "./word-chain";
import { type Spread, spreadNumber, spreadOf } from "./spread-numbers";

export interface IdentifierState {
  readonly encoding: "id";
  readonly type: "number" | "string";
  readonly shape: IdentifierShape;
  /** Sets off the made identifiers of this codec; from 0 to 2^20 - 1. */
  readonly salt: number;
}

export type IdentifierShape =
  | { readonly kind: "sequence"; readonly start: number }
  | { readonly kind: "spread"; readonly spread: Spread }
  | { readonly kind: "uuid"; readonly upperCase: boolean }
  | { readonly kind: "words"; readonly chain: WordChain }
  | { readonly kind: "pattern"; readonly patterns: readonly Pattern[] };

/** Numbers up to so many times as many as the rows count as without gaps. */
const MOST_GAPS = 1.1;
/** Unique texts are titles rather than keys when each holds so many shared words on average. */
const LEAST_SHARED_WORDS = 1.5;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const identifier: Codec<IdentifierState> = {
  fit(column, { rng, protection }) {
    const salt = rng.integer(2 ** 20);
    if (column.type === "number") {
      return { encoding: "id", type: "number", shape: shapeOfNumbers(column.values, rareThreshold(rng, protection)), salt };
    }
    if (column.type !== "string")
      throw new TypeError(`Cannot encode "${column.name}" as identifiers: its cells are of type ${column.type}`);
    const texts = column.dictionary;
    if (texts.length > 0 && texts.every((text) => UUID.test(text))) {
      return {
        encoding: "id",
        type: "string",
        shape: { kind: "uuid", upperCase: texts.every((text) => text === text.toUpperCase()) },
        salt,
      };
    }
    return { encoding: "id", type: "string", shape: shapeOfTexts(texts, rareThreshold(rng, protection)), salt };
  },

  encode: () => [],

  decode({ shape, type, salt }, _codes, { name, rowCount, firstRow, rng }) {
    if (shape.kind === "sequence" && type === "number") {
      return numberColumn(
        name,
        Float64Array.from({ length: rowCount }, (_, i) => shape.start + firstRow + i),
      );
    }
    if (shape.kind === "spread") {
      return numberColumn(
        name,
        Float64Array.from({ length: rowCount }, (_, i) => spreadNumber(shape.spread, firstRow + i, salt, rng.uniform())),
      );
    }
    return stringColumn(
      name,
      Array.from({ length: rowCount }, (_, i) => {
        if (shape.kind === "uuid") return makeUuid(rng, shape.upperCase);
        if (shape.kind === "words") return makeFromChain(shape.chain, rng);
        return shape.kind === "pattern" ? makeFromPatterns(shape.patterns, firstRow + i, salt, rng) : String(firstRow + i);
      }),
    );
  },

  cardinalities: () => [],
};

/** A running number where there are (nearly) no gaps, or too few numbers to show how they are spread. */
function shapeOfNumbers(values: Float64Array, threshold: number): IdentifierShape {
  const sorted = values.filter(Number.isFinite).sort();
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  // 0, 1, 10, 100, ...: how identifiers begin says nothing about a person, the smallest one might
  const start = low >= 1 ? 10 ** Math.floor(Math.log10(low)) : 0;
  const gapless = high - low + 1 <= MOST_GAPS * sorted.length;
  const spread = gapless ? undefined : spreadOf(sorted, threshold, low >= 1 ? start : low >= 0 ? 0 : -Infinity);
  return spread === undefined ? { kind: "sequence", start } : { kind: "spread", spread };
}

/** Titles and descriptions are made of words; keys keep a pattern, since no two may be the same. */
function shapeOfTexts(texts: readonly string[], threshold: number): IdentifierShape {
  const withDigits = texts.reduce((sum, text) => sum + (/\p{N}/u.test(text) ? 1 : 0), 0);
  const chain =
    2 * withDigits < texts.length ? wordChainOf(texts, new Int8Array(texts.length).fill(1), threshold, LEAST_SHARED_WORDS) : undefined;
  return chain === undefined ? { kind: "pattern", patterns: patternsOf(texts, threshold) } : { kind: "words", chain };
}

/** What was found, in a few words. */
export function describeShape(shape: IdentifierShape): string {
  if (shape.kind === "sequence") return `running numbers from ${shape.start}`;
  if (shape.kind === "spread") return "new whole numbers, spread alike";
  if (shape.kind === "words") return "new texts of the words that many share";
  return shape.kind === "uuid" ? "random UUIDs" : "random texts of the same shape";
}

function makeUuid(rng: Rng, upperCase: boolean): string {
  const hex = Array.from({ length: 4 }, () => rng.uint32().toString(16).padStart(8, "0")).join("");
  // version 4, variant 1 (RFC 9562, section 5.4)
  const variant = "89ab"[rng.integer(4)];
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  return upperCase ? uuid.toUpperCase() : uuid;
}
