/** Squared lengths of rows, their scaling, and noise in plain JavaScript. */

import { chachaBlock } from "./chacha";
import type { Heap } from "./heap";
import type { Kernels } from "./kernels";

/** ChaCha12, as the kernel in assembly/private.ts. */
const ROUNDS = 12;
/** Below, a uniform number of 32 bits is too coarse for the tail. */
const COARSE = 2 ** 20;

export function privateKernels({
  floats: F,
  integers: I,
}: Heap): Pick<Kernels, "addSquares" | "addGathered" | "scaleRows" | "addMasked" | "addNoise"> {
  return {
    addSquares(rows, width, x, xRow, sums, weights) {
      for (let row = 0; row < rows; row++) {
        let total = 0;
        for (let at = (x >>> 2) + row * xRow, end = at + width; at < end; at++) total += F[at] * F[at];
        F[(sums >>> 2) + row] += (weights === 0 ? 1 : F[(weights >>> 2) + row]) * total;
      }
    },
    addGathered(rows, from, numbers, to) {
      for (let row = 0; row < rows; row++) F[(to >>> 2) + row] += F[(from >>> 2) + I[(numbers >>> 2) + row]];
    },
    scaleRows(rows, width, x, factors, sums) {
      for (let row = 0; row < rows; row++) {
        for (let i = 0, at = (x >>> 2) + row * width; i < width; i++, at++) {
          F[at] *= F[(factors >>> 2) + row];
          if (sums !== 0) F[(sums >>> 2) + i] += F[at];
        }
      }
    },
    addMasked(rows, width, x, xRow, masks, numbers, to, accumulate) {
      for (let row = 0; row < rows; row++) {
        const mask = masks === 0 ? 0 : (masks >>> 2) + I[(numbers >>> 2) + row] * width;
        const target = (to >>> 2) + row * width;
        for (let at = 0; at < width; at++) {
          const value = F[(x >>> 2) + row * xRow + at] * (mask === 0 ? 1 : F[mask + at]);
          F[target + at] = accumulate === 0 ? value : F[target + at] + value;
        }
      }
    },
    addNoise(length, x, scale, key, nonce0, nonce1, nonce2) {
      const words = I.subarray(key >>> 2, (key >>> 2) + 8);
      const fours: Uint32Array[] = [];
      for (let i = 0; i < length; i++) {
        const [batch, within] = [Math.floor(i / 64), i % 64];
        const nonce = [nonce0, nonce1, nonce2];
        if (within === 0) for (let b = 0; b < 4; b++) fours[b] = chachaBlock(words, 4 * batch + b, nonce, ROUNDS);
        const group = 2 * Math.floor(within / 8);
        const lane = within % 4;
        const high = fours[lane][group];
        // small numbers have bits from the upper half of the counters too
        const low = high < COARSE ? (chachaBlock(words, 0x80000000 + 4 * batch + lane, nonce, ROUNDS)[group] + 0.5) / 0x100000000 : 0.5;
        const uniform = (high + low) / 0x100000000;
        const angle = ((fours[lane][group + 1] | 0) * Math.PI) / 0x80000000;
        const wave = within % 8 < 4 ? Math.sin(angle) : Math.cos(angle);
        F[(x >>> 2) + i] += scale * Math.sqrt(-2 * Math.log(uniform)) * wave;
      }
    },
  };
}
