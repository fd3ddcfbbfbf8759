/**
 * Identifiers: numbers or texts of which each stands once. They say nothing about the others, so the network does not see
 * them (no sub-columns); new ones are made in the same shape: a running number, a UUID, or a pattern of letters and
 * digits. The identifiers of the training are not stored.
 */

import type { Rng } from "../base/random";
import { numberColumn, stringColumn } from "../table/column";
import type { Codec } from "./codec";
import { makeFromPatterns, type Pattern, patternsOf } from "./text-pattern";
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

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const identifier: Codec<IdentifierState> = {
  fit(column, { rng, protection }) {
    const salt = rng.integer(2 ** 20);
    if (column.type === "number") {
      const least = column.values.reduce((min, value) => Math.min(min, value), Infinity);
      // 0, 1, 10, 100, ...: how identifiers begin says nothing about a person, the smallest one might
      const start = !(least >= 1) || !Number.isFinite(least) ? 0 : 10 ** Math.floor(Math.log10(least));
      return { encoding: "id", type: "number", shape: { kind: "sequence", start }, salt };
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
    return {
      encoding: "id",
      type: "string",
      shape: { kind: "pattern", patterns: patternsOf(texts, rareThreshold(rng, protection)) },
      salt,
    };
  },

  encode: () => [],

  decode({ shape, type, salt }, _codes, { name, rowCount, firstRow, rng }) {
    if (shape.kind === "sequence" && type === "number") {
      return numberColumn(
        name,
        Float64Array.from({ length: rowCount }, (_, i) => shape.start + firstRow + i),
      );
    }
    return stringColumn(
      name,
      Array.from({ length: rowCount }, (_, i) => {
        if (shape.kind === "uuid") return makeUuid(rng, shape.upperCase);
        if (shape.kind === "sequence") return String(shape.start + firstRow + i);
        return makeFromPatterns(shape.patterns, firstRow + i, salt, rng);
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

function makeUuid(rng: Rng, upperCase: boolean): string {
  const hex = Array.from({ length: 4 }, () => rng.uint32().toString(16).padStart(8, "0")).join("");
  // version 4, variant 1 (RFC 9562, section 5.4)
  const variant = "89ab"[rng.integer(4)];
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  return upperCase ? uuid.toUpperCase() : uuid;
}
