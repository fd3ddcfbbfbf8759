/** Exercises of 04a-train-and-generate. */

import { Table, type Rng } from "../../index";
import type { Exercise } from "./exercise";

/** The share of each label. */
type Shares = ReadonlyMap<string, number>;

/** How well two tables agree, 0 to 1. */
type Accuracy = (a: Table, b: Table) => number;

interface Trio {
  readonly training: Table;
  readonly holdout: Table;
  readonly synthetic: Table;
}

const JOBS = ["cook", "driver", "nurse", "smith", "teacher"];

/** The overlap of two distributions, label by label: 1 - half the sum of differences, seen from the other side. */
function overlap(real: Shares, synthetic: Shares): number {
  return [...real].map(([label, share]) => Math.min(share, synthetic.get(label) ?? 0)).reduce((a, b) => a + b, 0);
}

function differences(real: Shares, synthetic: Shares, labels: Iterable<string>): number {
  return [...labels].map((label) => Math.abs((real.get(label) ?? 0) - (synthetic.get(label) ?? 0))).reduce((a, b) => a + b, 0);
}

function bothLabels(real: Shares, synthetic: Shares): Set<string> {
  return new Set([...real.keys(), ...synthetic.keys()]);
}

const byHand: Exercise = {
  id: "04a.1",
  title: "the accuracy of one column by hand",
  notebook: "04a-train-and-generate",
  explainedIn: "What accuracy means",
  minutes: 10,
  asks: "a function of two maps from label to share that returns a number from 0 to 1",
  hints: [
    "Take the labels one at a time: how far apart are the two shares? Which labels have to be looked at?",
    'A label may stand in one table only; its share in the other is 0, and map.get(label) ?? 0 says so. What one label has too much, others have too little: each difference is counted twice. See "What accuracy means".',
    "const labels = new Set([...real.keys(), ...synthetic.keys()]); add up Math.abs of the difference of the two shares over these labels; the accuracy is 1 minus half of the sum.",
  ],
  meaning:
    "Accuracy is the overlap of two distributions: 0.97 means that 3 in 100 rows would have to change their label for the shares to be equal.",
  obvious: overlap,
  cases: [
    {
      id: "visible",
      name: "0.5 and 0.5 against 0.7 and 0.3 overlap by 0.8",
      input: () => [shares({ yes: 0.5, no: 0.5 }), shares({ yes: 0.7, no: 0.3 })],
      draws: 1,
    },
    { id: "equal", name: "equal shares give 1", input: () => [shares({ a: 0.2, b: 0.8 }), shares({ b: 0.8, a: 0.2 })], draws: 1 },
    {
      id: "lost",
      name: "a label that the synthetic table has lost",
      input: () => [shares({ a: 0.6, b: 0.3, c: 0.1 }), shares({ a: 0.7, b: 0.3 })],
      draws: 1,
    },
    {
      id: "invented",
      name: "a label that the synthetic table has invented",
      input: () => [shares({ a: 0.7, b: 0.3 }), shares({ a: 0.5, b: 0.3, z: 0.2 })],
      draws: 1,
    },
    { id: "apart", name: "no label in common gives 0", input: () => [shares({ a: 1 }), shares({ b: 1 })], draws: 1 },
    {
      id: "random",
      name: "random shares",
      input: (rng) => [drawShares(rng.fork("real")), drawShares(rng.fork("synthetic"))],
      draws: 20,
    },
  ],
  slips: [
    {
      answer: (a: Shares, b: Shares) => 1 - differences(a, b, bothLabels(a, b)),
      cause: "You take the whole sum of differences. What one label has too much, another has too little, so every row is counted twice.",
    },
    {
      answer: (a: Shares, b: Shares) => differences(a, b, bothLabels(a, b)) / 2,
      cause: "This is the distance: 0 when the tables agree. Accuracy is 1 when they agree.",
    },
    {
      answer: (a: Shares, b: Shares) => 1 - differences(a, b, a.keys()) / 2,
      cause: "You look at the labels of the real table only. What of a label that only the synthetic table has?",
    },
    {
      answer: (a: Shares, b: Shares) => 1 - differences(a, b, b.keys()) / 2,
      cause: "You look at the labels of the synthetic table only. What of a label that it has lost?",
    },
    {
      answer: (a: Shares, b: Shares) => 1 - Math.max(...[...bothLabels(a, b)].map((label) => differences(a, b, [label]))),
      cause: "You take the largest difference. Asked is the sum over all labels, halved.",
    },
  ],
};

