/**
 * Where everything lies in the engine's one memory: parameters with their optimiser state, the batch at hand, a
 * workspace per thread. Drawn from the blueprint alone, so that every thread computes the same plan by itself.
 */

import type { Blueprint } from "../blueprint";
import { Allotment } from "./allotment";
import { CHUNK_ROWS, PRIVATE_ROWS } from "./chunk-rows";
import { MOST_BLOCK_ROWS, planSubColumns, type SubColumnPlan } from "./plan-sub-columns";
import { planBatch, type BatchPlan } from "./plan-batch";
import type { PartPlan, Piece } from "./plan-parts";
import { planWorkspace, type WorkspacePlan } from "./plan-workspace";

/** Tables of the first layer that are in use at once: so many bytes, to stay in the second-level cache. */
const TABLE_BYTES = 384 * 1024;
/** Embedding gradients are summed in so many parts, each in a fixed order, whatever the number of threads. */
const MOST_SLOTS = 32;
const LEAST_SLOTS = 8;
const PRIVATE_SLOTS = 8;
const SLOT_BYTES_IN_ALL = 256 * 1024 * 1024;
/** Rows and numbers that one request brings and takes. */
const MOST_REQUEST_ROWS = 8192;
const REQUEST_CODES = 16 * 1024 * 1024;
const REPLY_FLOATS = 4 * 1024 * 1024;

/** WebAssembly's pointers have 32 bits. */
export const MOST_BYTES = 2 ** 32 - 65536;

export interface MemoryPlan {
  readonly bytes: number;
  readonly subColumns: readonly SubColumnPlan[];
  readonly parts: readonly PartPlan[];
  readonly pieces: readonly Piece[];
  /** All parameters: their run of floats, and how far behind it lie gradients, first and second moments. */
  readonly parameters: number;
  readonly parameterLength: number;
  readonly toGradients: number;
  readonly toMeans: number;
  readonly toSquares: number;
  readonly control: number;
  readonly numbers: number;
  /** Of a request: sub-columns in their order, and which of these positions are asked for. */
  readonly sequence: number;
  readonly wanted: number;
  /** Rows to train on: one batch at work, the next one in preparation. */
  readonly batches: readonly [BatchPlan, BatchPlan];
  /** The loss of each part (64 bits). */
  readonly losses: number;
  /** Slots collect gradients of the embeddings: their sums lie here. */
  readonly slotCount: number;
  /** Of private steps, which keep gradients of every row: fewer. */
  readonly privateSlotCount: number;
  readonly slotSums: number;
  readonly slotBytes: number;
  /** Requests by row: codes [J, requestRows], settings of draws [J, 4] (64 bits), the reply. */
  readonly requestRows: number;
  readonly request: number;
  readonly draws: number;
  readonly reply: number;
  readonly replyFloats: number;
  readonly tableBytes: number;
  /**
   * For private steps: by slot the gradients of the rows' embeddings [PRIVATE_ROWS, packedInputs], side by side in the order of the
   * step, and squared lengths of the gradients of layers [PRIVATE_ROWS]; what each row is multiplied by; the key of the noise.
   */
  readonly inputGradients: number;
  readonly inputGradientBytes: number;
  readonly packedInputs: number;
  readonly slotSquares: number;
  readonly factors: number;
  readonly noiseKey: number;
  readonly workspaces: readonly WorkspacePlan[];
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
    Math.min(shapes.parts.length, Math.min(MOST_SLOTS, Math.max(LEAST_SLOTS, Math.floor(SLOT_BYTES_IN_ALL / Math.max(1, slotBytes))))),
  );
  const requestRows = Math.min(MOST_REQUEST_ROWS, Math.max(MOST_BLOCK_ROWS, Math.floor(REQUEST_CODES / Math.max(1, J))));
  const replyFloats = Math.max(REPLY_FLOATS, MOST_BLOCK_ROWS * most(({ codes }) => codes));
  const widestTable = most(({ hidden, width }) => Math.max(hidden[0].units, width));
  const tableBytes = Math.max(TABLE_BYTES, 4 * widestTable * most(({ codes }) => Math.min(codes, CHUNK_ROWS)));
  const privateSlotCount = Math.min(slotCount, PRIVATE_SLOTS);
  // a vector more: the last column of the last row may reach beyond it
  const inputGradientBytes = 4 * (PRIVATE_ROWS * shapes.packedInputs + 4);
  const shared = {
    control,
    numbers,
    sequence: memory.floats(J),
    wanted: memory.floats(J),
    batches: [planBatch(memory, J, shapes.parts.length, slotCount), planBatch(memory, J, shapes.parts.length, slotCount)] as const,
    losses: memory.take(8 * shapes.parts.length),
    slotCount,
    privateSlotCount,
    slotSums: memory.take(slotCount * slotBytes),
    slotBytes,
    requestRows,
    request: memory.floats(J * requestRows),
    draws: memory.take(8 * 4 * J),
    reply: memory.floats(replyFloats),
    replyFloats,
    tableBytes,
    inputGradients: memory.take(privateSlotCount * inputGradientBytes),
    inputGradientBytes,
    slotSquares: memory.floats(privateSlotCount * PRIVATE_ROWS),
    factors: memory.floats(PRIVATE_ROWS),
    noiseKey: memory.floats(8),
  };
  const workspaces = Array.from({ length: Math.max(1, threads) }, () => planWorkspace(memory, J, shapes, tableBytes, most));
  return { ...shapes, ...shared, workspaces, bytes: memory.bytes };
}
