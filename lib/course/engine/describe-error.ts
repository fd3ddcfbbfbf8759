/** A thrown value as a learner reads it: its name, its message, and the frames that are theirs. */

import { inspect } from "node:util";
import type { ErrorOutput } from "./cell-events";

const FOREIGN_FRAME = /[( ]node:|node_modules[\\/]tslab|[\\/]course[\\/]engine[\\/]|\(native\)|at new Promise|at <anonymous>$/;
const CELL_FRAME = /evalmachine\.<anonymous>:\d+(:\d+)?/;
const MOST_FRAMES = 8;

/** The error as nbformat stores it, without the frames of the engine and of Node. */
export function describeError(thrown: unknown): ErrorOutput {
  if (!(thrown instanceof Error)) {
    return { output_type: "error", ename: "Thrown value", evalue: inspect(thrown, { depth: 2 }), traceback: [] };
  }
  return { output_type: "error", ename: thrown.name, evalue: thrown.message, traceback: [...frames(thrown), ...causes(thrown)] };
}

/**
 * The frames of a stack that are the learner's or the library's. A line in a cell has no number: the numbers that Node
 * gives belong to the JavaScript that was made from it.
 */
function frames(error: Error): string[] {
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const own = lines.filter((line) => !FOREIGN_FRAME.test(line)).map((line) => line.trim().replace(CELL_FRAME, "this notebook"));
  return own.filter((line, i) => line !== own[i - 1]).slice(0, MOST_FRAMES);
}

function causes(error: Error): string[] {
  const inner = error instanceof AggregateError ? error.errors : error.cause === undefined ? [] : [error.cause];
  return inner.map(
    (cause: unknown) => `caused by ${cause instanceof Error ? `${cause.name}: ${cause.message}` : inspect(cause, { depth: 1 })}`,
  );
}
