/**
 * The network as data: which columns there are, how wide each part is, what may see what. Both engines, the weight
 * file and the initialisation read the network from here.
 *
 * For each sub-column j a small classifier looks at the embeddings of everything already known:
 *
 *   x_j = concat over sub-columns i of (visible(i, j) ? embedding_i[code_i] : 0)      [B, E]
 *   h_j = relu(... dropout(x_j) * W_j + b_j ...)                                      [B, H_j]
 *   p_j = softmax(dropout(h_j) * V_j + c_j)                                           [B, K_j]
 *
 * Sub-column i is visible to j when its column comes before j's column in the order, or when it belongs to the same
 * column and stands before j. Model L has two hidden layers, and one relu after the last of them.
 */

import { embeddingWidth, hiddenUnits, type ModelSize, narrowed } from "./sizes";

/** A column of the table as the network sees it: a run of sub-columns. */
export interface BlueprintColumn {
  readonly name: string;
  /** Index of its first sub-column. */
  readonly first: number;
  /** Number of its sub-columns. */
  readonly count: number;
}

/** One categorical variable of the network. */
export interface BlueprintSubColumn {
  readonly name: string;
  /** Index of the column it belongs to. */
  readonly column: number;
  /** Number of codes, K. */
  readonly cardinality: number;
  readonly embeddingWidth: number;
  /** Units of each hidden layer; one layer in models S and M, two in L. */
  readonly hidden: readonly number[];
}

export interface Blueprint {
  readonly size: ModelSize;
  readonly columns: readonly BlueprintColumn[];
  readonly subColumns: readonly BlueprintSubColumn[];
  /** Share of inputs dropped in training. */
  readonly dropout: number;
}

/** What the encoding tells the network: columns in order, each with its sub-columns and their cardinalities. */
export interface ColumnCardinalities {
  readonly name: string;
  readonly subColumns: readonly { readonly name: string; readonly cardinality: number }[];
}

/** The network for these columns at this size. */
export function drawBlueprint(columns: readonly ColumnCardinalities[], size: ModelSize, dropout = 0.25): Blueprint {
  const widths = columns.flatMap((column) => column.subColumns.map(({ cardinality }) => embeddingWidth(cardinality, size)));
  const inputWidth = widths.reduce((sum, width) => sum + width, 0);
  const cardinalities = columns.flatMap((column) => column.subColumns.map(({ cardinality }) => cardinality));
  const hidden = narrowed(
    cardinalities.map((cardinality) => hiddenUnits(cardinality, inputWidth, size)),
    inputWidth,
  );
  let next = 0;
  const runs = columns.map((column) => {
    const run = { name: column.name, first: next, count: column.subColumns.length };
    next += run.count;
    return run;
  });
  const subColumns = columns.flatMap((column, c) =>
    column.subColumns.map(({ name, cardinality }, s) => ({
      name,
      column: c,
      cardinality,
      embeddingWidth: embeddingWidth(cardinality, size),
      hidden: hidden[runs[c].first + s],
    })),
  );
  return { size, columns: runs, subColumns, dropout };
}

/** Width of all embeddings side by side, E. */
export function inputWidth(blueprint: Blueprint): number {
  return blueprint.subColumns.reduce((sum, subColumn) => sum + subColumn.embeddingWidth, 0);
}

/** Where the embedding of each sub-column starts in the input. */
export function inputOffsets(blueprint: Blueprint): Int32Array {
  const offsets = new Int32Array(blueprint.subColumns.length);
  let offset = 0;
  blueprint.subColumns.forEach((subColumn, j) => {
    offsets[j] = offset;
    offset += subColumn.embeddingWidth;
  });
  return offsets;
}

/** The order of the columns as they stand in the data. */
export function dataOrder(blueprint: Blueprint): Int32Array {
  return Int32Array.from(blueprint.columns, (_, c) => c);
}

/** Which sub-columns each sub-column sees when the columns come in this order. */
export function visibleSubColumns(blueprint: Blueprint, order: Int32Array): readonly Int32Array[] {
  const visible: Int32Array[] = new Array(blueprint.subColumns.length).fill(new Int32Array(0));
  const before: number[] = [];
  for (const c of order) {
    const { first, count } = blueprint.columns[c];
    for (let j = first; j < first + count; j++) {
      visible[j] = Int32Array.from(before);
      before.push(j);
    }
  }
  return visible;
}

/** Names and shapes of all parameters, in the order of the weight file. */
export function weightShapes(blueprint: Blueprint): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  const width = inputWidth(blueprint);
  blueprint.subColumns.forEach((subColumn, j) => {
    shapes.set(`embedding/${j}`, [subColumn.cardinality, subColumn.embeddingWidth]);
    let inputs = width;
    subColumn.hidden.forEach((units, layer) => {
      shapes.set(`hidden/${j}/${layer}/weight`, [inputs, units]);
      shapes.set(`hidden/${j}/${layer}/bias`, [units]);
      inputs = units;
    });
    shapes.set(`output/${j}/weight`, [inputs, subColumn.cardinality]);
    shapes.set(`output/${j}/bias`, [subColumn.cardinality]);
  });
  return shapes;
}

/** Number of parameters. */
export function parameterCount(blueprint: Blueprint): number {
  let parameters = 0;
  for (const shape of weightShapes(blueprint).values()) parameters += shape.reduce((product, length) => product * length, 1);
  return parameters;
}
