/** Seeds of dropout masks. */

import { mix } from "./mix";

/** The seed of one mask: of input sub-column k, or of hidden layer `layer`, in the network of sub-column j. */
export function maskSeed(seed: number, j: number, which: number): number {
  return mix(Math.imul(mix(seed + Math.imul(j + 1, 0x9e3779b1)), 0x85ebca77) + which);
}
