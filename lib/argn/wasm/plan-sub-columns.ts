/** Where the parameters lie, and what a private step keeps of each sub-column. */

import type { Blueprint } from "../blueprint";
import { type Allotment, LINE, padded } from "./allotment";
import { CHUNK_ROWS, PRIVATE_ROWS } from "./chunk-rows";
import { type PartPlan, type Piece, partCounts, planParts, planPieces } from "./plan-parts";

/** Logits that are in use at once. */
const LOGITS_BYTES = 512 * 1024;
export const MOST_BLOCK_ROWS = 64;
const LEAST_BLOCK_ROWS = 16;
/** A private step, which keeps what it computes, works on so many blocks at once: fewer calls for the same cache. */
export const PRIVATE_BLOCKS = 2;

/** A linear layer: weight [inputs, units] and bias [units], both padded to whole vectors. */
export interface LayerPlan {
  readonly inputs: number;
  readonly units: number;
  /** Units without padding. */
  readonly ownUnits: number;
  readonly weight: number;
  readonly bias: number;
}

export interface SubColumnPlan {
  /** Number of codes, K, and with padding. */
  readonly codes: number;
  readonly paddedCodes: number;
  /** Width of the embedding with padding, and its first row in the weights of first layers. */
  readonly width: number;
  readonly ownWidth: number;
  readonly inputRow: number;
  /** Pointer to the embeddings [K, width]. */
  readonly embedding: number;
  readonly hidden: readonly LayerPlan[];
  readonly output: LayerPlan;
  /** The run of floats that hold all weights of `hidden` and `output`. */
  readonly start: number;
  readonly length: number;
  /** Rows whose logits are worked on at once. */
  readonly blockRows: number;
  /** Parts that its rows are cut into. */
  readonly parts: number;
  /** Where its rows lie in any array of embeddings of the codes present, in bytes. */
  readonly presentOffset: number;
  /** Where its prescribed shares lie. */
  readonly fixed: number;
  /** What a private step keeps of it. */
  readonly kept: KeptPlan;
}

/** Activations and gradients of PRIVATE_ROWS rows. */
export interface KeptPlan {
  /** Per hidden layer, [PRIVATE_ROWS, units]. */
  readonly activations: readonly number[];
  readonly gradients: readonly number[];
  /** Gradient of the logits [PRIVATE_ROWS, paddedCodes]. */
  readonly logits: number;
}

/** All sub-columns, and what they need together. */
export interface Shapes {
  readonly subColumns: readonly SubColumnPlan[];
  /** All parts, those of a sub-column side by side, and the pieces of those that have several. */
  readonly parts: readonly PartPlan[];
  readonly pieces: readonly Piece[];
  readonly presentBytes: number;
  /** Width of all embeddings side by side without their own padding, in whole vectors. */
  readonly packedInputs: number;
  readonly parameters: number;
  readonly parameterLength: number;
  readonly toGradients: number;
  readonly toMeans: number;
  readonly toSquares: number;
}

export function planSubColumns(blueprint: Blueprint, memory: Allotment): Shapes {
  const parameters = memory.bytes;
  const embeddings = blueprint.subColumns.map(({ cardinality, embeddingWidth }) => memory.floats(cardinality * padded(embeddingWidth)));
  const inputs = blueprint.subColumns.reduce((sum, { embeddingWidth }) => sum + padded(embeddingWidth), 0);
  let inputRow = 0;
  let presentBytes = 0;
  const subColumns = blueprint.subColumns.map(({ cardinality, embeddingWidth, hidden }, j) => {
    if (hidden.length === 0)
      throw new RangeError(
        `Cannot build the network: sub-column "${blueprint.subColumns[j].name}" has no hidden layer, it needs one or more`,
      );
    const start = memory.bytes;
    const layers = [...hidden, cardinality].map((units, layer) =>
      planLayer(memory, layer === 0 ? inputs : padded(hidden[layer - 1]), units),
    );
    const width = padded(embeddingWidth);
    const plan = {
      codes: cardinality,
      paddedCodes: padded(cardinality),
      width,
      ownWidth: embeddingWidth,
      inputRow,
      embedding: embeddings[j],
      hidden: layers.slice(0, -1),
      output: layers[layers.length - 1],
      start,
      length: (memory.bytes - start) / 4,
      blockRows: Math.max(LEAST_BLOCK_ROWS, Math.min(MOST_BLOCK_ROWS, 4 * Math.floor(LOGITS_BYTES / (16 * padded(cardinality))))),
      presentOffset: presentBytes,
    };
    inputRow += width;
    presentBytes += Math.ceil((4 * Math.min(cardinality, CHUNK_ROWS) * width) / LINE) * LINE;
    return plan;
  });
  const parameterLength = (memory.bytes - parameters) / 4;
  const [gradients, means, squares] = [1, 2, 3].map(() => memory.floats(parameterLength));
  const counts = partCounts(subColumns);
  return {
    parts: planParts(subColumns, gradients - parameters, memory),
    pieces: planPieces(subColumns),
    subColumns: subColumns.map((plan, j) => ({
      ...plan,
      parts: counts[j],
      fixed: memory.take(8 * plan.codes),
      kept: planKept(memory, plan),
    })),
    presentBytes,
    packedInputs: padded(blueprint.subColumns.reduce((sum, { embeddingWidth }) => sum + embeddingWidth, 0)),
    parameters,
    parameterLength,
    toGradients: gradients - parameters,
    toMeans: means - parameters,
    toSquares: squares - parameters,
  };
}

function planLayer(memory: Allotment, inputs: number, ownUnits: number): LayerPlan {
  const units = padded(ownUnits);
  return { inputs, units, ownUnits, weight: memory.floats(inputs * units), bias: memory.floats(units) };
}

function planKept(memory: Allotment, { hidden, paddedCodes }: Pick<SubColumnPlan, "hidden" | "paddedCodes">): KeptPlan {
  return {
    activations: hidden.map(({ units }) => memory.floats(PRIVATE_ROWS * units)),
    gradients: hidden.map(({ units }) => memory.floats(PRIVATE_ROWS * units)),
    logits: memory.floats(PRIVATE_ROWS * paddedCodes),
  };
}
