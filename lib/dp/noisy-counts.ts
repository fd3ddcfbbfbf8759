/** Counts with noise: of groups that are known beforehand, and of groups that the rows themselves name. */

import { checkNumber } from "../base/check";
import { normalUpperPoint } from "./gaussian";
import { laplace, type LaplaceOptions } from "./laplace";
import { type NoiseSource, secureNoise } from "./noise-source";

/**
 * Counts with normal noise. When a row counts in one group at most, all of them together are one Gaussian mechanism of
 * sensitivity 1. Which groups there are must not come from the rows: for that see `stableCounts`.
 */
export function noisyCounts(counts: ArrayLike<number>, standardDeviation: number, noise: NoiseSource = secureNoise()): Float64Array {
  return Float64Array.from(counts, (count) => count + standardDeviation * noise.normal());
}

/** A group that is kept, with its noisy count. */
export interface StableCount<Group> {
  readonly group: Group;
  readonly count: number;
}

export interface StableOptions {
  /** Standard deviation of the noise on each count. */
  readonly standardDeviation: number;
  /** The chance that a group which only one row has is kept. */
  readonly delta: number;
  readonly noise?: NoiseSource;
}

/** The least noisy count with which `stableCounts` keeps a group: 1 + sigma times the point that noise exceeds with chance delta. */
export function stableThreshold({ standardDeviation, delta }: Omit<StableOptions, "noise">): number {
  return 1 + standardDeviation * normalUpperPoint(delta);
}

/**
 * Noisy counts of the groups that the rows name, without those whose noisy count stays below a threshold. That a group is
 * there at all tells of its rows: the threshold is so high that a group of a single row is kept with chance delta at most
 * (Korolova, Kenthapadi, Mishra and Ntoulas 2009, section 4, with normal noise). Each row must count in one group at most.
 * A low fixed threshold, such as 5 whatever the noise, does not give that: it lets the groups of single people through.
 *
 * @example
 * const kept = stableCounts(new Map([["Ulm", 900], ["Bari", 1]]), { standardDeviation: 10, delta: 1e-9 });
 * assert.deepEqual(kept.map(({ group }) => group), ["Ulm"]);
 */
export function stableCounts<Group>(counts: ReadonlyMap<Group, number>, options: StableOptions): StableCount<Group>[] {
  const { standardDeviation, noise = secureNoise() } = options;
  const threshold = stableThreshold(options);
  return Array.from(counts, ([group, count]) => ({ group, count: count + standardDeviation * noise.normal() })).filter(
    ({ count }) => count >= threshold,
  );
}

/**
 * The same with Laplace noise of scale 1 / epsilon: (epsilon, delta)-private with the threshold 1 + ln(1 / (2 delta)) / epsilon.
 *
 * @example
 * const kept = stableLaplaceCounts(new Map([["Ulm", 900], ["Bari", 1]]), { epsilon: 0.1, delta: 1e-6 });
 * assert.deepEqual(kept.map(({ group }) => group), ["Ulm"]);
 */
export function stableLaplaceCounts<Group>(
  counts: ReadonlyMap<Group, number>,
  { epsilon, delta, noise = secureNoise() }: Omit<LaplaceOptions, "sensitivity"> & { readonly delta: number },
): StableCount<Group>[] {
  checkNumber("Cannot count groups", "delta", delta, 1e-300, 0.5);
  const threshold = 1 + Math.log(1 / (2 * delta)) / epsilon;
  return Array.from(counts, ([group, count]) => ({ group, count: laplace(count, { epsilon, noise }) })).filter(
    ({ count }) => count >= threshold,
  );
}
