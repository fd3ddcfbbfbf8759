/**
 * The parameters side by side for accelerators: instead of one small product for each sub-column, one large one for all.
 * Embeddings, hidden layers and outputs are padded to the widest, outputs in groups of like cardinality. Every parameter
 * stands in one place here and in one place of the flat vector, so that two gathers lead there and back.
 */

import { type Blueprint, weightShapes } from "../blueprint";

/** A tensor of which each number is one of the flat vector, or 0 where the index is behind its end. */
export interface PackedTensor {
  readonly shape: readonly number[];
  readonly index: Int32Array;
}

/** Sub-columns whose outputs are one product. */
export interface OutputGroup {
  /** Places [first, first + count) in the order of the layout. */
  readonly first: number;
  readonly count: number;
  /** Codes of the widest, K. */
  readonly codes: number;
  /** Codes of each. */
  readonly cardinalities: readonly number[];
}

export interface BatchedLayout {
  /** The sub-columns in the order of their cardinalities: place p belongs to sub-column subColumns[p]. */
  readonly subColumns: readonly number[];
  /** The place of each sub-column. */
  readonly places: readonly number[];
  /** Where the codes of each place begin in the common table of embeddings, and its rows. */
  readonly tableStarts: readonly number[];
  readonly tableRows: number;
  /** Widest embedding W and hidden layers H. */
  readonly width: number;
  readonly hidden: readonly number[];
  readonly groups: readonly OutputGroup[];
  /** The table [rows, W]; of each hidden layer weight and bias; of each group weight [G, H, K] and bias [G, 1, K]. */
  readonly tensors: readonly PackedTensor[];
  /** For each number of the flat vector its place among the numbers of all tensors, one tensor after another. */
  readonly inverse: Int32Array;
}

/** Outputs of one group differ in their number of codes by this factor at most. */
const LARGEST_RATIO = 2;

export function layOut(blueprint: Blueprint): BatchedLayout {
  const starts = flatStarts(blueprint);
  const all = blueprint.subColumns;
  const subColumns = Array.from(all.keys()).sort((a, b) => all[a].cardinality - all[b].cardinality || a - b);
  const places = all.map((_, j) => subColumns.indexOf(j));
  const J = subColumns.length;
  const width = Math.max(...all.map(({ embeddingWidth }) => embeddingWidth));
  const depth = all[0].hidden.length;
  const hidden = Array.from({ length: depth }, (_, layer) => Math.max(...all.map((subColumn) => subColumn.hidden[layer])));
  const groups = groupOutputs(subColumns.map((j) => all[j].cardinality));
  const tableRows = all.reduce((sum, { cardinality }) => sum + cardinality, 0);
  const builder = new TensorBuilder(starts.length);
  const tableStarts: number[] = [];
  const table = builder.tensor([tableRows, width]);
  let row = 0;
  for (const j of subColumns) {
    const { cardinality, embeddingWidth } = all[j];
    tableStarts.push(row);
    table.place(starts.of(`embedding/${j}`), [row, 0], cardinality, embeddingWidth);
    row += cardinality;
  }
  placeFirstLayer(blueprint, places, builder, starts, width, hidden[0]);
  for (let layer = 1; layer < depth; layer++) {
    const [inputs, units] = [hidden[layer - 1], hidden[layer]];
    const weight = builder.tensor([J * inputs, units], [J, inputs, units]);
    const bias = builder.tensor([J, units], [J, 1, units]);
    subColumns.forEach((j, p) => {
      const own = all[j].hidden;
      weight.place(starts.of(`hidden/${j}/${layer}/weight`), [p * inputs, 0], own[layer - 1], own[layer]);
      bias.place(starts.of(`hidden/${j}/${layer}/bias`), [p, 0], 1, own[layer]);
    });
  }
  const inputs = hidden[depth - 1];
  for (const { first, count, codes } of groups) {
    const weight = builder.tensor([count * inputs, codes], [count, inputs, codes]);
    const bias = builder.tensor([count, codes], [count, 1, codes]);
    for (let g = 0; g < count; g++) {
      const j = subColumns[first + g];
      weight.place(starts.of(`output/${j}/weight`), [g * inputs, 0], all[j].hidden[depth - 1], all[j].cardinality);
      bias.place(starts.of(`output/${j}/bias`), [g, 0], 1, all[j].cardinality);
    }
  }
  return { subColumns, places, tableStarts, tableRows, width, hidden, groups, ...builder.finished() };
}

