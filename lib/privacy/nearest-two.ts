/** The two nearest reference rows of each query row, found exactly: the inner loop of the distance checks. */

import { Look, type LookPlan } from "./nearest-look";
import { type NeighbourTree, NODE } from "./neighbour-tree";

/** Per query: the nearest and the second distance (as summed by the metric), and the row number of the nearest. */
export interface NearestTwo {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly nearest: Int32Array;
}

/** What one thread searches with. */
export interface SearchTask {
  readonly tree: NeighbourTree;
  readonly queries: Float64Array;
  /** Which of the threads this is. */
  readonly thread: number;
  /** The quick look, where there is one: what is found is the same. */
  readonly look: LookPlan | undefined;
}

/** Rounding of running bounds must never hide a row. */
const SLACK = 1e-12;

/**
 * A search for queries `start` to `end` that writes to the same places of `found`: Infinity and -1 where there is no such
 * row. The sum of a row pair is sum of min(1, |a - b|) ("mixed") or of squares ("euclidean"). Exact: halves of the tree and
 * rows are given up only when they cannot come second. Ties go to the row met first.
 */
export function nearestTwoSearch(task: SearchTask, found: NearestTwo): (start: number, end: number) => void {
  const search = new Search(task);
  return (start, end) => {
    for (let query = start; query < end; query++) {
      search.run(query);
      found.first[query] = search.first;
      found.second[query] = search.second;
      found.nearest[query] = search.nearest;
    }
  };
}

class Search {
  first = Infinity;
  second = Infinity;
  nearest = -1;
  #at = 0;
  readonly #tree: NeighbourTree;
  readonly #queries: Float64Array;
  /** Per column: what it adds to the bound on the way down. */
  readonly #aside: Float64Array;
  readonly #mixed: boolean;
  readonly #look: Look | undefined;

  constructor({ tree, queries, thread, look }: SearchTask) {
    this.#tree = tree;
    this.#look = look === undefined ? undefined : new Look(tree, look, thread);
    this.#queries = queries;
    this.#aside = new Float64Array(tree.width);
    this.#mixed = tree.metric === "mixed";
  }

  run(query: number): void {
    this.first = Infinity;
    this.second = Infinity;
    this.nearest = -1;
    this.#at = query * this.#tree.width;
    this.#look?.take(this.#queries, this.#at);
    this.#visit(0, 0);
  }

  /** Visits a node none of whose rows is nearer than `bound`. */
  #visit(node: number, bound: number): void {
    const { nodes, splits } = this.#tree;
    const left = nodes[NODE * node];
    if (left < 0) return this.#scan(node, nodes[NODE * node + 2], nodes[NODE * node + 3]);
    const right = nodes[NODE * node + 1];
    const column = nodes[NODE * node + 4];
    const value = this.#queries[this.#at + column];
    const [beyondLeft, beforeRight] = [value - splits[2 * node], splits[2 * node + 1] - value];
    const goLeft = beyondLeft <= beforeRight;
    this.#visit(goLeft ? left : right, bound);
    const gap = Math.max(0, goLeft ? beforeRight : beyondLeft);
    const old = this.#aside[column];
    const aside = Math.max(old, this.#mixed ? Math.min(1, gap) : gap * gap);
    const farther = bound - old + aside;
    if (farther - SLACK >= this.second) return;
    this.#aside[column] = aside;
    this.#visit(goLeft ? right : left, farther);
    this.#aside[column] = old;
  }

  #scan(node: number, from: number, to: number): void {
    const look = this.#look;
    if (look === undefined) {
      for (let i = from; i < to; i++) this.#consider(i);
      return;
    }
    const count = look.near(node, to - from, this.second);
    for (let i = 0; i < count; i++) this.#consider(from + look.found[i]);
  }

  #consider(i: number): void {
    const { values, rows, width } = this.#tree;
    const sumTo = this.#mixed ? mixedSum : squaredSum;
    const sum = sumTo(this.#queries, this.#at, values, i * width, width, this.second);
    if (sum >= this.second) return;
    if (sum < this.first) {
      this.second = this.first;
      this.first = sum;
      this.nearest = rows[i];
    } else this.second = sum;
  }
}

/**
 * Sum of min(1, |a - b|) over columns; stops, four columns at a time, when it reaches `enough`. The minimum is written as
 * (d + 1 - |d - 1|) / 2, since a branch that nobody can predict costs more than arithmetic.
 */
function mixedSum(left: Float64Array, atLeft: number, right: Float64Array, atRight: number, width: number, enough: number): number {
  const twice = 2 * enough;
  let sum = 0;
  let j = 0;
  for (; j + 4 <= width && sum < twice; j += 4) {
    const a = Math.abs(left[atLeft + j] - right[atRight + j]);
    const b = Math.abs(left[atLeft + j + 1] - right[atRight + j + 1]);
    const c = Math.abs(left[atLeft + j + 2] - right[atRight + j + 2]);
    const d = Math.abs(left[atLeft + j + 3] - right[atRight + j + 3]);
    sum += a + 1 - Math.abs(a - 1) + (b + 1 - Math.abs(b - 1)) + (c + 1 - Math.abs(c - 1) + (d + 1 - Math.abs(d - 1)));
  }
  if (sum >= twice) return sum / 2;
  for (; j < width; j++) {
    const apart = Math.abs(left[atLeft + j] - right[atRight + j]);
    sum += apart + 1 - Math.abs(apart - 1);
  }
  return sum / 2;
}

/** Sum of squared differences over columns; stops, four columns at a time, when it reaches `enough`. */
function squaredSum(left: Float64Array, atLeft: number, right: Float64Array, atRight: number, width: number, enough: number): number {
  let sum = 0;
  let j = 0;
  for (; j + 4 <= width && sum < enough; j += 4) {
    const a = left[atLeft + j] - right[atRight + j];
    const b = left[atLeft + j + 1] - right[atRight + j + 1];
    const c = left[atLeft + j + 2] - right[atRight + j + 2];
    const d = left[atLeft + j + 3] - right[atRight + j + 3];
    sum += a * a + b * b + (c * c + d * d);
  }
  if (sum >= enough) return sum;
  for (; j < width; j++) sum += (left[atLeft + j] - right[atRight + j]) ** 2;
  return sum;
}
