/** Keys by pattern, each once: a running number, shuffled over all texts that the pattern allows. */

import type { Rng } from "../../base/random";

const SETS: Readonly<Record<string, string>> = {
  "0": "0123456789",
  A: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  a: "abcdefghijklmnopqrstuvwxyz",
};

/** Each place of a pattern: the characters that may stand there. */
export function placesOf(pattern: string): string[] {
  const places: string[] = [];
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i++) {
    if (characters[i] === "\\" && i + 1 < characters.length) places.push(characters[++i]);
    else places.push(Object.hasOwn(SETS, characters[i]) ? SETS[characters[i]] : characters[i]);
  }
  return places;
}

/** How many different keys the pattern allows. */
export function capacityOf(places: readonly string[]): bigint {
  return places.reduce((product, set) => product * BigInt([...set].length), 1n);
}

/** So many different keys, none of which is taken. Needs a capacity of at least `count` plus those taken. */
export function uniqueKeys(pattern: string, count: number, taken: ReadonlySet<string>, rng: Rng): string[] {
  const places = placesOf(pattern).map((set) => [...set]);
  const capacity = capacityOf(placesOf(pattern));
  // index -> start + index * stride, modulo the capacity: without a common divisor every number comes once
  const start = below(capacity, rng);
  let stride = below(capacity, rng);
  while (divisor(stride, capacity) !== 1n) stride = (stride + 1n) % capacity;
  const keys: string[] = [];
  for (let index = 0n; keys.length < count && index < capacity; index++) {
    const key = writeKey((start + index * stride) % capacity, places);
    if (!taken.has(key)) keys.push(key);
  }
  return keys;
}

function writeKey(number: bigint, places: readonly (readonly string[])[]): string {
  let left = number;
  let key = "";
  for (let p = places.length - 1; p >= 0; p--) {
    const set = places[p];
    key = set[Number(left % BigInt(set.length))] + key;
    left /= BigInt(set.length);
  }
  return key;
}

function below(bound: bigint, rng: Rng): bigint {
  let number = 0n;
  for (let drawn = 1n; drawn < bound * 65_536n; drawn <<= 32n) number = (number << 32n) | BigInt(rng.uint32());
  return number % bound;
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}
