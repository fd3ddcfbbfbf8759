// ---
// id: 04a
// title: Train and generate, exercises
// section: 4 Generation and QA
// minutes: 15
// ---

// %% [markdown] 04a-sheet
// # Exercises of 04a: train and generate
//
// The next two cells load the library and train a small model in a few seconds. Then write your answers where `todo()` stands, and run the check below each.

// %% 04a-imports
import { assess, simulate, split, TabularARGN, type Table } from "synthetic-tables";
import { check, hint, show, solution, todo } from "synthetic-tables/course";

// %% 04a-setup
const people = simulate("people", { rows: 2000, seed: 1 }).select(["age", "sex", "education", "occupation", "income"]);
const { training, holdout } = split(people, { holdout: 0.5, seed: 1 });
const argn = await TabularARGN.train(training, { seed: 1, epochs: 10 });
const synthetic = await argn.sample(training.rowCount, { seed: 2 });
const scores = await assess({ training, holdout, synthetic }, { seed: 1, parts: ["accuracy"] });

// %% [markdown] 04a-1-question exercise=04a.1
// ### Exercise 04a.1: the accuracy of one column by hand
//
// `sharesOf` gives the share of each label as a map; the library takes all real rows, `people`. Compute accuracy from two maps: 1 minus half the sum of the differences, over the labels of both. An absent label has share 0. About 4 lines.
//
// Stuck? Run `hint("04a.1")` in a new cell.

// %% 04a-1-given exercise=04a.1
type Shares = ReadonlyMap<string, number>;

function sharesOf(table: Table, name: string): Shares {
  const shares = new Map<string, number>();
  for (const row of table.rows()) {
    const label = String(row[name] ?? "(missing)");
    shares.set(label, (shares.get(label) ?? 0) + 1 / table.rowCount);
  }
  return shares;
}

// %% 04a-1-answer exercise=04a.1
function accuracyByHand(real: Shares, synthetic: Shares): number {
  // PROMPT: return todo<number>(); // your code here, about 4 lines
  // BEGIN SOLUTION
  // labels of both: one that is lost and one that is invented count alike
  const labels = new Set([...real.keys(), ...synthetic.keys()]);
  const differences = [...labels].map((label) => Math.abs((real.get(label) ?? 0) - (synthetic.get(label) ?? 0)));
  // half: a row that changes its label is missing in one place and too many in another
  return 1 - differences.reduce((a, b) => a + b, 0) / 2;
  // END SOLUTION
}

// %% 04a-1-try exercise=04a.1
show({
  byHand: accuracyByHand(sharesOf(people, "education"), sharesOf(synthetic, "education")),
  byTheLibrary: scores.univariate.byColumn.find(({ column }) => column === "education")?.value,
});

// %% 04a-1-check exercise=04a.1 tags=check
await check("04a.1", accuracyByHand);

// %% [markdown] 04a-1-why exercise=04a.1 tags=solution-only
// **Why so.** The same number from the other side: add up the smaller of the two shares, label by label. That is the overlap of the two pictures. Without the half, two tables with no label in common would have the accuracy -1.

// %% [markdown] 04a-2-question exercise=04a.2
// ### Exercise 04a.2: choose the yardstick
//
// You get a function `accuracy(a, b)` and the trio. Return the accuracy of the synthetic rows as `value`, and as `reference` what you would hold it against. Measure both against the same table. 1 to 4 lines.
//
// Stuck? Run `hint("04a.2")` in a new cell.

// %% 04a-2-given exercise=04a.2
type Accuracy = (a: Table, b: Table) => number;

interface Trio {
  training: Table;
  holdout: Table;
  synthetic: Table;
}

// %% 04a-2-answer exercise=04a.2
function withYardstick(accuracy: Accuracy, { training, holdout, synthetic }: Trio): { value: number; reference: number } {
  // PROMPT: return todo<{ value: number; reference: number }>(); // your code here, 1 to 4 lines
  // BEGIN SOLUTION
  // holdout rows are fresh real rows: no copy that is honest comes closer to the training rows than they do
  return { value: accuracy(training, synthetic), reference: accuracy(training, holdout) };
  // END SOLUTION
}

// %% 04a-2-try exercise=04a.2
const accuracyOfEducation: Accuracy = (a, b) => accuracyByHand(sharesOf(a, "education"), sharesOf(b, "education"));
show(withYardstick(accuracyOfEducation, { training, holdout, synthetic }));

// %% 04a-2-check exercise=04a.2 tags=check
await check("04a.2", withYardstick);

// %% [markdown] 04a-2-why exercise=04a.2 tags=solution-only
// **Why so.** With 1 as the yardstick every generator looks poor. With `accuracy(holdout, synthetic)` the yardstick moves with what it measures. A value clearly above the reference is no better: it says that the synthetic rows are closer to the training rows than real people are, which is how copies look.
