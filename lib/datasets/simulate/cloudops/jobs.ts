/** Jobs: a Markov chain from SUBMIT to an end, so that a sequence model can be tested arrow by arrow. */

import { Stream } from "../stream";
import type { CloudAccount } from "./law";

export type State = "SUBMIT" | "QUEUE" | "RUN" | "EVICT" | "FINISH" | "FAIL" | "KILL";
export type Capacity = "on-demand" | "spot";

export const capacities: readonly Capacity[] = ["on-demand", "spot"];
export const SPOT_SHARE = 0.4;
export const endStates: readonly State[] = ["FINISH", "FAIL", "KILL"];

type Arrows = Readonly<Partial<Record<State, Readonly<Partial<Record<State, number>>>>>>;

const common: Arrows = { SUBMIT: { QUEUE: 1 }, EVICT: { QUEUE: 0.9, KILL: 0.1 } };

/** The chance of each next state. */
export const transitions: Readonly<Record<Capacity, Arrows>> = {
  "on-demand": { ...common, QUEUE: { RUN: 0.94, KILL: 0.06 }, RUN: { FINISH: 0.78, FAIL: 0.1, EVICT: 0.05, KILL: 0.07 } },
  spot: { ...common, QUEUE: { RUN: 0.9, KILL: 0.1 }, RUN: { FINISH: 0.55, FAIL: 0.1, EVICT: 0.28, KILL: 0.07 } },
};

export interface Job {
  readonly account: number;
  readonly capacity: Capacity;
  readonly events: readonly { readonly at: number; readonly state: State }[];
}

const HOUR = 3_600_000;
const MEAN_HOURS: Readonly<Record<State, number>> = { SUBMIT: 0.05, QUEUE: 0.5, RUN: 3, EVICT: 0.1, FINISH: 0, FAIL: 0, KILL: 0 };

/** The jobs of a seed; times are milliseconds after the first day begins. */
export function jobsOf(seed: number, accounts: readonly CloudAccount[], days: number): (i: number) => Job {
  const choices = new Stream(seed, "cloudops/job/account");
  const kinds = new Stream(seed, "cloudops/job/capacity");
  const starts = new Stream(seed, "cloudops/job/submitted");
  const steps = new Stream(seed, "cloudops/job/state");
  const waits = new Stream(seed, "cloudops/job/wait");
  const weights = accounts.map(({ weight }) => weight);

  return (i) => {
    const capacity = kinds.at(i).chance(SPOT_SHARE) ? "spot" : "on-demand";
    const events: { at: number; state: State }[] = [];
    let at = Math.floor(starts.at(i).uniform() * days * 24 * HOUR);
    let state: State | undefined = "SUBMIT";
    for (let step = 0; state !== undefined; step++) {
      events.push({ at, state });
      // at least a second passes, so that the times are in the order of the events
      at += 1000 + Math.floor(-Math.log(1 - waits.at(i, step).uniform()) * MEAN_HOURS[state] * HOUR);
      state = nextState(steps.at(i, step), transitions[capacity][state]);
    }
    return { account: choices.at(i).category(weights), capacity, events };
  };
}

const allStates: readonly State[] = ["SUBMIT", "QUEUE", "RUN", "EVICT", "FINISH", "FAIL", "KILL"];

function nextState(draw: Stream, arrows: Readonly<Partial<Record<State, number>>> | undefined): State | undefined {
  if (arrows === undefined) return undefined;
  return allStates[draw.category(allStates.map((state) => arrows[state] ?? 0))];
}

/** P(the job finishes) = q F / (1 - 0.9 q E), and the mean number of events. */
export function jobTruths(capacity: Capacity): { readonly finishes: number; readonly events: number; readonly evicted: number } {
  const { QUEUE, RUN, EVICT } = transitions[capacity];
  const [q, finish, evict, again] = [QUEUE?.RUN ?? 0, RUN?.FINISH ?? 0, RUN?.EVICT ?? 0, EVICT?.QUEUE ?? 0];
  const queues = 1 / (1 - q * evict * again);
  // a visit to the queue writes QUEUE, then KILL or RUN and what follows RUN, then perhaps the KILL after EVICT
  const eventsPerVisit = 1 + (1 - q) + 2 * q + q * evict * (1 - again);
  return { finishes: q * finish * queues, events: 1 + queues * eventsPerVisit, evicted: q * evict };
}
