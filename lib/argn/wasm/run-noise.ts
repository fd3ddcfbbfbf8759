/** Noise on the gradients of a run of parameters, and none on its padding. */

import type { Network } from "./network";

/** Adds normal noise to the gradients of a run; the two numbers tell it from all other runs of the step, and fix its noise under the key. */
export function addRunNoise(
  { kernels, plan, workspace }: Network,
  run: { start: number; length: number },
  deviation: number,
  [number, part]: readonly [number, number],
  toGradients: number,
): void {
  kernels.addNoise(run.length, run.start + toGradients, deviation, plan.noiseKey, number, part, 0, workspace.noiseWords);
}

/** Noise for all layers of sub-column j: for each input's rows of the first weight, for they have padding between them, and for the rest. */
export function addLayerNoise(network: Network, j: number, deviation: number, toGradients: number): void {
  const { subColumns } = network.plan;
  const { hidden, start, length } = subColumns[j];
  const [{ weight, bias, units }] = hidden;
  for (const [k, { inputRow, ownWidth }] of subColumns.entries())
    addRunNoise(network, { start: weight + 4 * inputRow * units, length: ownWidth * units }, deviation, [2 * j, k + 1], toGradients);
  addRunNoise(network, { start: bias, length: length - (bias - start) / 4 }, deviation, [2 * j, 0], toGradients);
  clearPadding(network, j, toGradients);
}

/** Zeroes the gradients of the padding of sub-column j's layers: a padded unit that moved would change the network. */
function clearPadding({ kernels, plan }: Network, j: number, toGradients: number): void {
  const { hidden, output } = plan.subColumns[j];
  const layers = [...hidden, output];
  const clear = (pointer: number, from: number, to: number): void => {
    if (to > from) kernels.clear(to - from, pointer + toGradients + 4 * from);
  };
  for (const [layer, { inputs, units, ownUnits, weight, bias }] of layers.entries()) {
    clear(bias, ownUnits, units);
    if (ownUnits < units) kernels.clearColumns(inputs, units - ownUnits, weight + toGradients + 4 * ownUnits, units);
    if (layer > 0) clear(weight, layers[layer - 1].ownUnits * units, inputs * units);
  }
}
