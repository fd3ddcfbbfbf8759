/** A decision tree over binned columns, whose leaves remember their training rows. */

import type { Binning } from "./binning";

/** A question with two answers, or the rows of a leaf. */
export type Tree = Leaf | Fork;

interface Leaf {
  readonly kind: "leaf";
  readonly rows: Int32Array;
}

interface Fork {
  readonly kind: "fork";
  readonly feature: number;
  /** Whether a code goes left. */
  readonly left: Uint8Array;
  readonly yes: Tree;
  readonly no: Tree;
}

const LEAST_ROWS = 5;
const MOST_DEPTH = 24;
/** A split must be worth this many nats for each doubling of the rows: it keeps trees from learning noise. */
const LEAST_GAIN_NATS = 3;

/** The tree that predicts the target from the features; each split gains the most information about the target's code. */
export function growTree(features: readonly Binning[], target: Binning): Tree {
  const all = Int32Array.from({ length: target.codes.length }, (_, i) => i);
  return grow(features, target, all, 0);
}

/** The training rows of the leaf that a row falls into. */
export function leafOf(tree: Tree, codeOf: (feature: number) => number): Int32Array {
  let node = tree;
  while (node.kind === "fork") node = node.left[codeOf(node.feature)] === 1 ? node.yes : node.no;
  return node.rows;
}

function grow(features: readonly Binning[], target: Binning, rows: Int32Array, depth: number): Tree {
  const split = rows.length < 2 * LEAST_ROWS || depth >= MOST_DEPTH ? undefined : bestSplit(features, target, rows);
  if (split === undefined) return { kind: "leaf", rows };
  const goesLeft = (row: number): boolean => split.left[features[split.feature].codes[row]] === 1;
  return {
    kind: "fork",
    ...split,
    yes: grow(features, target, rows.filter(goesLeft), depth + 1),
    no: grow(
      features,
      target,
      rows.filter((row) => !goesLeft(row)),
      depth + 1,
    ),
  };
}

interface Split {
  readonly feature: number;
  readonly left: Uint8Array;
}

/** The best of all splits: the codes of a feature in order of the target's mean code, cut in two. */
function bestSplit(features: readonly Binning[], target: Binning, rows: Int32Array): Split | undefined {
  let best: Split | undefined;
  let bestGain = LEAST_GAIN_NATS + 0.5 * (target.count - 1) * Math.log(2);
  features.forEach(({ codes, count, ordered }, feature) => {
    const counts = new Float64Array(count * target.count);
    for (const row of rows) counts[codes[row] * target.count + target.codes[row]]++;
    const order = codeOrder(counts, count, target.count, ordered);
    const left = new Float64Array(target.count);
    const right = new Float64Array(target.count);
    for (let k = 0; k < counts.length; k++) right[k % target.count] += counts[k];
    const whole = codeLength(right);
    let leftRows = 0;
    for (let cut = 0; cut < order.length - 1; cut++) {
      for (let k = 0; k < target.count; k++) {
        const moved = counts[order[cut] * target.count + k];
        left[k] += moved;
        right[k] -= moved;
        leftRows += moved;
      }
      if (leftRows < LEAST_ROWS || rows.length - leftRows < LEAST_ROWS) continue;
      const gain = whole - codeLength(left) - codeLength(right);
      if (gain <= bestGain) continue;
      bestGain = gain;
      best = { feature, left: leftCodes(order, cut, count) };
    }
  });
  return best;
}

function leftCodes(order: readonly number[], cut: number, count: number): Uint8Array {
  const left = new Uint8Array(count);
  for (let k = 0; k <= cut; k++) left[order[k]] = 1;
  return left;
}

/** The codes that occur: numbers in their order, words by the mean code of the target. */
function codeOrder(counts: Float64Array, count: number, targets: number, ordered: boolean): readonly number[] {
  const mean = new Float64Array(count).fill(NaN);
  for (let code = 0; code < count; code++) {
    let rows = 0;
    let sum = 0;
    for (let k = 0; k < targets; k++) {
      rows += counts[code * targets + k];
      sum += k * counts[code * targets + k];
    }
    if (rows > 0) mean[code] = sum / rows;
  }
  const present = Array.from(mean.keys()).filter((code) => !Number.isNaN(mean[code]));
  return ordered ? present : present.sort((a, b) => mean[a] - mean[b] || a - b);
}

/** rows x entropy, in nats. */
function codeLength(counts: Float64Array): number {
  let rows = 0;
  let sum = 0;
  for (const value of counts) {
    if (value <= 0) continue;
    rows += value;
    sum += value * Math.log(value);
  }
  return rows === 0 ? 0 : rows * Math.log(rows) - sum;
}
