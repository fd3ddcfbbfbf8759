/** Exercises of 04c-train-synthetic-test-real. */

import { Table, type Rng } from "../../index";
import type { Exercise } from "./exercise";

type Score = (learnFrom: Table, examineOn: Table) => number;

interface Rows {
  readonly training: Table;
  readonly holdout: Table;
  readonly synthetic: Table;
}

const examination: Exercise = {
  id: "04c.1",
  title: "a fair examination",
  notebook: "04c-train-synthetic-test-real",
  explainedIn: "Two learners, one examination",
  minutes: 8,
  asks: "a function of a score and { training, holdout, synthetic } that returns { value, reference }",
  hints: [
    "Two learners, one examination. Which rows has neither of them seen, and who has more to learn from?",
    "Both are examined on the holdout rows. The smaller of the two row counts decides how many rows each learns from; table.slice(0, n) gives the first n.",
    "const rows = Math.min(training.rowCount, synthetic.rowCount); value is score(synthetic.slice(0, rows), holdout); reference is the same with the training rows.",
  ],
  meaning: "Train synthetic, test real, beside train real, test real: the one difference between the two is where the rows came from.",
  obvious: usefulness,
  cases: [
    { id: "visible", name: "tables of equal length", input: () => [score, rowsOf("1 2 3", "4 5", "6 7 8")], draws: 1 },
    { id: "more", name: "more synthetic rows than training rows", input: () => [score, rowsOf("1 2", "4 5 6", "6 7 8 9")], draws: 1 },
    { id: "fewer", name: "fewer synthetic rows than training rows", input: () => [score, rowsOf("1 2 3 4", "5 6", "7 8")], draws: 1 },
    { id: "random", name: "random tables", input: (rng) => [score, drawRows(rng)], draws: 20 },
  ],
  slips: [
    {
      answer: (scoreOf: Score, { training, holdout, synthetic }: Rows) => ({
        value: scoreOf(synthetic, holdout),
        reference: scoreOf(training, holdout),
      }),
      cause: "Right where both tables have the same length. Elsewhere one learner has more rows to learn from.",
    },
    {
      answer: (scoreOf: Score, rows: Rows) => usefulness(scoreOf, { ...rows, holdout: rows.training }),
      cause: "You examine on rows that one of the learners has learnt from: it has seen the answers.",
    },
    {
      answer: (scoreOf: Score, rows: Rows) => usefulness(scoreOf, { ...rows, holdout: rows.synthetic }),
      cause: "You examine on synthetic rows. Asked is how both do with real people.",
    },
    {
      answer: (scoreOf: Score, rows: Rows) => {
        const { value, reference } = usefulness(scoreOf, rows);
        return { value: reference, reference: value };
      },
      cause: "Value and reference are the wrong way round: the reference is what real rows teach.",
    },
  ],
};

const paired: Exercise = {
  id: "04c.2",
  title: "a paired difference",
  notebook: "04c-train-synthetic-test-real",
  explainedIn: "Is the gap noise?",
  minutes: 8,
  asks: "a function of two lists of losses that returns { difference, standardError }",
  hints: [
    "What do you do first: average each list, or compare person by person?",
    "Make one list of gaps, synthetic minus real. Everything else is about that one list: its mean, and the spread of its entries round the mean.",
    "const gaps = synthetic.map((loss, i) => loss - real[i]); difference is their mean; the variance is the sum of (gap - difference) squared, divided by n - 1; standardError is Math.sqrt(variance / n).",
  ],
  meaning:
    "The difference give or take two standard errors is an interval of about 95 %. If 0 lies outside of it, the loss is more than an accident of these people.",
  obvious: pairedDifference,
  cases: [
    {
      id: "visible",
      name: "four people",
      input: () => [
        [0.1, 2, 0.3, 1.2],
        [0.2, 2.1, 0.3, 1.4],
      ],
      draws: 1,
    },
    {
      id: "constant",
      name: "the same gap for everybody has no error",
      input: () => [
        [1, 2, 3],
        [1.5, 2.5, 3.5],
      ],
      draws: 1,
    },
    {
      id: "two",
      name: "two people",
      input: () => [
        [0, 1],
        [1, 0.5],
      ],
      draws: 1,
    },
    { id: "random", name: "random losses", input: (rng) => [drawLosses(rng.fork("real")), drawLosses(rng.fork("synthetic"))], draws: 20 },
  ],
  slips: [
    {
      answer: (real: readonly number[], synthetic: readonly number[]) => ({
        difference: pairedDifference(real, synthetic).difference,
        standardError: Math.sqrt((varianceOf(real) + varianceOf(synthetic)) / real.length),
      }),
      cause: "This is the error of two lists that have nothing to do with each other. Here entry i of both is the same person.",
    },
    {
      answer: (real: readonly number[], synthetic: readonly number[]) => {
        const { difference, standardError } = pairedDifference(real, synthetic);
        return { difference, standardError: standardError * Math.sqrt((real.length - 1) / real.length) };
      },
      cause: "You divide the squares by n. The mean was taken from the same gaps, so n - 1 of them are free.",
    },
    {
      answer: (real: readonly number[], synthetic: readonly number[]) => pairedDifference(synthetic, real),
      cause: "The sign is turned: asked is synthetic minus real.",
    },
    {
      answer: (real: readonly number[], synthetic: readonly number[]) => {
        const { difference, standardError } = pairedDifference(real, synthetic);
        return { difference, standardError: standardError * Math.sqrt(real.length) };
      },
      cause: "This is the spread of the single gaps. The mean of n gaps is surer than one of them: by which factor?",
    },
  ],
};

export const exercises04c: readonly Exercise[] = [examination, paired];

function usefulness(scoreOf: Score, { training, holdout, synthetic }: Rows): { value: number; reference: number } {
  const first = (table: Table): Table => table.filter((_, i) => i < Math.min(training.rowCount, synthetic.rowCount));
  return { value: scoreOf(first(synthetic), holdout), reference: scoreOf(first(training), holdout) };
}

function pairedDifference(real: readonly number[], synthetic: readonly number[]): { difference: number; standardError: number } {
  const gaps = real.map((loss, i) => synthetic[i] - loss);
  return { difference: meanOf(gaps), standardError: Math.sqrt(varianceOf(gaps) / gaps.length) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + (value - meanOf(values)) ** 2, 0) / (values.length - 1);
}

/** A number that tells which rows were learnt from and which were examined, in their order. */
function score(learnFrom: Table, examineOn: Table): number {
  const digest = (table: Table): number => [...table.rows()].reduce((sum, row) => (7 * sum + Number(row.x)) % 101, 1);
  return (101 * digest(learnFrom) + digest(examineOn)) / 101 ** 2;
}

function rowsOf(training: string, holdout: string, synthetic: string): Rows {
  const table = (numbers: string): Table => Table.of({ x: numbers.split(" ").map(Number) });
  return { training: table(training), holdout: table(holdout), synthetic: table(synthetic) };
}

function drawRows(rng: Rng): Rows {
  const numbers = (name: string): string =>
    Array.from({ length: 2 + rng.fork(`${name} rows`).integer(5) }, (_, i) => rng.fork(name).fork(i).integer(100)).join(" ");
  return rowsOf(numbers("training"), numbers("holdout"), numbers("synthetic"));
}

function drawLosses(rng: Rng): number[] {
  return Array.from({ length: 8 }, () => -Math.log(0.01 + 0.98 * rng.uniform()));
}