const yardstick: Exercise = {
  id: "04a.2",
  title: "choose the yardstick",
  notebook: "04a-train-and-generate",
  explainedIn: "A number needs a yardstick",
  minutes: 5,
  asks: "a function of accuracy and { training, holdout, synthetic } that returns { value, reference }",
  hints: [
    "Even perfect synthetic data does not agree with the training rows to the last row. Which rows of this trio are as good as synthetic data can get?",
    'The holdout rows come from the same law, and no model has seen them: they are fresh real rows. Measure both against the same table. See "A number needs a yardstick".',
    "return { value: accuracy(training, synthetic), reference: ... } where the reference is the same call with the holdout in place of the synthetic table.",
  ],
  meaning:
    "The reference is what fresh real rows reach. A value just below it is as good as it gets; a value clearly above it is no triumph, it hints at copied rows.",
  obvious: (accuracy: Accuracy, { training, holdout, synthetic }: Trio) => ({
    value: accuracy(training, synthetic),
    reference: accuracy(training, holdout),
  }),
  cases: [
    {
      id: "visible",
      name: "the trio of this notebook in small",
      input: () => [jobAccuracy, trioOf("cook cook nurse smith", "cook nurse nurse smith", "cook cook cook nurse")],
      draws: 1,
    },
    {
      id: "copy",
      name: "a synthetic table that copies the training rows",
      input: () => [jobAccuracy, trioOf("cook cook nurse", "cook nurse nurse", "cook cook nurse")],
      draws: 1,
    },
    { id: "random", name: "random trios", input: (rng) => [jobAccuracy, drawTrio(rng)], draws: 20 },
  ],
  slips: [
    {
      answer: (accuracy: Accuracy, { training, synthetic }: Trio) => ({ value: accuracy(training, synthetic), reference: 1 }),
      cause: "1 is out of reach: a second sample of real people differs from the first one too. By how much?",
    },
    {
      answer: (accuracy: Accuracy, { training, holdout, synthetic }: Trio) => ({
        value: accuracy(training, synthetic),
        reference: accuracy(holdout, synthetic),
      }),
      cause: "Your reference still depends on the synthetic table. A yardstick is the same whatever is measured with it.",
    },
    {
      answer: (accuracy: Accuracy, { training, holdout, synthetic }: Trio) => ({
        value: accuracy(training, holdout),
        reference: accuracy(training, synthetic),
      }),
      cause: "Value and reference are the wrong way round: the value is what you judge, the reference is what you judge it by.",
    },
    {
      answer: (accuracy: Accuracy, { training, holdout, synthetic }: Trio) => ({
        value: accuracy(holdout, synthetic),
        reference: accuracy(training, holdout),
      }),
      cause: "The reference is right. The value must be measured against the same table as the reference.",
    },
  ],
};

export const exercises04a: readonly Exercise[] = [byHand, yardstick];

function shares(byLabel: Readonly<Record<string, number>>): Shares {
  return new Map(Object.entries(byLabel));
}

/** Shares of two to five jobs; some are absent, so the two maps seldom have the same labels. */
function drawShares(rng: Rng): Shares {
  const labels = rng.shuffle(JOBS).slice(0, 2 + rng.integer(JOBS.length - 1));
  const weights = labels.map(() => 1 + rng.integer(9));
  const total = weights.reduce((a, b) => a + b, 0);
  return new Map(labels.map((label, i) => [label, weights[i] / total]));
}

function jobAccuracy(a: Table, b: Table): number {
  return overlap(jobShares(a), jobShares(b));
}

function jobShares(table: Table): Shares {
  const counts = new Map<string, number>();
  for (const { job } of table.rows()) counts.set(String(job), (counts.get(String(job)) ?? 0) + 1 / table.rowCount);
  return counts;
}

function trioOf(training: string, holdout: string, synthetic: string): Trio {
  const table = (jobs: string): Table => Table.of({ job: jobs.split(" ") });
  return { training: table(training), holdout: table(holdout), synthetic: table(synthetic) };
}

function drawTrio(rng: Rng): Trio {
  const jobs = (name: string): string => Array.from({ length: 10 }, (_, i) => rng.fork(name).fork(i).pick(JOBS)).join(" ");
  return trioOf(jobs("training"), jobs("holdout"), jobs("synthetic"));
}
