/** Where the codes of an ordered sub-column stand: neighbours on a scale are alike, which a network need not find out. */

/** Codes in ascending order stand at equal steps from 0 to 1; the first `unordered` ones stand nowhere (NaN). */
export function evenScale(cardinality: number, unordered = 0): number[] {
  return scaleOf(Array.from({ length: cardinality }, (_, code) => (code < unordered ? NaN : code)));
}

/** Codes stand at equal steps from 0 to 1 in the order of their keys; those whose key is NaN stand nowhere. */
export function scaleOf(keys: readonly number[]): number[] {
  const scale = keys.map(() => NaN);
  const ordered = Array.from(keys.keys()).filter((code) => !Number.isNaN(keys[code]));
  ordered.sort((a, b) => keys[a] - keys[b] || a - b);
  ordered.forEach((code, rank) => (scale[code] = rank / Math.max(1, ordered.length - 1)));
  return scale;
}
