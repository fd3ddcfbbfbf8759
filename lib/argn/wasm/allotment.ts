/** Handing out memory: aligned runs of bytes, front to back. */

import { FIRST_FREE_BYTE } from "./kernels";

/** Bytes of a cache line: every run starts on one. */
export const LINE = 64;

/** Up to whole vectors of four floats. */
export function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Hands out memory front to back. */
export class Allotment {
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
