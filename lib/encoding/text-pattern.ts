/** The shapes of texts (which kind of character stands where), and new texts of the same shapes. */

import type { Rng } from "../base/random";

/** The characters that may stand at each place, and the share of the texts that have this shape. */
export interface Pattern {
  readonly share: number;
  readonly places: readonly string[];
}

const DIGITS = "0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const MOST_PATTERNS = 20;
const LONGEST_LOOSE = 60;

/** Shapes that enough identifiers share, as sets of characters by place; one loose shape when none is shared. */
export function patternsOf(texts: readonly string[], threshold: number): Pattern[] {
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
  if (shared.length > 0)
    return shared.slice(0, MOST_PATTERNS).map((group) => ({ share: group.length / total, places: placesOf(group, threshold) }));
  return [loosePattern(texts)];
}

/** As long as the middle text; at each place the kind of character that most texts have there. */
function loosePattern(texts: readonly string[]): Pattern {
  const letters = texts.map((text) => Array.from(text)).sort((a, b) => a.length - b.length);
  const length = Math.max(4, Math.min(LONGEST_LOOSE, letters[letters.length >> 1]?.length ?? 0));
  const places = Array.from({ length }, (_, place) => {
    const kinds = { upper: 0, digit: 0 };
    for (const text of letters) {
      if (place >= text.length) continue;
      if (classOf(text[place]) === "A") kinds.upper++;
      if (classOf(text[place]) === "9") kinds.digit++;
    }
    if (2 * kinds.upper > texts.length) return UPPER;
    return 2 * kinds.digit > texts.length ? DIGITS : LOWER;
  });
  return { share: 1, places };
}

/** A text of one of the patterns. The same row and salt give a text that no other row has, while there are enough. */
export function makeFromPatterns(patterns: readonly Pattern[], row: number, salt: number, rng: Rng): string {
  return makeFromPattern(patterns[rng.weighted(patterns.map(({ share }) => share))], row, salt, rng);
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
