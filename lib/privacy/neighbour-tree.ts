/**
 * Reference rows in a tree, so that most of them need not be looked at: each node splits its rows in two by one column, and
 * a query skips the half that lies too far away. (Bentley 1975; Arya and Mount 1993 for the running bound)
 */

/** A tree in flat arrays, fit for shared memory. Node n has children at 2 numbers in `children`; a leaf has -1 there. */
export interface NeighbourTree {
  /** Reference rows in the order of the leaves. */
  readonly values: Float64Array;
  /** Row number of each reference row in that order. */
  readonly rows: Int32Array;
  readonly width: number;
  readonly metric: "mixed" | "euclidean";
  /** Per node: left child, right child (-1: leaf), first row, row after the last, column of the split. */
  readonly nodes: Int32Array;
  /** Per node: the largest value left of the split, the smallest right of it. */
  readonly splits: Float64Array;
}

/** Numbers per node in `nodes`. */
export const NODE = 5;
const LEAF_ROWS = 24;
const ROWS_TO_CHOOSE_BY = 128;

/** Builds the tree over rows of `width` numbers. Rows that are all alike stay in one leaf. */
export function buildNeighbourTree(values: Float64Array, width: number, metric: NeighbourTree["metric"]): NeighbourTree {
  const count = width === 0 ? 0 : values.length / width;
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const nodes: number[] = [];
  const splits: number[] = [];
  const grow = (start: number, end: number): number => {
    const node = nodes.length / NODE;
    nodes.push(-1, -1, start, end, -1);
    splits.push(0, 0);
    const split = end - start > LEAF_ROWS ? splitRows(values, width, order.subarray(start, end)) : undefined;
    if (split === undefined) return node;
    const left = grow(start, start + split.leftRows);
    const right = grow(start + split.leftRows, end);
    nodes[NODE * node] = left;
    nodes[NODE * node + 1] = right;
    nodes[NODE * node + 4] = split.column;
    splits[2 * node] = split.leftMost;
    splits[2 * node + 1] = split.rightLeast;
    return node;
  };
  grow(0, count);
  const laid = sharedFloats(values.length);
  order.forEach((row, i) => laid.set(values.subarray(row * width, (row + 1) * width), i * width));
  return {
    values: laid,
    rows: shared(order),
    width,
    metric,
    nodes: shared(Int32Array.from(nodes)),
    splits: sharedFloats(splits.length, splits),
  };
}

interface RowSplit {
  readonly column: number;
  readonly leftRows: number;
  readonly leftMost: number;
  readonly rightLeast: number;
}

/** Sorts the rows by the column in which they are furthest apart and cuts between two different values near the middle. */
function splitRows(values: Float64Array, width: number, rows: Int32Array): RowSplit | undefined {
  const column = widestColumn(values, width, rows);
  if (column < 0) return undefined;
  const keys = Float64Array.from(rows, (row) => values[row * width + column]);
  const sorted = Int32Array.from({ length: rows.length }, (_, i) => i).sort((a, b) => keys[a] - keys[b] || rows[a] - rows[b]);
  const taken = rows.slice();
  sorted.forEach((at, i) => (rows[i] = taken[at]));
  const value = (i: number): number => keys[sorted[i]];
  const middle = rows.length >> 1;
  let [down, up] = [middle, middle];
  while (down > 0 && value(down - 1) === value(down)) down--;
  while (up < rows.length && value(up - 1) === value(up)) up++;
  const leftRows = down > 0 && (middle - down <= up - middle || up === rows.length) ? down : up;
  if (leftRows === 0 || leftRows === rows.length) return undefined;
  return { column, leftRows, leftMost: value(leftRows - 1), rightLeast: value(leftRows) };
}

/** The column with the largest mean distance min(1, |a - b|) between rows, from a sample; -1 when all rows are alike. */
function widestColumn(values: Float64Array, width: number, rows: Int32Array): number {
  const stride = Math.max(1, Math.floor(rows.length / ROWS_TO_CHOOSE_BY));
  let [widest, most] = [-1, 0];
  for (let j = 0; j < width; j++) {
    let apart = 0;
    for (let i = 0, other = rows.length - 1; i < rows.length; i += stride, other = (other + 5 * stride + 1) % rows.length) {
      apart += Math.min(1, Math.abs(values[rows[i] * width + j] - values[rows[other] * width + j]));
    }
    if (apart > most) [widest, most] = [j, apart];
  }
  return widest;
}

function shared(numbers: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(4 * numbers.length));
  copy.set(numbers);
  return copy;
}

/** Numbers in memory that threads can share. */
export function sharedFloats(length: number, numbers: ArrayLike<number> = []): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(8 * length));
  copy.set(numbers);
  return copy;
}
