/** Exercises of 04b-quality-report. */

import { Table, type Measure, type Rng } from "../../index";
import type { Exercise } from "./exercise";

const GROUPS = ["Coast", "Plain", "Highland"];

const band: Exercise = {
  id: "04b.1",
  title: "a value and its band",
  notebook: "04b-quality-report",
  explainedIn: "Three families of numbers",
  minutes: 5,
  asks: 'a function of a measure that returns "below", "within", "above" or "unknown"',
  hints: [
    "Four answers, four situations. Which has to be ruled out before you can compare anything?",
    "A value that could not be computed is undefined, and so is a band that is not there. band[0] is its lower end, band[1] the upper one. 0 is a value.",
    'if (value === undefined || band === undefined) return "unknown"; then compare value with band[0] and with band[1]; what is left is "within".',
  ],
  meaning:
    "Within the band a difference is what two samples of real people show. Only outside of it does a value say something about the generator.",
  obvious: placeInBand,
  cases: [
    { id: "visible", name: "a value below its band", input: () => [{ value: 0.92, reference: 0.95, band: [0.94, 0.96] }], draws: 1 },
    { id: "above", name: "a value above its band", input: () => [{ value: 0.99, reference: 0.95, band: [0.94, 0.96] }], draws: 1 },
    { id: "end", name: "the ends belong to the band", input: () => [{ value: 0.96, reference: 0.95, band: [0.94, 0.96] }], draws: 1 },
    { id: "zero", name: "0 is a value", input: () => [{ value: 0, reference: 0.9, band: [0.8, 1] }], draws: 1 },
    { id: "without", name: "a measure without a band", input: () => [{ value: 0.9, reference: 0.95 }], draws: 1 },
    { id: "not-computed", name: "a measure that was not computed", input: () => [{ notComputed: "there is no holdout" }], draws: 1 },
    { id: "random", name: "random measures", input: (rng) => [drawMeasure(rng)], draws: 20 },
  ],
  slips: [
    {
      answer: (measure: Measure) => (measure.value === 0 ? "unknown" : placeInBand(measure)),
      cause: "You take 0 for a value that is not there. A condition on a number is false for 0.",
    },
    {
      answer: (measure: Measure) =>
        measure.band !== undefined && (measure.value === measure.band[0] || measure.value === measure.band[1])
          ? measure.value === measure.band[0]
            ? "below"
            : "above"
          : placeInBand(measure),
      cause: "The ends of the band belong to it.",
    },
    {
      answer: (measure: Measure) => ({ below: "above", above: "below", within: "within", unknown: "unknown" })[placeInBand(measure)],
      cause: "Above and below are the wrong way round.",
    },
    {
      answer: ({ value, reference }: Measure) =>
        value === undefined || reference === undefined ? "unknown" : value < reference ? "below" : value > reference ? "above" : "within",
      cause: "You compare with the reference, which is one number. Fresh real rows lie on both sides of it: how far?",
    },
  ],
};

const area: Exercise = {
  id: "04b.2",
  title: "the AUC by hand",
  notebook: "04b-quality-report",
  explainedIn: "A referee with two kinds of no",
  minutes: 8,
  asks: "a function of two lists of scores that returns a number from 0 to 1",
  hints: [
    "Count over pairs: each real row meets each synthetic row once. How many meetings are there?",
    "Two loops, one inside the other. A meeting counts 1 if the synthetic score is higher, a half if they are equal, 0 otherwise.",
    "let won = 0; for each r of real and each s of synthetic: won += s > r ? 1 : s === r ? 0.5 : 0; at the end won / (real.length * synthetic.length).",
  ],
  meaning: "An AUC of 0.6 says: shown one real and one synthetic row, the learner points at the right one 6 times in 10.",
  obvious: (real: readonly number[], synthetic: readonly number[]) => wins(real, synthetic, 0.5),
  cases: [
    {
      id: "visible",
      name: "one of four pairs is lost",
      input: () => [
        [0.2, 0.6],
        [0.5, 0.9],
      ],
      draws: 1,
    },
    { id: "ties", name: "the same score for everybody gives a half", input: () => [[0.5, 0.5, 0.5], [0.5]], draws: 1 },
    {
      id: "fooled",
      name: "always fooled gives 0",
      input: () => [
        [0.8, 0.9],
        [0.1, 0.2],
      ],
      draws: 1,
    },
    {
      id: "large",
      name: "scores need not lie between 0 and 1",
      input: () => [
        [-3, 12, 4],
        [5, 40],
      ],
      draws: 1,
    },
    {
      id: "random",
      name: "random scores with ties",
      input: (rng) => [drawScores(rng.fork("real"), 6), drawScores(rng.fork("synthetic"), 9)],
      draws: 20,
    },
  ],
  slips: [
    {
      answer: (real: readonly number[], synthetic: readonly number[]) => wins(real, synthetic, 0),
      cause: "Ties count as nothing with you. A referee that gives everybody the same score then looks always fooled.",
    },
    {
      answer: (real: readonly number[], synthetic: readonly number[]) => wins(real, synthetic, 1),
      cause: "Ties count as wins with you. A referee that gives everybody the same score then looks perfect.",
    },
    {
      answer: (real: readonly number[], synthetic: readonly number[]) => wins(synthetic, real, 0.5),
      cause: "You count the pairs in which the real row has the higher score. The scores say how synthetic a row looks.",
    },
    {
      answer: (real: readonly number[], synthetic: readonly number[]) => wins(real, synthetic, 0.5) * real.length * synthetic.length,
      cause: "You return how many pairs are won. Asked is their share of all pairs.",
    },
    {
      answer: (real: readonly number[], synthetic: readonly number[]) =>
        (real.filter((score) => score < 0.5).length + synthetic.filter((score) => score >= 0.5).length) / (real.length + synthetic.length),
      cause: "You cut the scores at one threshold. The AUC compares pairs of rows, and needs none.",
    },
  ],
};

