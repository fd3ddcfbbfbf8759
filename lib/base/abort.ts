/** Stopping long work, and letting the event loop breathe while it runs. */

import { AbortError } from "./errors";

/** Throws an AbortError when the signal has been raised. */
export function throwIfAborted(signal: AbortSignal | undefined, action: string): void {
  if (signal?.aborted === true) throw new AbortError(`${action}: stopped on request`);
}

const LONGEST_MILLISECONDS_WITHOUT_A_BREATH = 12;

/** Gives timers, progress and abort signals a turn: to await between two pieces of work of some milliseconds each. */
export function breath(): Promise<void> {
  return new Promise<void>((resolve) => setImmediate(resolve));
}

/**
 * A function to await inside a long loop: it gives timers, progress and abort signals a turn as soon as 12 ms have
 * passed, and costs next to nothing before.
 */
export function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < LONGEST_MILLISECONDS_WITHOUT_A_BREATH) return;
    await breath();
    last = performance.now();
  };
}
