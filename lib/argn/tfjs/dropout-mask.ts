/** Masks for dropout, from a small generator of their own: drawing a million numbers a step must cost next to nothing. */

import * as tf from "@tensorflow/tfjs-core";
import type { Dropout } from "./network";

/** Dropout of this share; the seed fixes all masks in the order in which they are asked for. */
export function dropoutOf(share: number, seed: number): Dropout {
  if (share === 0) return () => undefined;
  const kept = 1 / (1 - share);
  const threshold = share * 0x100000000;
  let state = (seed ^ 0x9e3779b9) | 1;
  return ([rows, columns]) => {
    const mask = new Float32Array(rows * columns);
    for (let i = 0; i < mask.length; i++) {
      // xorshift32 (Marsaglia 2003)
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      if (state >>> 0 >= threshold) mask[i] = kept;
    }
    return tf.tensor2d(mask, [rows, columns]);
  };
}
