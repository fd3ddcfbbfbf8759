/**
 * Short texts character by character: `[missing] P0 P1 P2 ...`, at most 50 places. A character that few people have at a
 * place is not known there; code 0 stands for it and for the end of the text. Whole texts are not protected, only their
 * rare characters: a text of which each character is frequent at its place can come out as it was.
 */

import { type Column, type StringColumn, stringColumn } from "../table/column";
import { type Codec, MISSING_FLAG } from "./codec";
import { fillMissing, hasMissing, missingFlags } from "./missing";
import { rareThreshold } from "./rare";

export interface CharacterState {
  readonly encoding: "character";
  readonly missing: boolean;
  /** The known characters of each place; the code of the first is 1. */
  readonly places: readonly (readonly string[])[];
}

const MOST_CHARACTERS = 50;

export const character: Codec<CharacterState> = {
  fit(column, { rng, protection, subjects }) {
    const { codes, dictionary } = textsOf(column);
    const threshold = rareThreshold(rng, protection);
    const letters = dictionary.map((text) => Array.from(text).slice(0, MOST_CHARACTERS));
    const counts = Array.from({ length: letters.reduce((most, { length }) => Math.max(most, length), 0) }, () => new Map<string, number>());
    const seen = new Set<string>();
    for (let i = 0; i < codes.length; i++) {
      if (codes[i] < 0) continue;
      letters[codes[i]].forEach((letter, place) => {
        if (subjects !== undefined) {
          const key = `${place} ${letter} ${subjects[i]}`;
          if (seen.has(key)) return;
          seen.add(key);
        }
        counts[place].set(letter, (counts[place].get(letter) ?? 0) + 1);
      });
    }
    const places = counts.map((ofPlace) => [...ofPlace.keys()].filter((letter) => (ofPlace.get(letter) ?? 0) >= threshold).sort());
    while (places.length > 0 && places[places.length - 1].length === 0) places.pop();
    return { encoding: "character", missing: hasMissing(column), places };
  },

  encode({ missing, places }, column, rng) {
    const { codes, dictionary } = textsOf(column);
    const codeOf = places.map((letters) => new Map(letters.map((letter, i) => [letter, i + 1])));
    const ofEntry = dictionary.map((text) =>
      Int32Array.from(Array.from(text).slice(0, places.length), (letter, place) => codeOf[place].get(letter) ?? 0),
    );
    const values = places.map((_, place) => Int32Array.from(codes, (code) => (code < 0 ? 0 : (ofEntry[code][place] ?? 0))));
    const flags = missingFlags(column);
    fillMissing(values, flags, rng);
    return missing ? [flags, ...values] : values;
  },

  decode({ missing, places }, codes, { name, rowCount }) {
    const values = missing ? codes.slice(1) : codes;
    const texts: (string | null)[] = [];
    for (let i = 0; i < rowCount; i++) {
      let text = "";
      for (let place = 0; place < places.length; place++) if (values[place][i] > 0) text += places[place][values[place][i] - 1];
      texts.push(missing && codes[0][i] === 1 ? null : text);
    }
    return stringColumn(name, texts);
  },

  cardinalities({ missing, places }) {
    const ofPlaces = places.map((letters, place) => ({ name: `P${place}`, cardinality: letters.length + 1, suppressed: [] }));
    return missing ? [MISSING_FLAG, ...ofPlaces] : ofPlaces;
  },
};

/** A column as texts: strings as they are, numbers as they are written. */
export function textsOf(column: Column): StringColumn {
  if (column.type === "string") return column;
  if (column.type === "number")
    return stringColumn(
      column.name,
      Array.from(column.values, (value) => (Number.isNaN(value) ? null : String(value))),
    );
  throw new TypeError(`Cannot encode "${column.name}" as text: its cells are of type ${column.type}`);
}
