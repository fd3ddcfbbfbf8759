/** Where the rows of a training chunk lie, and who does what with them. */

import type { Allotment } from "./allotment";
import { CHUNK_ROWS } from "./chunk-rows";

export interface BatchPlan {
  /** Codes, numbers of the codes, codes present [J, CHUNK_ROWS] and how many are present [J]. */
  readonly codes: number;
  readonly index: number;
  readonly present: number;
  readonly counts: number;
  /** Sub-columns in their order [J]. */
  readonly sequence: number;
  /** Which parts each slot works off: starts [slots + 1], members [parts]; which sub-columns it has gradients of [slots, J]. */
  readonly slotStarts: number;
  readonly slotMembers: number;
  readonly slotFilled: number;
}

export function planBatch(memory: Allotment, J: number, parts: number, slotCount: number): BatchPlan {
  return {
    codes: memory.floats(J * CHUNK_ROWS),
    index: memory.floats(J * CHUNK_ROWS),
    present: memory.floats(J * CHUNK_ROWS),
    counts: memory.floats(J),
    sequence: memory.floats(J),
    slotStarts: memory.floats(slotCount + 1),
    slotMembers: memory.floats(parts),
    slotFilled: memory.floats(slotCount * J),
  };
}
