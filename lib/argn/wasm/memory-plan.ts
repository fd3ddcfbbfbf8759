/**
 * Where everything lies in the engine's one memory: parameters with their optimiser state, the batch at hand, a
 * workspace per thread. Drawn from the blueprint alone, so that every thread computes the same plan by itself.
 */

import type { Blueprint } from "../blueprint";
import { FIRST_FREE_BYTE } from "./kernels";

/** Rows that the engine works on at once; larger batches come in chunks of so many. */
export const CHUNK_ROWS = 1024;

/** The same for private steps, which keep all activations of their rows until every gradient's length is known. */
export const PRIVATE_ROWS = 512;

/** Tables of the first layer that are in use at once: so many bytes, to stay in the second-level cache. */
const TABLE_BYTES = 384 * 1024;
/** Logits that are in use at once. */
const LOGITS_BYTES = 512 * 1024;
const MOST_BLOCK_ROWS = 64;
const LEAST_BLOCK_ROWS = 16;
/** Embedding gradients are summed in so many parts, each in a fixed order, whatever the number of threads. */
const MOST_SLOTS = 32;
const LEAST_SLOTS = 8;
const SLOT_BYTES_IN_ALL = 256 * 1024 * 1024;
/** Rows and numbers that one request brings and takes. */
const MOST_REQUEST_ROWS = 8192;
const REQUEST_CODES = 16 * 1024 * 1024;
const REPLY_FLOATS = 4 * 1024 * 1024;

const LINE = 64;
/** WebAssembly's pointers have 32 bits. */
export const MOST_BYTES = 2 ** 32 - 65536;

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
  /** Squared lengths of each row's gradient: of this sub-column's layers, and of its embeddings. */
  readonly ownSquares: number;
  readonly embeddingSquares: number;
  /** Where the gradient of its embeddings' rows [PRIVATE_ROWS, width] lies in a slot. */
  readonly inputOffset: number;
}

/** What one thread needs for itself. */
export interface WorkspacePlan {
  /** Tables of the first layer, or their gradients. */
  readonly tables: number;
  /** Pairs (table, index). */
  readonly pairs: number;
  /** Embeddings of the codes present, after dropout. */
  readonly embedded: number;
  /** First layer of the chunk, and its gradient [CHUNK_ROWS, units]. */
  readonly first: number;
  readonly firstGradient: number;
  /** Further hidden layers of a block, and their gradients; entry 0 is unused. */
  readonly deeper: readonly number[];
  readonly deeperGradient: readonly number[];
  readonly logits: number;
  /** Transposed weights: entry 0 the part of a first weight that belongs to one input, then one entry per layer above. */
  readonly transposed: readonly number[];
  readonly embeddedGradient: number;
  readonly slots: number;
  readonly heap: number;
  readonly index: number;
  readonly present: number;
  /** For private steps: numbers per row, squared lengths of the rows' inputs, numbers per code present, words of the noise. */
  readonly rowNumbers: number;
  readonly inputSquares: number;
  readonly codeNumbers: number;
  readonly noiseWords: number;
}

export interface MemoryPlan {
  readonly bytes: number;
  readonly subColumns: readonly SubColumnPlan[];
  /** All parameters: their run of floats, and how far behind it lie gradients, first and second moments. */
  readonly parameters: number;
  readonly parameterLength: number;
  readonly toGradients: number;
  readonly toMeans: number;
  readonly toSquares: number;
  readonly control: number;
  readonly numbers: number;
  /** Sub-columns in their order, and which of these positions are asked for. */
  readonly sequence: number;
  readonly wanted: number;
  /** The batch: codes, numbers of the codes, codes present [J, CHUNK_ROWS] and how many are present [J]. */
  readonly codes: number;
  readonly index: number;
  readonly present: number;
  readonly counts: number;
  readonly losses: number;
  /** Which sub-columns each slot holds: starts [slots + 1], members [J]; its sums, and which of them it has [slots, J]. */
  readonly slotCount: number;
  readonly slotStarts: number;
  readonly slotMembers: number;
  readonly slotFilled: number;
  readonly slotSums: number;
  readonly slotBytes: number;
  /** Requests by row: codes [J, requestRows], settings of draws [J, 4] (64 bits), the reply. */
  readonly requestRows: number;
  readonly request: number;
  readonly draws: number;
  readonly reply: number;
  readonly replyFloats: number;
  readonly tableBytes: number;
  /** For private steps: gradients of the embeddings' rows by slot, what each row is multiplied by, the key of the noise. */
  readonly inputGradients: number;
  readonly inputGradientBytes: number;
  readonly factors: number;
  readonly noiseKey: number;
  readonly workspaces: readonly WorkspacePlan[];
}

/** Up to whole vectors of four floats. */
function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Hands out memory front to back. */
class Allotment {
  #next = FIRST_FREE_BYTE;

  get bytes(): number {
    return this.#next;
  }

  take(bytes: number): number {
    const start = this.#next;
    this.#next += Math.ceil(bytes / LINE) * LINE;
    return start;
  }

  floats(count: number): number {
    return this.take(4 * count);
  }
}

