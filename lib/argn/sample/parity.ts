/**
 * Statistical parity: an outcome whose shares are the same in every group, and that still depends on everything else.
 *
 * The network gives each row a probability for each class of the outcome. Within each group the probabilities of a class
 * are moved, rank by rank, onto the distribution that they have in all rows together; then the classes are weighted so
 * that their expected shares are equal in all groups to the last digit. Who is likelier within a group stays likelier.
 * (Tiwald et al. 2025, section on fairness, estimates both distributions from pilot draws and leaves out the weights;
 * here they are those of the rows themselves, so that given rows and prescribed shares are taken into account.)
 */

import type { Rng } from "../../base/random";
import { rake } from "./raking";
import { mapQuantiles } from "./quantile-map";

export interface ParityProblem {
  /** Probabilities of the classes, row-major [B, K]; each row sums to 1. */
  readonly shares: Float32Array;
  readonly classes: number;
  /** The group of each row, from 0. */
  readonly groups: Int32Array;
  /** Shares that the outcome shall have in every group; by default those of all rows together. */
  readonly target?: Float64Array;
}

/** The probabilities after the mapping, row-major: their mean is the same in every group. */
export function equalised({ shares, classes, groups, target }: ParityProblem): Float64Array {
  const rows = groups.length;
  const result = new Float64Array(shares.length);
  const everybody = Array.from({ length: classes }, (_, k) => Float64Array.from({ length: rows }, (_row, i) => shares[i * classes + k]));
  const means = target ?? Float64Array.from(everybody, (values) => values.reduce((sum, share) => sum + share, 0) / Math.max(1, rows));
  const ascending = everybody.map((values) => values.slice().sort());
  for (const members of membersOf(groups)) {
    for (let k = 0; k < classes; k++) {
      const mapped = mapQuantiles(
        Float64Array.from(members, (i) => everybody[k][i]),
        ascending[k],
      );
      // no class that occurs anywhere is impossible in a group
      members.forEach((row, i) => (result[row * classes + k] = means[k] > 0 ? Math.max(mapped[i], 1e-9) : 0));
    }
    balance(result, members, classes, means);
  }
  return result;
}

/** Weights the classes so that the group's mean probabilities are the wanted ones and each row sums to 1. */
function balance(result: Float64Array, members: readonly number[], classes: number, means: Float64Array): void {
  const block = new Float64Array(members.length * classes);
  members.forEach((row, i) => block.set(result.subarray(row * classes, (row + 1) * classes), i * classes));
  const even = new Array<number>(members.length).fill(1 / members.length);
  const total = means.reduce((sum, share) => sum + share, 0);
  const wanted = Array.from(means, (share) => share / total);
  const { cells: balanced } = rake(
    block.map((share) => share / members.length),
    [even, wanted],
  );
  members.forEach((row, i) => {
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += balanced[i * classes + k];
    for (let k = 0; k < classes; k++) result[row * classes + k] = balanced[i * classes + k] / sum;
  });
}

/**
 * One class for each row, each row by its own probabilities, but so that the number of rows of a class in a group differs
 * from what is expected by a few at most (systematic sampling; Madow 1949): the gap between groups does not depend on luck.
 */
export function drawBalanced(shares: Float64Array, classes: number, groups: Int32Array, rng: Rng): Int32Array {
  const drawn = new Int32Array(groups.length);
  membersOf(groups).forEach((members, group) => {
    let open = rng.fork(`order ${group}`).shuffle(members);
    const left = new Float64Array(groups.length).fill(1);
    // one class after another: who gets it, among those that have none yet
    for (let k = 0; k < classes && open.length > 0; k++) {
      const next: number[] = [];
      let sum = rng.fork(`start ${group} ${k}`).uniform();
      for (const row of open) {
        const share = shares[row * classes + k];
        const before = Math.floor(sum);
        sum += k === classes - 1 ? 1 : Math.min(1, Math.max(0, share / left[row]));
        if (Math.floor(sum) > before) drawn[row] = k;
        else next.push(row);
        left[row] = Math.max(1e-300, left[row] - share);
      }
      open = next;
    }
    // rounding may leave a row without a class at the very end: it gets its likeliest
    for (const row of open) drawn[row] = likeliest(shares, classes, row);
  });
  return drawn;
}

function likeliest(shares: Float64Array, classes: number, row: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++) if (shares[row * classes + k] > shares[row * classes + best]) best = k;
  return best;
}

function membersOf(groups: Int32Array): number[][] {
  const members: number[][] = [];
  groups.forEach((group, row) => {
    while (members.length <= group) members.push([]);
    members[group].push(row);
  });
  return members;
}
