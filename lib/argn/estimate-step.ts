/** How long a training step takes the fast engine, about. */

import { type Blueprint, inputWidth } from "./blueprint";

const ROWS = 512;
/** What one thread does in training, of a processor of today; a second thread adds a little less. */
const OPERATIONS_A_SECOND = 28e9;
const THREAD_YIELD = 0.85;

/**
 * Milliseconds of a step of 512 rows. Each weight above the first layer costs six operations a row; of the first layer half
 * is visible on average, and its tables cost as much as some 100 rows.
 */
export function estimateStepMilliseconds(blueprint: Blueprint, threads: number): number {
  const width = inputWidth(blueprint);
  let operations = 0;
  for (const { hidden, cardinality } of blueprint.subColumns) {
    const [first, ...deeper] = hidden;
    const layers = [...deeper, cardinality];
    let inputs = first;
    for (const units of layers) {
      operations += 6 * ROWS * inputs * units;
      inputs = units;
    }
    operations += 3 * 100 * width * first + ROWS * blueprint.subColumns.length * first;
  }
  return (1000 * operations) / (OPERATIONS_A_SECOND * (1 + THREAD_YIELD * (Math.max(1, threads) - 1)));
}
