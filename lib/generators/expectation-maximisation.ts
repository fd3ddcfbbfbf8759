/** Fitting a Gaussian mixture: who belongs where, then what each group looks like, in turn. */

import type { Rng } from "../base/random";
import { choleskyOf, covarianceOf } from "./covariance";
import type { Work } from "./generator";

/** A fitted mixture; `roots` are the Cholesky factors of the covariances. */
export interface FittedMixture {
  readonly weights: Float64Array;
  readonly means: readonly Float64Array[];
  readonly roots: readonly Float64Array[];
  readonly logLikelihood: number;
  readonly bic: number;
}

const MOST_ROUNDS = 60;
const LEAST_GAIN = 1e-4; // per row
const MOST_ROWS = 4000;
/** Pulls each covariance towards that of all rows by as much as this many rows would. */
const PRIOR_ROWS = 3;

/** Expectation and maximisation until the likelihood stands still; at most 4,000 rows are looked at. */
export async function fitMixture(columns: readonly Float64Array[], groups: number, { rng, turn }: Work): Promise<FittedMixture> {
  const size = columns.length;
  const total = columns[0]?.length ?? 0;
  const chosen = rng.fork("rows").permutation(total).subarray(0, MOST_ROWS);
  const sample = columns.map((column) => Float64Array.from(chosen, (i) => column[i]));
  const rows = chosen.length;
  const overall = covarianceOf(sample);

  let shares = firstShares(sample, groups, rng);
  let fitted = maximise(sample, shares, overall);
  let last = -Infinity;
  let logLikelihood = -Infinity;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    await turn(round, MOST_ROUNDS);
    ({ shares, logLikelihood } = expect(sample, fitted));
    if (logLikelihood - last < LEAST_GAIN * rows) break;
    last = logLikelihood;
    fitted = maximise(sample, shares, overall);
  }
  const parameters = groups - 1 + groups * (size + (size * (size + 1)) / 2);
  return { ...fitted, logLikelihood, bic: -2 * logLikelihood + parameters * Math.log(rows) };
}

interface Groups {
  readonly weights: Float64Array;
  readonly means: readonly Float64Array[];
  readonly roots: readonly Float64Array[];
}

/** The start: each row goes to the nearest of some rows that lie far apart (k-means++). */
function firstShares(columns: readonly Float64Array[], groups: number, rng: Rng): readonly Float64Array[] {
  const rows = columns[0]?.length ?? 0;
  const squaredDistance = (i: number, k: number): number => columns.reduce((sum, column) => sum + (column[i] - column[k]) ** 2, 0);
  const nearest = new Float64Array(rows).fill(Infinity);
  const owner = new Int32Array(rows);
  let centre = rng.integer(rows);
  for (let g = 0; g < groups; g++) {
    for (let i = 0; i < rows; i++) {
      const distance = squaredDistance(i, centre);
      if (distance < nearest[i]) [nearest[i], owner[i]] = [distance, g];
    }
    centre = nearest.some((distance) => distance > 0) ? rng.weighted(nearest) : rng.integer(rows);
  }
  return Array.from({ length: groups }, (_, g) => Float64Array.from(owner, (group) => (group === g ? 1 : 0)));
}

/** Weight, mean and covariance of each group from the shares of the rows in it. */
function maximise(columns: readonly Float64Array[], shares: readonly Float64Array[], overall: Float64Array): Groups {
  const rows = columns[0]?.length ?? 0;
  const sums = shares.map((share) => share.reduce((sum, value) => sum + value, 1e-9));
  return {
    weights: Float64Array.from(sums, (sum) => sum / rows),
    means: shares.map((share, g) =>
      Float64Array.from(columns, (column) => column.reduce((sum, value, i) => sum + value * share[i], 0) / sums[g]),
    ),
    roots: shares.map((share, g) => {
      const own = covarianceOf(
        columns,
        share.map((value) => value + 1e-12),
      );
      const pull = PRIOR_ROWS / (sums[g] + PRIOR_ROWS);
      return choleskyOf(
        own.map((value, k) => (1 - pull) * value + pull * overall[k]),
        columns.length,
      );
    }),
  };
}

/** The share of each row in each group, and the likelihood of all rows. */
function expect(columns: readonly Float64Array[], { weights, means, roots }: Groups): { shares: Float64Array[]; logLikelihood: number } {
  const rows = columns[0]?.length ?? 0;
  const size = columns.length;
  const shares = roots.map(() => new Float64Array(rows));
  const constants = roots.map((root, g) => {
    let logDeterminant = 0;
    for (let j = 0; j < size; j++) logDeterminant += Math.log(root[j * size + j]);
    return Math.log(weights[g]) - logDeterminant - 0.5 * size * Math.log(2 * Math.PI);
  });
  const solved = new Float64Array(size);
  const logs = new Float64Array(roots.length);
  let logLikelihood = 0;
  for (let i = 0; i < rows; i++) {
    let highest = -Infinity;
    for (let g = 0; g < roots.length; g++) {
      logs[g] = constants[g] - 0.5 * squaredLength(columns, i, means[g], roots[g], solved);
      highest = Math.max(highest, logs[g]);
    }
    let sum = 0;
    for (let g = 0; g < roots.length; g++) sum += Math.exp(logs[g] - highest);
    for (let g = 0; g < roots.length; g++) shares[g][i] = Math.exp(logs[g] - highest) / sum;
    logLikelihood += highest + Math.log(sum);
  }
  return { shares, logLikelihood };
}

/** (x - m)' S^-1 (x - m) of one row, by forward substitution in the root of S. */
function squaredLength(
  columns: readonly Float64Array[],
  row: number,
  mean: Float64Array,
  root: Float64Array,
  solved: Float64Array,
): number {
  const size = mean.length;
  let length = 0;
  for (let j = 0; j < size; j++) {
    let value = columns[j][row] - mean[j];
    for (let k = 0; k < j; k++) value -= root[j * size + k] * solved[k];
    solved[j] = value / root[j * size + j];
    length += solved[j] * solved[j];
  }
  return length;
}
