// ---
// id: 04c
// title: Train on synthetic, test on real, exercises
// section: 4 Generation and QA
// minutes: 15
// ---

// %% [markdown] 04c-sheet
// # Exercises of 04c: train on synthetic, test on real
//
// Two functions: one sets the comparison up, the other says how sure it is. Write your answers where `todo()` stands, and run the check below each.

// %% 04c-imports
import { simulate, split } from "synthetic-tables";
import type { Table } from "synthetic-tables";
import { check, hint, show, solution, todo } from "synthetic-tables/course";

// %% 04c-setup
const names = ["age", "sex", "origin", "education", "marital", "occupation", "hours", "high_income"];
const { training, holdout } = split(simulate("people", { rows: 4000, seed: 1 }).select(names), { holdout: 0.5, seed: 1 });
const synthetic = simulate("people", { rows: 1000, seed: 2 }).select(names);

// %% [markdown] 04c-1-question exercise=04c.1
// ### Exercise 04c.1: a fair examination
//
// `score(learnFrom, examineOn)` trains and examines a learner. Return the score for the synthetic rows as `value`, and its yardstick as `reference`. Both learn from the same number of rows: the first rows of the longer table. About 5 lines.
//
// Stuck? Run `hint("04c.1")` in a new cell.

// %% 04c-1-answer exercise=04c.1
type Score = (learnFrom: Table, examineOn: Table) => number;
type Rows = { training: Table; holdout: Table; synthetic: Table };

function usefulness(score: Score, { training, holdout, synthetic }: Rows): { value: number; reference: number } {
  // PROMPT: return todo<{ value: number; reference: number }>(); // your code here, about 5 lines
  // BEGIN SOLUTION
  // a learner with more rows learns more: that would be a difference of number, not of quality
  const rows = Math.min(training.rowCount, synthetic.rowCount);
  // examined are real people whom neither has seen
  return { value: score(synthetic.slice(0, rows), holdout), reference: score(training.slice(0, rows), holdout) };
  // END SOLUTION
}

// %% 04c-1-try exercise=04c.1
const scoreOfTheMean: Score = (learnFrom, examineOn) => {
  const shareOfRich = (table: Table) => table.filter((person) => person.high_income === true).rowCount / table.rowCount;
  return 1 - Math.abs(shareOfRich(learnFrom) - shareOfRich(examineOn));
};
show(usefulness(scoreOfTheMean, { training, holdout, synthetic }));

// %% 04c-1-check exercise=04c.1 tags=check
await check("04c.1", usefulness);

// %% [markdown] 04c-1-why exercise=04c.1 tags=solution-only
// **Why so.** Examining on the training rows flatters the real learner: it has seen the answers. Examining on synthetic rows asks whether the synthetic world is consistent, not whether it is like ours: a table that repeats one row passes with full marks.

// %% [markdown] 04c-2-question exercise=04c.2
// ### Exercise 04c.2: a paired difference
//
// Two lists hold the losses of both learners, person by person. Return `difference`, the mean of synthetic minus real, and `standardError`: the standard deviation of these differences (divide by n - 1), divided by the root of n. About 5 lines.
//
// Stuck? Run `hint("04c.2")` in a new cell.

// %% 04c-2-answer exercise=04c.2
type Paired = { difference: number; standardError: number };

function pairedDifference(real: readonly number[], synthetic: readonly number[]): Paired {
  // PROMPT: return todo<Paired>(); // your code here, about 5 lines
  // BEGIN SOLUTION
  // person by person first: what is hard for both cancels before anything is averaged
  const gaps = synthetic.map((loss, i) => loss - real[i]);
  const difference = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - difference) ** 2, 0) / (gaps.length - 1);
  return { difference, standardError: Math.sqrt(variance / gaps.length) };
  // END SOLUTION
}

// %% 04c-2-try exercise=04c.2
show(pairedDifference([0.1, 2.0, 0.3, 1.2], [0.2, 2.1, 0.3, 1.4]));

// %% 04c-2-check exercise=04c.2 tags=check
await check("04c.2", pairedDifference);

// %% [markdown] 04c-2-why exercise=04c.2 tags=solution-only
// **Why so.** Two standard errors to both sides of the difference are an interval of about 95 %. Taking the variance of each list on its own and adding them mixes in how much people differ from each other, which has nothing to do with the question; a real loss would then drown in it.
