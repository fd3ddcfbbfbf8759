/** Squared lengths of rows, their scaling, and noise in plain JavaScript. */

import { chachaBlock } from "./chacha";
import type { Heap } from "./heap";
import type { Kernels } from "./kernels";

export function privateKernels({
  floats: F,
  integers: I,
}: Heap): Pick<Kernels, "addSquares" | "addGathered" | "scaleRows" | "multiplyGathered" | "addNoise"> {
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
    scaleRows(rows, width, x, factors) {
      for (let row = 0; row < rows; row++) {
        for (let at = (x >>> 2) + row * width, end = at + width; at < end; at++) F[at] *= F[(factors >>> 2) + row];
      }
    },
    multiplyGathered(rows, width, x, from, numbers) {
      for (let row = 0; row < rows; row++) {
        const source = (from >>> 2) + I[(numbers >>> 2) + row] * width;
        for (let at = 0; at < width; at++) F[(x >>> 2) + row * width + at] *= F[source + at];
      }
    },
    addNoise(length, x, scale, key, nonce0, nonce1, nonce2) {
      const words = I.subarray(key >>> 2, (key >>> 2) + 8);
      const fours: Uint32Array[] = [];
      for (let i = 0; i < length; i++) {
        const [batch, within] = [Math.floor(i / 40), i % 40];
        if (within === 0) for (let b = 0; b < 4; b++) fours[b] = chachaBlock(words, 4 * batch + b, [nonce0, nonce1, nonce2]);
        const group = 3 * Math.floor(within / 8);
        const block = fours[within % 4];
        const uniform = (block[group] + (block[group + 1] + 0.5) / 0x100000000) / 0x100000000;
        const angle = ((block[group + 2] | 0) * Math.PI) / 0x80000000;
        const wave = within % 8 < 4 ? Math.sin(angle) : Math.cos(angle);
        F[(x >>> 2) + i] += scale * Math.sqrt(-2 * Math.log(uniform)) * wave;
      }
    },
  };
}
