/** The share of a standard normal that lies below z, to about seven digits. */

import { errorFunction } from "simple-statistics";

export function normalCumulative(z: number): number {
  return 0.5 * (1 + errorFunction(z / Math.SQRT2));
}
