/** Estimates with their standard errors: what a truth is compared with. */

import type { Estimate } from "./simulator";

/** The share of rows among those that are given: sqrt(p (1 - p) / n) is how far it strays. */
export function shareOf(count: number, where: (i: number) => boolean, given: (i: number) => boolean = () => true): Estimate {
  let rows = 0;
  let hits = 0;
  for (let i = 0; i < count; i++) {
    if (!given(i)) continue;
    rows++;
    if (where(i)) hits++;
  }
  const share = hits / rows;
  return { value: share, standardError: Math.sqrt((share * (1 - share)) / rows) };
}

/** The mean: sd / sqrt(n). */
export function meanOf(values: ArrayLike<number>): Estimate {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i] / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return { value: mean, standardError: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/** A quantile; half the distance of the order statistics one standard deviation of rank to either side. */
export function quantileOf(values: ArrayLike<number>, p: number): Estimate {
  const sorted = Float64Array.from(values).sort();
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(q * (sorted.length - 1))))];
  const step = Math.sqrt((p * (1 - p)) / sorted.length);
  return { value: at(p), standardError: (at(p + step) - at(p - step)) / 2 };
}

/** Pearson's correlation; its standard error from the spread of the product of the standardised values. */
export function correlationOf(a: ArrayLike<number>, b: ArrayLike<number>): Estimate {
  const x = standardised(a);
  const y = standardised(b);
  const correlation = meanOf(x.map((value, i) => value * y[i])).value;
  // the influence of one row on r: xy - r (x^2 + y^2) / 2
  const influence = meanOf(x.map((value, i) => value * y[i] - (correlation * (value ** 2 + y[i] ** 2)) / 2));
  return { value: correlation, standardError: influence.standardError };
}

/** a - b of two independent samples. */
export function differenceOf(a: Estimate, b: Estimate): Estimate {
  return { value: a.value - b.value, standardError: Math.hypot(a.standardError, b.standardError) };
}

/** a / b of two independent samples, by the first-order rule. */
export function ratioOf(a: Estimate, b: Estimate): Estimate {
  const ratio = a.value / b.value;
  return { value: ratio, standardError: Math.abs(ratio) * Math.hypot(a.standardError / a.value, b.standardError / b.value) };
}

function standardised(values: ArrayLike<number>): Float64Array {
  const { value: mean, standardError } = meanOf(values);
  const deviation = standardError * Math.sqrt(values.length);
  return Float64Array.from(values, (value) => (value - mean) / deviation);
}

/**
 * The mean of values that come in clusters (reviews of a product, accounts of a district): rows of one cluster stray
 * together, so the error is that of the sums by cluster. `cluster` gives the number of the cluster of row i; rows with a
 * NaN value are left out.
 */
export function meanByCluster(values: ArrayLike<number>, cluster: ArrayLike<number>): Estimate {
  const kept = Array.from({ length: values.length }, (_, i) => i).filter((i) => !Number.isNaN(values[i]));
  const { value } = meanOf(kept.map((i) => values[i]));
  const sums = new Map<number, number>();
  for (const i of kept) sums.set(cluster[i], (sums.get(cluster[i]) ?? 0) + values[i] - value);
  let squares = 0;
  for (const sum of sums.values()) squares += sum ** 2;
  return { value, standardError: Math.sqrt((squares * sums.size) / (sums.size - 1)) / kept.length };
}

/** A correlation of rows that come in clusters. */
export function correlationByCluster(a: ArrayLike<number>, b: ArrayLike<number>, cluster: ArrayLike<number>): Estimate {
  const { value } = correlationOf(a, b);
  const x = standardised(a);
  const y = standardised(b);
  const influence = x.map((z, i) => z * y[i] - (value * (z ** 2 + y[i] ** 2)) / 2);
  return { value, standardError: meanByCluster(influence, cluster).standardError };
}
