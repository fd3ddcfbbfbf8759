/** Membership inference by distances: can an attacker who has the synthetic rows tell whose row was trained on? */

import { checkInteger, checkOptions } from "../base/check";
import { Rng } from "../base/random";
import { areaUnderCurve } from "../predictors/scores";
import type { Table } from "../table/table";
import { alignTrio, type Trio } from "./align-trio";
import { fitDistanceEncoding, type Points } from "./distance-encoding";
import { nearestNeighbours, type NeighbourOptions } from "./nearest-neighbours";

export interface MembershipOptions {
  readonly seed?: number | string;
  /** Members, and as many others, that the attacker guesses at, at most (1,000). */
  readonly guesses?: number;
  /** Rows among which neighbours are searched, at most, per table (20,000). */
  readonly referenceRows?: number;
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

export interface MembershipByDistance {
  /** The chance that a random member gets a higher score than a random other row; 0.5 is guessing, below it the attack fails too. */
  readonly auc: { readonly value: number; readonly interval: readonly [number, number]; readonly baseline: number };
  /** Share of the members that the attacker names while naming at most a tenth of the others; 0.1 is guessing. */
  readonly foundAtTenth: { readonly value: number; readonly baseline: number } | { readonly notComputed: string };
  /** The greatest difference of the shares of members and others that one threshold names, 0 to 1; chance alone gives some. */
  readonly advantage: number;
  readonly members: number;
  readonly others: number;
}

const OPTIONS = ["seed", "guesses", "referenceRows", "threads", "signal"];
const ACTION = "Cannot attack by distance";
const GUESSING = 0.5;
const [LEAST_OTHERS, FALSE_ALARMS] = [100, 0.1];
const TINY = 1e-9;
const NORMAL_95 = 1.96;

/**
 * An attack on single people. The attacker has the synthetic rows and other real rows of the same kind (half of the
 * holdout), and scores each row in question: the nearer it lies to the synthetic rows than to the others, the likelier it
 * was trained on. Half of the guesses are training rows, half are the other half of the holdout.
 *
 *   score(x) = log (distance to the nearest other row / distance to the nearest synthetic row)
 *
 * One attack of many: an area near 0.5 says that this one fails, never that no other works, and a mean hides the few whose
 * rows stand alone. Training and holdout must be random halves of the same rows, or the attack tells the halves apart.
 *
 * Source: van Breugel, Sun, Qian and van der Schaar, "Membership Inference Attacks against Synthetic Data through Overfitting
 * Detection" (2023), section 3, the ratio of densities told by nearest neighbours; Hanley and McNeil (1982) for the interval.
 *
 * @throws {RangeError} without a holdout of at least 4 rows
 * @example
 * const rng = new Rng(1);
 * const draw = () => Table.of({ x: Array.from({ length: 200 }, () => rng.normal()), y: Array.from({ length: 200 }, () => rng.normal()) });
 * const [training, holdout] = [draw(), draw()];
 * const copied = await membershipByDistance({ training, holdout, synthetic: training });
 * assert.ok(copied.auc.value > 0.95);
 */
export async function membershipByDistance(trio: Trio, options: MembershipOptions = {}): Promise<MembershipByDistance> {
  checkOptions(ACTION, options, OPTIONS);
  const { seed = 1, guesses = 1000, referenceRows = 20_000 } = options;
  checkInteger(ACTION, "guesses", guesses, 2);
  checkInteger(ACTION, "referenceRows", referenceRows, 1);
  const { training, holdout, synthetic } = alignTrio(trio);
  if (holdout === undefined || holdout.rowCount < 4) {
    throw new RangeError(
      `${ACTION}: the holdout has ${holdout?.rowCount ?? 0} rows; half of it is the attacker's, half is guessed at, so it needs at least 4`,
    );
  }
  const rng = new Rng(seed).fork("membership");
  const halves = rng.fork("holdout").permutation(holdout.rowCount);
  const half = holdout.rowCount >> 1;
  const others = holdout.take(halves.subarray(0, half).subarray(0, guesses));
  const known = holdout.take(halves.subarray(half).subarray(0, referenceRows));
  const members = training.take(rng.fork("training").permutation(training.rowCount).subarray(0, others.rowCount));
  const made = synthetic.take(rng.fork("synthetic").permutation(synthetic.rowCount).subarray(0, referenceRows));
  // the attacker has never seen the training rows: distances are measured in what is known and what was made
  const encode = fitDistanceEncoding([known, made], "mixed");
  const attack = async (rows: Table): Promise<Float64Array> =>
    scoresOf(encode(rows), { known: encode(known), made: encode(made) }, options);
  return judged(await attack(members), await attack(others));
}

async function scoresOf(
  rows: Points,
  { known, made }: { readonly known: Points; readonly made: Points },
  { threads, signal }: NeighbourOptions,
): Promise<Float64Array> {
  const toKnown = await nearestNeighbours(rows, known, "mixed", { threads, signal });
  const toMade = await nearestNeighbours(rows, made, "mixed", { threads, signal });
  // a copy has the distance 0: it gets the highest score, not an infinite one
  return toKnown.first.map((distance, i) => Math.log((distance + TINY) / (toMade.first[i] + TINY)));
}

function judged(members: Float64Array, others: Float64Array): MembershipByDistance {
  const scores = Float64Array.of(...members, ...others);
  const value = areaUnderCurve(
    Array.from(scores, (_, i) => i < members.length),
    scores,
  );
  const reach = NORMAL_95 * areaStandardError(value, members.length, others.length);
  const sorted = others.toSorted((a, b) => b - a);
  const foundAbove = (threshold: number): number => members.filter((score) => score > threshold).length / members.length;
  const advantages = sorted.map((threshold, named) => foundAbove(threshold) - named / others.length);
  return {
    auc: { value, interval: [Math.max(0, value - reach), Math.min(1, value + reach)], baseline: GUESSING },
    foundAtTenth:
      others.length < LEAST_OTHERS
        ? {
            notComputed: `${others.length} rows that were not trained on are too few for a share of a tenth; at least ${LEAST_OTHERS} are needed`,
          }
        : { value: foundAbove(sorted[Math.floor(FALSE_ALARMS * others.length)]), baseline: FALSE_ALARMS },
    advantage: advantages.reduce((most, advantage) => Math.max(most, advantage), 0),
    members: members.length,
    others: others.length,
  };
}

/** Hanley and McNeil (1982), equation 1. */
function areaStandardError(area: number, positives: number, negatives: number): number {
  const [pairs, triples] = [area / (2 - area), (2 * area * area) / (1 + area)];
  const variance = area * (1 - area) + (positives - 1) * (pairs - area * area) + (negatives - 1) * (triples - area * area);
  return Math.sqrt(variance / (positives * negatives));
}
