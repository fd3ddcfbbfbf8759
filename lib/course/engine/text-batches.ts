/** Streams of text in pieces of a readable size: at most one message every 16 ms, and none lost. */

import type { StreamName } from "./cell-events";

const MILLISECONDS_PER_BATCH = 16;
const MOST_CHARACTERS_PER_BATCH = 1 << 16;

/** Collects what a cell prints and hands it on in order. */
export interface TextBatches {
  write(job: number, name: StreamName, text: string): void;
  /** Hands on what is held back; call it before anything that must come after the text. */
  flush(): void;
}

/**
 * Batches that end in `deliver`. A cell that never yields gets no timer, so each write looks at the clock too.
 */
export function textBatches(deliver: (job: number, name: StreamName, text: string) => void): TextBatches {
  let held: { job: number; name: StreamName; pieces: string[]; characters: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastDelivery = -Infinity;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (held === undefined) return;
    const { job, name, pieces } = held;
    held = undefined;
    lastDelivery = performance.now();
    deliver(job, name, pieces.join(""));
  }

  function write(job: number, name: StreamName, text: string): void {
    if (held !== undefined && (held.job !== job || held.name !== name)) flush();
    held ??= { job, name, pieces: [], characters: 0 };
    held.pieces.push(text);
    held.characters += text.length;
    const isDue = performance.now() - lastDelivery >= MILLISECONDS_PER_BATCH;
    if (isDue || held.characters >= MOST_CHARACTERS_PER_BATCH) flush();
    else timer ??= setTimeout(flush, MILLISECONDS_PER_BATCH);
  }

  return { write, flush };
}
