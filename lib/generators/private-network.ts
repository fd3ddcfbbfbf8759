/** A Bayesian network with differential privacy: which column hangs on which, and how often what stands with what. */

import { laplace } from "../dp/laplace";
import type { NoiseSource } from "../dp/noise-source";
import type { Turn } from "./generator";
import type { PrivateBins } from "./private-bins";

/** A column with those that it hangs on, and noisy counts: [parents' codes][own code]. Parents come first. */
export interface NetworkNode {
  readonly column: number;
  readonly parents: readonly number[];
  readonly counts: Float64Array;
}

export interface NetworkBudget {
  /** For the choice of parents. */
  readonly structure: number;
  /** For the counts. */
  readonly counts: number;
  readonly noise: NoiseSource;
}

const MOST_PARENTS = 2;
/** A count must be worth this many times its noise on average, or there are too many cells (theta-usefulness). */
const LEAST_WORTH = 4;

/**
 * Columns join the network one by one, each with the parents that share most information with it, as far as noise lets that
 * be seen: the exponential mechanism picks among all pairs of a column and at most two parents.
 */
export async function privateNetwork(bins: readonly PrivateBins[], budget: NetworkBudget, turn: Turn): Promise<readonly NetworkNode[]> {
  if (bins.length === 0) return [];
  const rows = bins[0].codes.length;
  const scale = (2 * bins.length) / budget.counts;
  const mostCells = rows / (LEAST_WORTH * scale);
  const placed: { column: number; parents: readonly number[] }[] = [{ column: 0, parents: [] }];
  while (placed.length < bins.length) {
    await turn(placed.length, bins.length);
    const order = placed.map(({ column }) => column);
    const choices = bins.flatMap((_, column) => (order.includes(column) ? [] : parentSets(column, order, bins, mostCells)));
    placed.push(pick(choices, bins, budget.structure / (bins.length - 1), budget.noise));
  }
  return placed.map(({ column, parents }) => {
    const counts = countsOf(
      bins[column],
      parents.map((parent) => bins[parent]),
    );
    return {
      column,
      parents,
      counts: counts.map((count) =>
        Math.max(0, laplace(count, { epsilon: budget.counts / bins.length, sensitivity: 2, noise: budget.noise })),
      ),
    };
  });
}

interface Choice {
  readonly column: number;
  readonly parents: readonly number[];
}

/** The sets of parents that the number of rows allows; none when all are too wide. */
function parentSets(column: number, placed: readonly number[], bins: readonly PrivateBins[], mostCells: number): readonly Choice[] {
  const sets: (readonly number[])[] = placed.map((parent) => [parent]);
  if (MOST_PARENTS > 1) placed.forEach((first, k) => placed.slice(k + 1).forEach((second) => sets.push([first, second])));
  const fitting = sets.filter((parents) => parents.reduce((cells, parent) => cells * bins[parent].count, bins[column].count) <= mostCells);
  return [[], ...fitting].map((parents) => ({ column, parents }));
}

/** The exponential mechanism: a choice with probability in proportion to exp(epsilon x information / (2 x sensitivity)). */
function pick(choices: readonly Choice[], bins: readonly PrivateBins[], epsilon: number, noise: NoiseSource): Choice {
  const sensitivity = informationSensitivity(bins[0].codes.length);
  let best = choices[0];
  let bestScore = -Infinity;
  for (const choice of choices) {
    const information =
      choice.parents.length === 0
        ? 0
        : informationOf(
            bins[choice.column],
            choice.parents.map((parent) => bins[parent]),
          );
    const gumbel = -Math.log(-Math.log(noise.uniform() || 2 ** -54));
    const score = (epsilon * information) / (2 * sensitivity) + gumbel;
    if (score > bestScore) [best, bestScore] = [choice, score];
  }
  return best;
}

/** By how many nats one changed row can move the mutual information of two columns of n rows (PrivBayes, lemma 4.1). */
export function informationSensitivity(rows: number): number {
  if (rows < 2) return Math.log(2);
  return (2 / rows) * Math.log((rows + 1) / 2) + ((rows - 1) / rows) * Math.log((rows + 1) / (rows - 1));
}

function informationOf(child: PrivateBins, parents: readonly PrivateBins[]): number {
  const counts = countsOf(child, parents);
  const rows = child.codes.length;
  const totals = new Float64Array(child.count);
  counts.forEach((count, k) => (totals[k % child.count] += count));
  let information = 0;
  for (let start = 0; start < counts.length; start += child.count) {
    let sum = 0;
    for (let k = 0; k < child.count; k++) sum += counts[start + k];
    for (let k = 0; k < child.count; k++) {
      const count = counts[start + k];
      if (count > 0) information += (count / rows) * Math.log((count * rows) / (sum * totals[k]));
    }
  }
  return information;
}

function countsOf(child: PrivateBins, parents: readonly PrivateBins[]): Float64Array {
  const counts = new Float64Array(parents.reduce((cells, { count }) => cells * count, child.count));
  for (let i = 0; i < child.codes.length; i++)
    counts[placeOf(parents, (parent) => parents[parent].codes[i]) * child.count + child.codes[i]]++;
  return counts;
}

/** The parents' codes as one number. */
export function placeOf(parents: readonly { readonly count: number }[], codeOf: (parent: number) => number): number {
  let place = 0;
  for (let p = 0; p < parents.length; p++) place = place * parents[p].count + codeOf(p);
  return place;
}
