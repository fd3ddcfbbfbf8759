/** Work that is written once, as a generator that pauses between its pieces, and done at once or in turns with the event loop. */

import { breather, throwIfAborted } from "./abort";

/** Does all pieces one after another. */
export function atOnce<Result>(work: Generator<undefined, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** Lets the event loop breathe between the pieces; throws an AbortError there when the signal has been raised. */
export async function inTurns<Result>(work: Generator<undefined, Result>, signal?: AbortSignal, action = "Work"): Promise<Result> {
  const breathe = breather();
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    await breathe();
    throwIfAborted(signal, action);
  }
}
