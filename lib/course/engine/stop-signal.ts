/**
 * Stopping a cell and keeping what it has: an AbortSignal that the stop button, or Ctrl-C in Jupyter, raises.
 */

/** One process may hold two copies of this file (after a reload): both must find the same state. */
const STATE = Symbol.for("synthetic-tables.stop-signal");

interface StopState {
  controller: AbortController | undefined;
  /** Set in our own engine, which hears SIGINT itself and says when a cell ends. */
  isManaged: boolean;
  /** Under Jupyter: takes our listener away and puts the kernel's back. */
  giveBack: (() => void) | undefined;
  /** Under Jupyter: what marks the cell that asked. */
  writeOfTheCell: unknown;
}

/**
 * The signal that is raised when you stop the running cell. Give it to long work, and the work ends early with the best
 * it has, so that the cell completes and its result can be used.
 *
 * It belongs to the cell that asks for it: ask again in each cell. Pressing stop a second time ends the cell at once.
 *
 *     const argn = await TabularARGN.train(training, { seed: 1, signal: stopSignal() });
 */
export function stopSignal(): AbortSignal {
  const state = stopState();
  if (!state.isManaged) return signalInJupyter(state);
  state.controller ??= new AbortController();
  return state.controller.signal;
}

/** For the engine: raises the running cell's signal. Says whether anybody had asked for it and it was not raised yet. */
export function raiseStop(): boolean {
  const { controller } = stopState();
  if (controller === undefined || controller.signal.aborted) return false;
  controller.abort();
  return true;
}

/** For the engine: a new cell begins, with a signal of its own. */
export function renewStop(): void {
  const state = stopState();
  state.isManaged = true;
  state.controller = undefined;
}

function stopState(): StopState {
  const kept: StopState | undefined = Reflect.get(globalThis, STATE);
  if (kept !== undefined) return kept;
  const fresh: StopState = { controller: undefined, isManaged: false, giveBack: undefined, writeOfTheCell: undefined };
  Reflect.set(globalThis, STATE, fresh);
  return fresh;
}

/**
 * Under Jupyter's tslab kernel SIGINT gives up the cell at once. While a signal is out, the first SIGINT raises it and
 * nothing else; the second does what the kernel always does. The kernel gives every cell a `process.stdout.write` of its
 * own, which tells whether the cell that asked still runs.
 */
function signalInJupyter(state: StopState): AbortSignal {
  if (state.controller !== undefined && state.writeOfTheCell === process.stdout.write) return state.controller.signal;
  state.giveBack?.();
  const controller = new AbortController();
  state.controller = controller;
  state.writeOfTheCell = process.stdout.write;
  listenFirst(state, controller);
  return controller.signal;
}

function listenFirst(state: StopState, controller: AbortController): void {
  const earlier = process.listeners("SIGINT");
  const onInterrupt = (signal: NodeJS.Signals): void => {
    state.giveBack?.();
    if (process.stdout.write === state.writeOfTheCell) controller.abort();
    else for (const listener of earlier) listener(signal);
  };
  state.giveBack = () => {
    state.giveBack = undefined;
    process.removeListener("SIGINT", onInterrupt);
    for (const listener of earlier) process.on("SIGINT", listener);
  };
  process.removeAllListeners("SIGINT");
  process.on("SIGINT", onInterrupt);
}