/** The first layer [J * W, J * H] and its bias [J * H]: what each place p makes of the embedding of each place q. */
function placeFirstLayer(
  { subColumns: all }: Blueprint,
  places: readonly number[],
  builder: TensorBuilder,
  starts: FlatStarts,
  width: number,
  units: number,
): void {
  const J = places.length;
  const weight = builder.tensor([J * width, J * units]);
  const bias = builder.tensor([1, J * units], [J * units]);
  places.forEach((p, j) => {
    const own = all[j].hidden[0];
    let from = starts.of(`hidden/${j}/0/weight`);
    // the inputs of a sub-column stand in the order of the data
    for (const [k, { embeddingWidth }] of all.entries()) {
      weight.place(from, [places[k] * width, p * units], embeddingWidth, own);
      from += embeddingWidth * own;
    }
    bias.place(starts.of(`hidden/${j}/0/bias`), [0, p * units], 1, own);
  });
}

/** Neighbours in the order of cardinalities, as long as the widest has at most twice the codes of the narrowest. */
function groupOutputs(cardinalities: readonly number[]): OutputGroup[] {
  const groups: OutputGroup[] = [];
  for (let first = 0; first < cardinalities.length;) {
    let end = first + 1;
    while (end < cardinalities.length && cardinalities[end] <= LARGEST_RATIO * cardinalities[first]) end++;
    const own = cardinalities.slice(first, end);
    groups.push({ first, count: own.length, codes: own[own.length - 1], cardinalities: own });
    first = end;
  }
  return groups;
}

interface FlatStarts {
  readonly length: number;
  of(name: string): number;
}

/** Where each parameter begins in the flat vector. */
function flatStarts(blueprint: Blueprint): FlatStarts {
  const starts = new Map<string, number>();
  let length = 0;
  for (const [name, shape] of weightShapes(blueprint)) {
    starts.set(name, length);
    length += shape.reduce((product, extent) => product * extent, 1);
  }
  return { length, of: (name) => starts.get(name) ?? 0 };
}

interface Placing {
  /** Puts a row-major matrix of the flat vector with its corner at this row and column. */
  place(from: number, corner: readonly [number, number], rows: number, columns: number): void;
}

class TensorBuilder {
  readonly #tensors: PackedTensor[] = [];
  readonly #inverse: Int32Array;
  #numbers = 0;

  constructor(readonly parameters: number) {
    this.#inverse = new Int32Array(parameters);
  }

  /** A tensor that is filled as a matrix [rows, columns] and seen in another shape. */
  tensor([rows, columns]: readonly [number, number], shape: readonly number[] = [rows, columns]): Placing {
    const index = new Int32Array(rows * columns).fill(this.parameters);
    const before = this.#numbers;
    this.#numbers += index.length;
    this.#tensors.push({ shape, index });
    return {
      place: (from, [row, column], height, extent) => {
        for (let r = 0; r < height; r++) {
          for (let c = 0; c < extent; c++) {
            const at = (row + r) * columns + column + c;
            index[at] = from + r * extent + c;
            this.#inverse[from + r * extent + c] = before + at;
          }
        }
      },
    };
  }

  finished(): Pick<BatchedLayout, "tensors" | "inverse"> {
    return { tensors: this.#tensors, inverse: this.#inverse };
  }
}
