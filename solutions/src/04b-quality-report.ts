// ---
// id: 04b
// title: Reading a quality report, exercises
// section: 4 Generation and QA
// minutes: 20
// ---

// %% [markdown] 04b-sheet
// # Exercises of 04b: reading a quality report
//
// The next two cells load the library and assess a second census, which takes a few seconds. Then write your answers where `todo()` stands, and run the check below each.

// %% 04b-imports
import { assess, simulate, split } from "synthetic-tables";
import type { Measure, Table } from "synthetic-tables";
import { check, hint, show, solution, todo } from "synthetic-tables/course";

// %% 04b-setup
const names = ["age", "sex", "origin", "education", "works", "hours", "income"];
const { training, holdout } = split(simulate("people", { rows: 3000, seed: 1 }).select(names), { holdout: 0.5, seed: 1 });
const synthetic = simulate("people", { rows: training.rowCount, seed: 2 }).select(names);
const scores = await assess({ training, holdout, synthetic }, { seed: 1, parts: ["accuracy"] });

// %% [markdown] 04b-1-question exercise=04b.1
// ### Exercise 04b.1: a value and its band
//
// Say how a measure lies to its `band`, from and to: `"below"`, `"within"` (the ends belong to it) or `"above"`. A measure without a value or without a band gives `"unknown"`. About 4 lines.
//
// Stuck? Run `hint("04b.1")` in a new cell.

// %% 04b-1-answer exercise=04b.1
function placeInBand({ value, band }: Measure): string {
  // PROMPT: return todo<string>(); // your code here, about 4 lines
  // BEGIN SOLUTION
  // undefined, and not "false": a value of 0 is a value
  if (value === undefined || band === undefined) return "unknown";
  if (value < band[0]) return "below";
  return value > band[1] ? "above" : "within";
  // END SOLUTION
}

// %% 04b-1-try exercise=04b.1
show({
  columns: placeInBand(scores.univariate),
  pairs: placeInBand(scores.bivariate),
  triples: placeInBand(scores.trivariate),
});

// %% 04b-1-check exercise=04b.1 tags=check
await check("04b.1", placeInBand);

// %% [markdown] 04b-1-why exercise=04b.1 tags=solution-only
// **Why so.** "Below" is the ordinary fault: the model has not learnt enough. "Above" is the suspicious one: closer to the training rows than real people come. A test like `if (!value)` would call the value 0 unknown, and 0 is the worst accuracy there is.

// %% [markdown] 04b-2-question exercise=04b.2
// ### Exercise 04b.2: the AUC by hand
//
// Two lists of scores, one for real and one for synthetic rows. Over all pairs of one real and one synthetic row: in which share has the synthetic row the higher score? Equal scores count half. About 6 lines.
//
// Stuck? Run `hint("04b.2")` in a new cell.

// %% 04b-2-answer exercise=04b.2
function areaByHand(real: readonly number[], synthetic: readonly number[]): number {
  // PROMPT: return todo<number>(); // your code here, about 6 lines
  // BEGIN SOLUTION
  let won = 0;
  for (const r of real) {
    for (const s of synthetic) {
      // a tie is half a win: a referee that gives everybody the same score must come out at a half
      won += s > r ? 1 : s === r ? 0.5 : 0;
    }
  }
  return won / (real.length * synthetic.length);
  // END SOLUTION
}

// %% 04b-2-try exercise=04b.2
show({
  lost: areaByHand([0.4, 0.6], [0.6, 0.4]),
  never_wrong: areaByHand([0.1, 0.2], [0.8, 0.9]),
  fooled: areaByHand([0.8, 0.9], [0.1, 0.2]),
});

// %% 04b-2-check exercise=04b.2 tags=check
await check("04b.2", areaByHand);

// %% [markdown] 04b-2-why exercise=04b.2 tags=solution-only
// **Why so.** The AUC needs no threshold: only the order of the scores counts, so doubling all of them changes nothing. If ties counted as nothing, a referee without an opinion would get 0, which reads as "always fooled".

// %% [markdown] 04b-3-question exercise=04b.3
// ### Exercise 04b.3: who is missing?
//
// For each label of a column of the real table: its share among the synthetic rows, divided by its share among the real rows. 1 means as many as there should be. Labels are never missing here. About 7 lines.
//
// Stuck? Run `hint("04b.3")` in a new cell.

// %% 04b-3-answer exercise=04b.3
function representation(real: Table, synthetic: Table, column: string): Record<string, number> {
  // PROMPT: return todo<Record<string, number>>(); // your code here, about 7 lines
  // BEGIN SOLUTION
  const shareOf = (table: Table, label: string) => table.filter((row) => row[column] === label).rowCount / table.rowCount;
  const ratios: Record<string, number> = {};
  // the labels of the real table: a group that is gone has no row left that could remind you of it
  for (const label of new Set([...real.rows()].map((row) => String(row[column])))) {
    ratios[label] = shareOf(synthetic, label) / shareOf(real, label);
  }
  return ratios;
  // END SOLUTION
}

// %% 04b-3-try exercise=04b.3
const withoutHighland = synthetic.filter((person) => person.origin !== "Highland");
show(representation(training, synthetic, "origin"));
show(representation(training, withoutHighland, "origin"));

// %% 04b-3-check exercise=04b.3 tags=check
await check("04b.3", representation);

// %% [markdown] 04b-3-why exercise=04b.3 tags=solution-only
// **Why so.** Shares, and not counts, because the two tables may differ in length. A ratio, and not a difference: a difference of two points is nothing for a group of half of the people, and the end of a group of two in a hundred.
