/** Makers of truths. */

import type { Estimate, Sample, Truth } from "./simulator";

type Measure = (sample: Sample) => Estimate;

/** A number that follows from the equations. */
export function exact(name: string, value: number, formula: string, estimate: Measure): Truth {
  return { name, value, rounding: 0, formula, basis: "exact", estimate };
}

/** A number that was counted in a sample, given to as many digits after the point. */
export function counted(name: string, value: number, digits: number, formula: string, estimate: Measure): Truth {
  return { name, value, rounding: 0.5 * 10 ** -digits, formula, basis: "simulated", estimate };
}

/** The estimate of rows that come in clusters: it strays as if there were `rowsPerCluster` times fewer rows. */
export function clustered({ value, standardError }: Estimate, rowsPerCluster: number): Estimate {
  return { value, standardError: standardError * Math.sqrt(rowsPerCluster) };
}
