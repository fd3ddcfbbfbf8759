/** The two nearest reference rows of each query row, found exactly: the inner loop of the distance checks. */

import { type NeighbourTree, NODE } from "./neighbour-tree";

/** Per query: the nearest and the second distance (as summed by the metric), and the row number of the nearest. */
export interface NearestTwo {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly nearest: Int32Array;
}

/** Rounding of running bounds must never hide a row. */
const SLACK = 1e-12;

/**
 * Searches for queries `start` to `end` and writes to the same places of `found`: Infinity and -1 where there is no such
 * row. The sum of a row pair is sum of min(1, |a - b|) ("mixed") or of squares ("euclidean"). Exact: halves of the tree and
 * rows are given up only when they cannot come second. Ties go to the row met first.
 */
export function searchNearestTwo(tree: NeighbourTree, queries: Float64Array, start: number, end: number, found: NearestTwo): void {
  const search = new Search(tree, queries);
  for (let query = start; query < end; query++) {
    search.run(query);
    found.first[query] = search.first;
    found.second[query] = search.second;
    found.nearest[query] = search.nearest;
  }
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

  constructor(tree: NeighbourTree, queries: Float64Array) {
    this.#tree = tree;
    this.#queries = queries;
    this.#aside = new Float64Array(tree.width);
    this.#mixed = tree.metric === "mixed";
  }

  run(query: number): void {
    this.first = Infinity;
    this.second = Infinity;
    this.nearest = -1;
    this.#at = query * this.#tree.width;
    this.#visit(0, 0);
  }

  /** Visits a node none of whose rows is nearer than `bound`. */
  #visit(node: number, bound: number): void {
    const { nodes, splits } = this.#tree;
    const left = nodes[NODE * node];
    if (left < 0) return this.#scan(nodes[NODE * node + 2], nodes[NODE * node + 3]);
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

  #scan(from: number, to: number): void {
    const { values, rows, width } = this.#tree;
    const queries = this.#queries;
    const at = this.#at;
    for (let i = from; i < to; i++) {
      const row = i * width;
      const second = this.second;
      let sum = 0;
      let j = 0;
      while (j < width && sum < second) {
        const difference = Math.abs(queries[at + j] - values[row + j]);
        sum += this.#mixed ? Math.min(1, difference) : difference * difference;
        j++;
      }
      if (sum >= second) continue;
      if (sum < this.first) {
        this.second = this.first;
        this.first = sum;
        this.nearest = rows[i];
      } else this.second = sum;
    }
  }
}
