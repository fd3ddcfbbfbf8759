/** Squared lengths of rows, their scaling, and noise in plain JavaScript. */

import { padded } from "./allotment";
import { chachaBlock } from "./chacha";
import type { Heap } from "./heap";
import type { Kernels } from "./kernels";

/** ChaCha12, as the kernel in assembly/private.ts. */
const ROUNDS = 12;
/** Words below give all their bits to a uniform number, and 32 more: 24 are too coarse for the tail. */
const COARSE = 2 ** 20;

export function privateKernels({
  floats: F,
  integers: I,
}: Heap): Pick<Kernels, "addSquares" | "addGathered" | "addLengths" | "scaleRows" | "addMasked" | "addRows" | "clearColumns" | "addNoise"> {
  const squareOf = (start: number, width: number): number => {
    let total = 0;
    for (let at = start; at < start + width; at++) total += F[at] * F[at];
    return total;
  };
  return {
    addSquares(rows, width, x, xRow, sums, weights) {
      for (let row = 0; row < rows; row++)
        F[(sums >>> 2) + row] += (weights === 0 ? 1 : F[(weights >>> 2) + row]) * squareOf((x >>> 2) + row * xRow, width);
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
    addLengths(rows, inputs, x, units, gradient, sums) {
      for (let row = 0; row < rows; row++)
        F[(sums >>> 2) + row] += (1 + squareOf((x >>> 2) + row * inputs, inputs)) * squareOf((gradient >>> 2) + row * units, units);
    },
    addMasked(rows, count, parts, firstRow, x, xRow, to, toRow, accumulate) {
      for (let row = 0; row < rows; row++) {
        let [from, target] = [(x >>> 2) + row * xRow, (to >>> 2) + row * toRow];
        for (let part = parts >>> 2, end = part + 3 * count; part < end; part += 3) {
          const [masks, numbers, width] = [I[part], I[part + 1], I[part + 2]];
          const mask = (masks >>> 2) + I[(numbers >>> 2) + firstRow + row] * padded(width);
          for (let at = 0; at < padded(width); at++) F[target + at] = F[from + at] * F[mask + at] + (accumulate === 0 ? 0 : F[target + at]);
          from += width;
          target += width;
        }
      }
    },
    addRows(rows, width, x, xRow, to, toRow) {
      for (let row = 0; row < rows; row++)
        for (let at = 0; at < width; at++) F[(to >>> 2) + row * toRow + at] += F[(x >>> 2) + row * xRow + at];
    },
    clearColumns(rows, width, x, xRow) {
      for (let row = 0; row < rows; row++) F.fill(0, (x >>> 2) + row * xRow, (x >>> 2) + row * xRow + width);
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
        const low = (): number => (chachaBlock(words, 0x80000000 + 4 * batch + lane, nonce, ROUNDS)[group] + 0.5) / 0x100000000;
        const uniform = high < COARSE ? (high + low()) / 0x100000000 : ((high >>> 8) + 0.5) / 0x1000000;
        const turn = fours[lane][group + 1];
        const angle = ((turn | 0) * Math.PI) / 0x100000000;
        const wave = within % 8 < 4 ? Math.sin(angle) : Math.cos(angle) * (turn % 2 === 0 ? 1 : -1);
        F[(x >>> 2) + i] += scale * Math.sqrt(-2 * Math.log(uniform)) * wave;
      }
    },
  };
}
