/**
 * ChaCha's block function (RFC 8439, section 2.3): 16 random words from a key of 8, a counter and a nonce of 3. The
 * standard has 20 rounds; ChaCha12 has 12, and the best attack known reaches 7 (Aumasson 2020, "Too Much Crypto").
 */

const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];

/** The words that quarter rounds mix, columns first, then diagonals. */
const QUARTERS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

export function chachaBlock(key: ArrayLike<number>, counter: number, nonce: readonly number[], rounds = 20): Uint32Array {
  const start = Uint32Array.from([...CONSTANTS, ...Array.from({ length: 8 }, (_, i) => key[i]), counter, ...nonce]);
  const x = start.slice();
  for (let round = 0; round < rounds; round += 2) for (const [a, b, c, d] of QUARTERS) quarterRound(x, a, b, c, d);
  return x.map((word, i) => word + start[i]);
}

function quarterRound(x: Uint32Array, a: number, b: number, c: number, d: number): void {
  x[a] += x[b];
  x[d] = rotated(x[d] ^ x[a], 16);
  x[c] += x[d];
  x[b] = rotated(x[b] ^ x[c], 12);
  x[a] += x[b];
  x[d] = rotated(x[d] ^ x[a], 8);
  x[c] += x[d];
  x[b] = rotated(x[b] ^ x[c], 7);
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