/** The plan for so many threads; `bytes` may exceed MOST_BYTES, which the caller must refuse. */
export function planMemory(blueprint: Blueprint, threads: number): MemoryPlan {
  const memory = new Allotment();
  const J = blueprint.subColumns.length;
  const control = memory.take(4 * 64);
  const numbers = memory.take(8 * 32);
  const shapes = planSubColumns(blueprint, memory);
  const most = (of: (subColumn: SubColumnPlan) => number): number =>
    shapes.subColumns.reduce((max, subColumn) => Math.max(max, of(subColumn)), 4);
  const slotBytes = shapes.presentBytes;
  const slotCount = Math.max(
    1,
    Math.min(J, Math.min(MOST_SLOTS, Math.max(LEAST_SLOTS, Math.floor(SLOT_BYTES_IN_ALL / Math.max(1, slotBytes))))),
  );
  const requestRows = Math.min(MOST_REQUEST_ROWS, Math.max(MOST_BLOCK_ROWS, Math.floor(REQUEST_CODES / Math.max(1, J))));
  const replyFloats = Math.max(REPLY_FLOATS, MOST_BLOCK_ROWS * most(({ codes }) => codes));
  const tableBytes = Math.max(TABLE_BYTES, 4 * most(({ hidden }) => hidden[0].units) * most(({ codes }) => Math.min(codes, CHUNK_ROWS)));
  const shared = {
    control,
    numbers,
    sequence: memory.floats(J),
    wanted: memory.floats(J),
    codes: memory.floats(J * CHUNK_ROWS),
    index: memory.floats(J * CHUNK_ROWS),
    present: memory.floats(J * CHUNK_ROWS),
    counts: memory.floats(J),
    losses: memory.take(8 * J),
    slotCount,
    slotStarts: memory.floats(slotCount + 1),
    slotMembers: memory.floats(J),
    slotFilled: memory.floats(slotCount * J),
    slotSums: memory.take(slotCount * slotBytes),
    slotBytes,
    requestRows,
    request: memory.floats(J * requestRows),
    draws: memory.take(8 * 4 * J),
    reply: memory.floats(replyFloats),
    replyFloats,
    tableBytes,
    inputGradients: memory.take(slotCount * shapes.inputGradientBytes),
    inputGradientBytes: shapes.inputGradientBytes,
    factors: memory.floats(PRIVATE_ROWS),
    noiseKey: memory.floats(8),
  };
  const workspaces = Array.from({ length: Math.max(1, threads) }, () => planWorkspace(memory, J, shapes, tableBytes, most));
  return { ...shapes, ...shared, workspaces, bytes: memory.bytes };
}

interface Shapes {
  readonly subColumns: readonly SubColumnPlan[];
  readonly presentBytes: number;
  readonly inputGradientBytes: number;
  readonly parameters: number;
  readonly parameterLength: number;
  readonly toGradients: number;
  readonly toMeans: number;
  readonly toSquares: number;
}

function planSubColumns(blueprint: Blueprint, memory: Allotment): Shapes {
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
  return {
    subColumns: subColumns.map((plan) => ({ ...plan, fixed: memory.take(8 * plan.codes), kept: planKept(memory, plan) })),
    presentBytes,
    inputGradientBytes: 4 * PRIVATE_ROWS * inputs,
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

function planKept(memory: Allotment, { hidden, paddedCodes, inputRow }: Pick<SubColumnPlan, "hidden" | "paddedCodes" | "inputRow">): KeptPlan {
  return {
    activations: hidden.map(({ units }) => memory.floats(PRIVATE_ROWS * units)),
    gradients: hidden.map(({ units }) => memory.floats(PRIVATE_ROWS * units)),
    logits: memory.floats(PRIVATE_ROWS * paddedCodes),
    ownSquares: memory.floats(PRIVATE_ROWS),
    embeddingSquares: memory.floats(PRIVATE_ROWS),
    inputOffset: 4 * PRIVATE_ROWS * inputRow,
  };
}

function planWorkspace(
  memory: Allotment,
  J: number,
  { subColumns, presentBytes }: Shapes,
  tableBytes: number,
  most: (of: (subColumn: SubColumnPlan) => number) => number,
): WorkspacePlan {
  const firstUnits = most(({ hidden }) => hidden[0].units);
  const depth = subColumns.reduce((max, { hidden }) => Math.max(max, hidden.length), 1);
  const deeperUnits = Array.from({ length: depth }, (_, layer) => (layer === 0 ? 0 : most(({ hidden }) => hidden[layer]?.units ?? 4)));
  const widest = most(({ width }) => width);
  // layers above the first may stand at any depth: the output follows the last hidden layer
  const aboveFirst = most(({ hidden, output }) => Math.max(...[...hidden.slice(1), output].map(({ inputs, units }) => inputs * units)));
  const mostCodes = most(({ codes }) => codes);
  return {
    tables: memory.take(tableBytes),
    pairs: memory.take(8 * J),
    embedded: memory.take(presentBytes),
    first: memory.floats(CHUNK_ROWS * firstUnits),
    firstGradient: memory.floats(CHUNK_ROWS * firstUnits),
    deeper: deeperUnits.map((units) => memory.floats(MOST_BLOCK_ROWS * units)),
    deeperGradient: deeperUnits.map((units) => memory.floats(MOST_BLOCK_ROWS * units)),
    logits: memory.floats(most(({ blockRows, paddedCodes }) => blockRows * paddedCodes)),
    transposed: [widest * firstUnits, ...deeperUnits.map(() => aboveFirst)].map((length) => memory.floats(length)),
    embeddedGradient: memory.floats(most(({ codes, width }) => Math.max(PRIVATE_ROWS, Math.min(codes, CHUNK_ROWS)) * width)),
    slots: memory.floats(mostCodes),
    heap: memory.floats(mostCodes),
    index: memory.floats(J * CHUNK_ROWS),
    present: memory.floats(J * CHUNK_ROWS),
    rowNumbers: memory.floats(PRIVATE_ROWS),
    inputSquares: memory.floats(PRIVATE_ROWS),
    codeNumbers: memory.floats(PRIVATE_ROWS),
    noiseWords: memory.floats(64),
  };
}