const groups: Exercise = {
  id: "04b.3",
  title: "who is missing?",
  notebook: "04b-quality-report",
  explainedIn: "Who is missing?",
  minutes: 8,
  asks: "a function of the real table, the synthetic table and a column that returns an object from label to ratio",
  hints: [
    "Which labels must stand in the answer, when one of the tables may have lost a label?",
    "Take the labels of the real table, each once. For each, two shares: the rows with the label divided by all rows of the same table. The two tables need not have the same length.",
    "const share = (table: Table, label: string) => table.filter((row) => row[column] === label).rowCount / table.rowCount; for each label of the real table: share(synthetic, label) / share(real, label).",
  ],
  meaning:
    "A ratio of 0 is a group that is gone, though every mean in the report may look well. Look at such ratios before you look at means.",
  obvious: representation,
  cases: [
    {
      id: "visible",
      name: "half as many Highlanders as there should be",
      input: () => [people("Coast Coast Highland Highland"), people("Coast Coast Coast Highland"), "origin"],
      draws: 1,
    },
    {
      id: "gone",
      name: "a group that is gone has the ratio 0",
      input: () => [people("Coast Plain Highland Coast"), people("Coast Plain Coast Plain"), "origin"],
      draws: 1,
    },
    {
      id: "length",
      name: "tables of different length",
      input: () => [people("Coast Highland"), people("Coast Highland Coast Highland Coast Highland"), "origin"],
      draws: 1,
    },
    {
      id: "random",
      name: "random tables",
      input: (rng) => [drawPeople(rng.fork("real"), 12), drawPeople(rng.fork("synthetic"), 8), "origin"],
      draws: 20,
    },
  ],
  slips: [
    {
      answer: (real: Table, synthetic: Table, column: string) =>
        Object.fromEntries(
          Object.entries(representation(real, synthetic, column)).map(([label, ratio]) => [
            label,
            (ratio * synthetic.rowCount) / real.rowCount,
          ]),
        ),
      cause: "You divide counts by counts. A synthetic table twice as long would then have twice as many of everybody.",
    },
    {
      answer: (real: Table, synthetic: Table, column: string) =>
        Object.fromEntries(Object.entries(representation(real, synthetic, column)).filter(([, ratio]) => ratio > 0)),
      cause: "You look at labels that the synthetic table has. The group that is gone is the one you are looking for.",
    },
    {
      answer: (real: Table, synthetic: Table, column: string) =>
        Object.fromEntries(
          Object.keys(representation(real, synthetic, column)).map((label) => [
            label,
            share(synthetic, column, label) - share(real, column, label),
          ]),
        ),
      cause: "You take the difference of the shares. For a small group even its whole loss is a small difference: take the ratio.",
    },
    {
      answer: (real: Table, synthetic: Table, column: string) =>
        Object.fromEntries(Object.entries(representation(real, synthetic, column)).map(([label, ratio]) => [label, 1 / ratio])),
      cause: "Your ratio stands upside down: a group that is gone gets a number without end.",
    },
  ],
};

export const exercises04b: readonly Exercise[] = [band, area, groups];

function placeInBand({ value, band: [from, to] = [NaN, NaN] }: Measure): "below" | "within" | "above" | "unknown" {
  if (value === undefined || Number.isNaN(from)) return "unknown";
  return value < from ? "below" : value > to ? "above" : "within";
}

function wins(real: readonly number[], synthetic: readonly number[], tie: number): number {
  const meetings = real.flatMap((r) => synthetic.map((s) => (s > r ? 1 : s === r ? tie : 0)));
  return meetings.reduce((sum, won) => sum + won, 0) / meetings.length;
}

function representation(real: Table, synthetic: Table, column: string): Record<string, number> {
  const labels = [...new Set([...real.rows()].map((row) => String(row[column])))];
  return Object.fromEntries(labels.map((label) => [label, share(synthetic, column, label) / share(real, column, label)]));
}

function share(table: Table, column: string, label: string): number {
  return [...table.rows()].filter((row) => row[column] === label).length / table.rowCount;
}

function drawMeasure(rng: Rng): Measure {
  const from = 0.5 + 0.3 * rng.uniform();
  const to = from + 0.1;
  return { value: from - 0.1 + 0.3 * rng.uniform(), reference: from + 0.05, band: [from, to] };
}

/** Scores in steps of 0.2, so that ties are frequent. */
function drawScores(rng: Rng, length: number): number[] {
  return Array.from({ length }, () => rng.integer(6) / 5);
}

function people(origins: string): Table {
  return Table.of({ origin: origins.split(" ") });
}

function drawPeople(rng: Rng, rows: number): Table {
  return Table.of({ origin: Array.from({ length: rows }, () => rng.pick(GROUPS)) });
}
