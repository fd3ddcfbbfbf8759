/** How fast this machine multiplies matrices with the engine's own kernel: the yardstick for its times. */

import { heapOf } from "./heap";
import { bufferOf, fastestKernels, FIRST_FREE_BYTE, type KernelKind, loadKernels, reserveMemory } from "./kernels";

const [ROWS, INNER, COLUMNS] = [640, 250, 500];
const REPETITIONS = 7;
/** Warm-up products are small: a first long call would stay with slow code until it returns. */
const WARM_UPS = 400;

/**
 * Seconds of a product of 160 million floating-point operations (640 x 250 times 250 x 500) on one thread, the best of
 * seven. A training step of model M on a table like the census, 512 rows at a time, takes about twice as long.
 *
 * @example
 * assert.ok(calibrate() > 0);
 */
export function calibrate(kind: KernelKind = fastestKernels()): number {
  const memory = reserveMemory(kind, FIRST_FREE_BYTE + 4 * (ROWS * INNER + INNER * COLUMNS + ROWS * COLUMNS));
  const { product } = loadKernels(memory, kind);
  const [a, b, c] = [0, ROWS * INNER, ROWS * INNER + INNER * COLUMNS].map((floats) => FIRST_FREE_BYTE + 4 * floats);
  heapOf(bufferOf(memory)).floats.fill(0.5, FIRST_FREE_BYTE / 4);
  for (let i = 0; i < WARM_UPS; i++) product(8, 64, 32, a, INNER, 1, b, COLUMNS, c, COLUMNS, 0);
  let best = Infinity;
  for (let i = 0; i < REPETITIONS; i++) {
    const started = performance.now();
    product(ROWS, COLUMNS, INNER, a, INNER, 1, b, COLUMNS, c, COLUMNS, 0);
    best = Math.min(best, (performance.now() - started) / 1000);
  }
  return best;
}
