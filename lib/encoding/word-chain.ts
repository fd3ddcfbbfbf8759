/**
 * New texts that speak like the old ones: words follow each other as they do in texts of enough people (a Markov chain of
 * order two, which falls back to order one). A word, a pair or a triple of neighbours that fewer share is not stored; in
 * place of rare words stand made-up ones of the same kind and length.
 */

import type { Rng } from "../base/random";

/** Which words follow which; plain data. */
export interface WordChain {
  /** Words and signs; those that start with `STAND_IN` stand for a rare word: its kind and length follow. */
  readonly words: readonly string[];
  /** By "a b", "b" or "": what may follow (-1: the end) and how often. */
  readonly next: Readonly<Record<string, { readonly words: readonly number[]; readonly counts: readonly number[] }>>;
}

const TOKEN = /\p{L}+|\p{N}+|\s+|[^\s\p{L}\p{N}]/gu;
const STAND_IN = "\u0000";
const END = -1;
const MOST_WORDS = 150;
const LEAST_LETTERS = 3;

/** The chain of these texts, each weighing as many rows as it has; undefined when they share fewer words on average. */
export function wordChainOf(
  texts: readonly string[],
  rows: ArrayLike<number>,
  threshold: number,
  leastSharedWords: number,
): WordChain | undefined {
  const split = texts.map((text) => text.match(TOKEN) ?? []);
  const shared = sharedKeys(
    split.map((tokens) => new Set(tokens)),
    rows,
    threshold,
  );
  const total = texts.reduce((sum, _, t) => sum + rows[t], 0);
  const spoken = split.reduce((sum, tokens, t) => sum + rows[t] * tokens.filter((token) => isWord(token) && shared.has(token)).length, 0);
  if (total < threshold || spoken < leastSharedWords * total) return undefined;
  const spelt = split.map((tokens) => tokens.slice(0, MOST_WORDS).map((token) => (shared.has(token) ? token : standIn(token))));
  const words = [...new Set(spelt.flat())].sort();
  const indexOf = new Map(words.map((word, index) => [word, index]));
  const runs = spelt.map((tokens) => [...tokens.map((token) => indexOf.get(token) ?? END), END]);
  return keepUsed(words, successors(runs, rows, threshold));
}

/** A new text of the chain. */
export function makeFromChain({ words, next }: WordChain, rng: Rng): string {
  let text = "";
  let [before, last] = ["", ""];
  for (let length = 0; length < MOST_WORDS; length++) {
    const follow = next[`${before} ${last}`] ?? next[last];
    const word = follow === undefined ? END : follow.words[rng.weighted(follow.counts)];
    if (word === END) break;
    text += words[word].startsWith(STAND_IN) ? madeUpWord(words[word], rng) : words[word];
    [before, last] = [last, String(word)];
  }
  return text;
}

function successors(runs: readonly (readonly number[])[], rows: ArrayLike<number>, threshold: number): WordChain["next"] {
  // each text counts once for each of its triples and pairs, however often it repeats them
  const places = runs.map((run) => {
    const keys = new Set<string>();
    run.forEach((word, i) => {
      const last = i > 0 ? String(run[i - 1]) : "";
      const before = i > 1 ? String(run[i - 2]) : "";
      keys.add(`${last}>${word}`);
      if (i > 0) keys.add(`${before} ${last}>${word}`);
    });
    return keys;
  });
  const next: Record<string, { words: number[]; counts: number[] }> = {};
  for (const [key, count] of sharedKeys(places, rows, threshold)) {
    const [context, word] = key.split(">");
    const follow = (next[context] ??= { words: [], counts: [] });
    follow.words.push(Number(word));
    follow.counts.push(count);
  }
  return next;
}

/** Leaves out the words that nothing leads to. */
function keepUsed(words: readonly string[], next: WordChain["next"]): WordChain {
  const used = new Set(Object.values(next).flatMap((follow) => follow.words));
  return { words: words.map((word, index) => (used.has(index) ? word : "")), next };
}

/** The keys that texts of enough rows hold, with their rows. */
function sharedKeys(sets: readonly ReadonlySet<string>[], rows: ArrayLike<number>, threshold: number): Map<string, number> {
  const counts = new Map<string, number>();
  sets.forEach((keys, t) => {
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + rows[t]);
  });
  for (const [key, count] of counts) if (count < threshold) counts.delete(key);
  return counts;
}

function isWord(token: string): boolean {
  return token.length >= LEAST_LETTERS && /^\p{L}/u.test(token);
}

/** A rare word by its kind and length: digits, capitals, a capital first, small letters, or a sign. */
function standIn(token: string): string {
  const length = Math.min(20, Array.from(token).length);
  if (/^\p{N}/u.test(token)) return `${STAND_IN}9${length}`;
  if (!/^\p{L}/u.test(token)) return /^\s/.test(token) ? " " : "-";
  const upper = token === token.toUpperCase() ? "A" : token[0] === token[0].toUpperCase() ? "C" : "a";
  return `${STAND_IN}${upper}${length}`;
}

function madeUpWord(word: string, rng: Rng): string {
  const kind = word[1];
  const length = Number(word.slice(2));
  if (kind === "9") return Array.from({ length }, () => String(rng.integer(10))).join("");
  const letters = Array.from({ length }, (_, i) => rng.pick(Array.from(i % 2 === 0 ? "bcdfghklmnprstvw" : "aeiou"))).join("");
  if (kind === "A") return letters.toUpperCase();
  return kind === "C" ? letters[0].toUpperCase() + letters.slice(1) : letters;
}
