/**
 * What an exercise is to the grader: a slow, obvious version of the answer, the cases on which both are run, and the
 * slips that a reasonable person makes. All of it is visible: a learner may read what is asked here.
 */

import type { Rng } from "../../index";

export interface Exercise {
  /** The notebook's id and a number: "04a.1". */
  readonly id: string;
  readonly title: string;
  /** The notebook's file name without its ending: "04a-train-and-generate". */
  readonly notebook: string;
  /** Where the idea is explained, for the feedback: the heading in the notebook. */
  readonly explainedIn: string;
  readonly minutes: number;
  /** What is asked, for the feedback: "a function of two columns that returns a number". */
  readonly asks: string;
  /** Direction, concept, near-solution. */
  readonly hints: readonly [string, string, string];
  /** What the right answer means, in one or two sentences. */
  readonly meaning: string;
  /** The slow, obvious version. */
  readonly obvious: Answer;
  /** The visible case first, then the edge cases, then the random ones. */
  readonly cases: readonly Case[];
  readonly slips: readonly Slip[];
}

/** An answer as the grader calls it; what the learner's returns is checked, never trusted. */
export type Answer = (...input: readonly never[]) => unknown;

/** One named test: the answer is called with the input, and its result compared with that of the obvious version. */
export interface Case {
  readonly id: string;
  readonly name: string;
  /** The arguments, new at every call, so that an answer that writes to them spoils nothing. */
  readonly input: (rng: Rng) => readonly unknown[];
  /** How many inputs are drawn; more than one only where the input is random. */
  readonly draws: number;
}

/** A wrong answer that is nearly right: whoever gives its results on every case is told the cause. */
export interface Slip {
  readonly answer: Answer;
  /** What probably happened, as a sentence that does not give the answer away. */
  readonly cause: string;
}
