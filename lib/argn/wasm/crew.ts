/**
 * The threads that work off jobs. A leader publishes a job and takes part; helpers wait for one. Tasks are handed out by
 * one atomic counter, whoever comes first: tasks write to places of their own, so the result does not depend on it.
 */

import { breather } from "../../base/abort";
import { Job, STOP } from "./job";
import type { Network } from "./network";

/** Words of the control block. */
const GENERATION = 0;
const NEXT = 1;
const FINISHED = 2;
const FAILED = 3;
const KIND = 4;
const TASKS = 5;

/** Looks at a word so many times before it goes to sleep: steps follow each other faster than a thread wakes up. */
const LOOKS = 20_000;
const MILLISECONDS_BETWEEN_LOOKS = 1000;

/** What the leader of the crew does. */
export class Crew {
  readonly #control: Int32Array;

  /** With helpers, the leader runs in a thread of its own, and may sleep. Without, it may stand on the main thread, and must not. */
  constructor(
    readonly network: Network,
    readonly helpers: number,
  ) {
    this.#control = controlOf(network);
  }

  /** Works off a job, once `first` is done while the helpers have begun; alone, it lets the event loop breathe. */
  async run(kind: number, tasks: number, first?: () => void): Promise<void> {
    this.#publish(kind, tasks);
    try {
      first?.();
      await this.#workOff(new Job(this.network, kind), tasks);
    } finally {
      waitFor(this.#control, FINISHED, (finished) => finished === this.helpers);
    }
    if (Atomics.load(this.#control, FAILED) !== 0)
      throw new Error("Cannot go on: a worker thread of the fast engine failed. Make a new engine");
  }

  async #workOff(job: Job, tasks: number): Promise<void> {
    const breathe = breather();
    for (let task = claim(this.#control); task < tasks; task = claim(this.#control)) {
      const work = job.perform(task);
      while (work.next().done !== true) if (this.helpers === 0) await breathe();
      if (this.helpers === 0) await breathe();
    }
  }

  /** Sends the helpers home. */
  stop(): void {
    this.#publish(STOP, 0);
  }

  #publish(kind: number, tasks: number): void {
    const control = this.#control;
    control[KIND] = kind;
    control[TASKS] = tasks;
    Atomics.store(control, NEXT, 0);
    Atomics.store(control, FINISHED, 0);
    Atomics.add(control, GENERATION, 1);
    if (this.helpers > 0) Atomics.notify(control, GENERATION);
  }
}

/** What a helper does, until it is stopped. `ready` is called once it listens. */
export function help(network: Network, ready: () => void, failed: (thrown: unknown) => void): void {
  const control = controlOf(network);
  let generation = Atomics.load(control, GENERATION);
  ready();
  for (;;) {
    const last = generation;
    generation = waitFor(control, GENERATION, (now) => now !== last);
    if (control[KIND] === STOP) return;
    try {
      workOff(network, control);
    } catch (thrown) {
      Atomics.store(control, FAILED, 1);
      failed(thrown);
    }
    Atomics.add(control, FINISHED, 1);
    Atomics.notify(control, FINISHED);
  }
}

function workOff(network: Network, control: Int32Array): void {
  const job = new Job(network, control[KIND]);
  const tasks = control[TASKS];
  for (let task = claim(control); task < tasks; task = claim(control)) {
    const work = job.perform(task);
    while (work.next().done !== true);
  }
}

function claim(control: Int32Array): number {
  return Atomics.add(control, NEXT, 1);
}

function waitFor(control: Int32Array, word: number, done: (value: number) => boolean): number {
  for (let looks = 0; ; looks++) {
    const value = Atomics.load(control, word);
    if (done(value)) return value;
    if (looks > LOOKS) Atomics.wait(control, word, value, MILLISECONDS_BETWEEN_LOOKS);
  }
}

function controlOf({ heap, plan }: Network): Int32Array {
  return heap.integers.subarray(plan.control >>> 2, (plan.control >>> 2) + 64);
}
