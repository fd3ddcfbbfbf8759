/** Calling a learner's function so that a loop without end costs seconds, not the notebook. */

import { createContext, Script } from "node:vm";

export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";
}

const CALL = new Script("call()");

/**
 * Calls the function and awaits what it returns. Synchronous code is stopped by the engine at the limit; what is awaited
 * is left to itself when the limit has passed.
 */
export async function withinTime(call: () => unknown, milliseconds: number): Promise<unknown> {
  const result = callSynchronously(call, milliseconds);
  if (!(result instanceof Promise)) return result;
  return raceAgainst(result, milliseconds);
}

function callSynchronously(call: () => unknown, milliseconds: number): unknown {
  try {
    return CALL.runInContext(createContext({ call }), { timeout: milliseconds });
  } catch (thrown) {
    if (codeOf(thrown) === "ERR_SCRIPT_EXECUTION_TIMEOUT") throw tooLong(milliseconds);
    throw thrown;
  }
}

async function raceAgainst(promise: Promise<unknown>, milliseconds: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLong(milliseconds)), milliseconds);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLong(milliseconds: number): TimeLimitError {
  return new TimeLimitError(`not finished after ${milliseconds / 1000} s`);
}

function codeOf(thrown: unknown): unknown {
  return typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, "code") : undefined;
}
