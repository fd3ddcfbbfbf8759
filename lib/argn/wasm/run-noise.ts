/** Noise on the gradients of a run of parameters, and none on its padding. */

import type { Network } from "./network";

/** Adds normal noise to the gradients of a run; each run of a step has a number of its own, which fixes its noise under the key. */
export function addRunNoise(
  { kernels, plan, workspace }: Network,
  run: { start: number; length: number },
  deviation: number,
  number: number,
  toGradients: number,
): void {
  kernels.addNoise(run.length, run.start + toGradients, deviation, plan.noiseKey, number, 0, 0, workspace.noiseWords);
}

/** Zeroes the gradients of the padding of sub-column j's layers: a padded unit that moved would change the network. */
export function clearPadding({ heap, plan }: Network, j: number, toGradients: number): void {
  const { hidden, output } = plan.subColumns[j];
  const layers = [...hidden, output];
  const clear = (pointer: number, from: number, to: number): void => {
    const start = (pointer + toGradients) >>> 2;
    heap.floats.fill(0, start + from, start + to);
  };
  for (const [layer, { inputs, units, ownUnits, weight, bias }] of layers.entries()) {
    clear(bias, ownUnits, units);
    for (let row = 0; ownUnits < units && row < inputs; row++) clear(weight, row * units + ownUnits, (row + 1) * units);
    if (layer > 0) clear(weight, layers[layer - 1].ownUnits * units, inputs * units);
  }
  const [first] = layers;
  for (const { inputRow, ownWidth, width } of plan.subColumns)
    clear(first.weight, (inputRow + ownWidth) * first.units, (inputRow + width) * first.units);
}
