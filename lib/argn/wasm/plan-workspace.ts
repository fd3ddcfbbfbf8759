/** Where each thread works. */

import type { Allotment } from "./allotment";
import { CHUNK_ROWS, PRIVATE_ROWS } from "./chunk-rows";
import { MOST_BLOCK_ROWS, PRIVATE_BLOCKS, type Shapes, type SubColumnPlan } from "./plan-sub-columns";

/** What one thread needs for itself. */
export interface WorkspacePlan {
  /** Tables of the first layer, or their gradients. */
  readonly tables: number;
  /** Pairs (table, index), or triples (masks, numbers, width). */
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
  /** Transposed weights: entry 0 those parts of a first weight that are in use, then one entry per layer above. */
  readonly transposed: readonly number[];
  readonly embeddedGradient: number;
  /** Gradients of one sub-column's layers, zero between steps. */
  readonly layerGradient: number;
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

export function planWorkspace(
  memory: Allotment,
  J: number,
  { subColumns, presentBytes }: Shapes,
  tableBytes: number,
  most: (of: (subColumn: SubColumnPlan) => number) => number,
): WorkspacePlan {
  const firstUnits = most(({ hidden }) => hidden[0].units);
  const depth = subColumns.reduce((max, { hidden }) => Math.max(max, hidden.length), 1);
  const deeperUnits = Array.from({ length: depth }, (_, layer) => (layer === 0 ? 0 : most(({ hidden }) => hidden[layer]?.units ?? 4)));
  const inputs = subColumns.reduce((sum, { width }) => sum + width, 0);
  // layers above the first may stand at any depth: the output follows the last hidden layer
  const aboveFirst = most(({ hidden, output }) => Math.max(...[...hidden.slice(1), output].map(({ inputs, units }) => inputs * units)));
  const mostCodes = most(({ codes }) => codes);
  return {
    tables: memory.take(tableBytes),
    pairs: memory.take(12 * J),
    embedded: memory.take(presentBytes),
    first: memory.floats(CHUNK_ROWS * firstUnits),
    firstGradient: memory.floats(CHUNK_ROWS * firstUnits),
    deeper: deeperUnits.map((units) => memory.floats(MOST_BLOCK_ROWS * units)),
    deeperGradient: deeperUnits.map((units) => memory.floats(MOST_BLOCK_ROWS * units)),
    logits: memory.floats(most(({ blockRows, paddedCodes }) => blockRows * paddedCodes)),
    transposed: [inputs * firstUnits, ...deeperUnits.map(() => aboveFirst)].map((length) => memory.floats(length)),
    embeddedGradient: memory.floats(
      Math.max(
        PRIVATE_BLOCKS * MOST_BLOCK_ROWS * inputs,
        most(({ codes, width }) => Math.min(codes, CHUNK_ROWS) * width),
      ),
    ),
    layerGradient: memory.floats(most(({ parts, length }) => (parts === 1 ? length : 0))),
    slots: memory.floats(mostCodes),
    heap: memory.floats(mostCodes),
    index: memory.floats(J * CHUNK_ROWS),
    present: memory.floats(J * CHUNK_ROWS),
    rowNumbers: memory.floats(PRIVATE_ROWS),
    inputSquares: memory.floats(PRIVATE_ROWS),
    codeNumbers: memory.floats(PRIVATE_ROWS),
    noiseWords: memory.floats(128),
  };
}
