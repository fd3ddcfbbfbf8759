// ---
// id: 04a
// title: Train and generate
// section: 4 Generation and QA
// minutes: 45
// ---

// %% [markdown] 04a-question
// # Train and generate
//
// **How do you know that a synthetic table is any good?** You train a model, draw people who never lived, and measure how close they come. 45 minutes.
//
// You will be able to
// - train a TabularARGN, watch it and stop it
// - say what accuracy is, and compute it by hand
// - read a verdict with its yardstick

// %% 04a-imports
import { assess, plots, simulate, split, Table, TabularARGN, writeReport } from "synthetic-tables";
import { check, hint, outputPath, quiz, show, solution, stopSignal, todo, trackTraining } from "synthetic-tables/course";

// %% [markdown] 04a-people
// ## Who is in the table?
//
// The people are simulated, so nobody can be harmed. Take the table as a census all the same, and ask of each real one: who is in it, who is missing, whom would it hurt if a row became known? The key `person_id` is no property of a person: we leave it out.

// %% 04a-split
const people = simulate("people", { rows: 4000, seed: 1 }).drop(["person_id"]);
const { training, holdout } = split(people, { holdout: 0.5, seed: 1 });
show(training, { rows: 3 });

// %% [markdown] 04a-train-text
// ## Train
//
// The model reads the training rows again and again; one pass is an **[epoch](glossary.md#epoch)**. It learns each column from all the others. The **[loss](glossary.md#loss)** says how surprised it is by a row. Before you run: will the loss on rows that it does not learn from fall as far as the other one?

// %% 04a-train tags=slow
const argn = await TabularARGN.train(training, {
  seed: 1,
  onProgress: trackTraining("people"),
  signal: stopSignal(),
});
show(plots.lossCurve(argn.history));

// %% [markdown] 04a-train-read
// The model puts a tenth of the training rows aside and watches its loss there, the [validation loss](glossary.md#validation-loss). When that no longer falls, more epochs would only [learn rows by heart](glossary.md#overfitting), so training ends and the best weights are kept. The stop button does the same at once: the model up to there is yours.

// %% [markdown] 04a-sample-text
// ## Generate
//
// A row is drawn column by column: each value from the shares that the model expects, given the values drawn so far. No training row is looked at. Another seed gives other people of the same kind.

// %% 04a-sample
const synthetic = await argn.sample(training.rowCount, { seed: 2 });
show(synthetic, { rows: 5 });

// %% [markdown] 04a-compare-text
// ## Predict, run, read
//
// Each row looks like a person. Do all of them together look like the country? Predict: which level of education will the model get wrong most, a frequent or a rare one?

// %% 04a-compare
show(plots.compare(training, synthetic, "education"));

// %% [markdown] 04a-compare-read
// Bars of equal length are what we hope for. Rest the pointer on a bar to read its share. A gap of one or two points is what two samples of 2,000 real people show as well.

// %% [markdown] 04a-assess-text
// ## The verdict
//
// `assess` compares all columns, pairs and triples, lets a strong learner try to tell synthetic from real, and measures distances. It takes the trio by name: training, holdout, synthetic.

// %% 04a-assess tags=slow
const scores = await assess({ training, holdout, synthetic }, { seed: 1, parts: ["accuracy", "distances", "discriminator"] });
show(scores);

// %% [markdown] 04a-assess-read
// Read every line from left to right: synthetic rows reach 93.5 %, fresh real rows 93.4 %. An [AUC](glossary.md#auc) of 0.5 says that the learner is lost; 0.47 is a little too low, and [04b](04b-quality-report.ipynb) says why that matters. A [DCR share](glossary.md#dcr-share) near 50 % says that the rows do not huddle around the training rows.

// %% [markdown] 04a-accuracy-text
// ## What accuracy means
//
// Take one column. Each label has a share among the training rows and one among the synthetic rows. The **[total variation distance](glossary.md#total-variation-distance)** is half the sum of their differences: the share of rows that would have to change their label. [Accuracy](glossary.md#accuracy) is 1 minus that.
//
// $$\text{accuracy} = 1 - \tfrac12 \sum_x |p(x) - q(x)|$$

// %% include 04a.1

// %% [markdown] 04a-yardstick-text
// ## A number needs a yardstick
//
// Is 97 % good? A second census of the same country would not reach 100 %: it holds other people. The holdout rows are such a second census. What they reach is the ceiling for an honest copy, and a score without it says little.

// %% include 04a.2

// %% [markdown] 04a-worst-text
// ## Where it is weakest
//
// A mean hides its worst part. Which column has the largest gap between its accuracy and its reference? Guess before you run.

// %% 04a-worst
const measures = scores.univariate.byColumn.flatMap(({ column, value, reference }) =>
  value === undefined || reference === undefined ? [] : [{ column, value, reference, gap: reference - value }],
);
const worst = measures.sort((a, b) => b.gap - a.gap).slice(0, 4);
show(Table.fromRows(worst));
show(plots.univariate(scores, worst[0].column));

// %% [markdown] 04a-report-text
// ## The report
//
// One HTML file with all of it, for people who do not run notebooks. It opens without a network. Open it from the folder that the next cell names.

// %% 04a-report
const reportFile = outputPath("people.html");
await writeReport(reportFile, scores);
show(reportFile);

// %% [markdown] 04a-break
// ## Break it
//
// Give the model one epoch on 200 rows. Predict first: will the single columns suffer more, or the pairs?

// %% 04a-break-train
const hasty = await TabularARGN.train(training.slice(0, 200), { seed: 1, epochs: 1 });
const poor = await hasty.sample(training.rowCount, { seed: 2 });
const poorScores = await assess({ training, holdout, synthetic: poor }, { seed: 1, parts: ["accuracy"] });
const parts = ["univariate", "bivariate", "trivariate"] as const;
show(Table.fromRows(parts.map((part) => ({ part, full: scores[part].value ?? null, hasty: poorScores[part].value ?? null }))));

// %% [markdown] 04a-break-read
// Single columns fall by 7 points, pairs by 11, triples by 15. The shares of a column come from counting, before any learning; how columns belong together has to be learnt. A verdict that looks at single columns only sees the smaller half of the damage.

// %% [markdown] 04a-box
// ## Open the box
//
// What you called is [lib/argn/tabular-argn.ts](../lib/argn/tabular-argn.ts); the loop over epochs is [lib/argn/train](../lib/argn/train). Accuracy, with the bins it uses for numbers, is [lib/quality/accuracy.ts](../lib/quality/accuracy.ts). Find the line that halves the sum.

// %% [markdown] 04a-quiz-text
// ## Three questions
//
// Answer without looking back. Each choice tells why it is right or wrong.

// %% 04a-quiz
quiz("04a");

// %% [markdown] 04a-can
// ## You can now
//
// - train a model, watch its loss and stop it without losing it
// - compute accuracy by hand, and say why half of the sum is taken
// - judge a score by what fresh real rows reach

// %% [markdown] 04a-sources
// ## Sources
//
// - P. Tiwald et al.: *TabularARGN: A Flexible and Efficient Auto-Regressive Framework for Generating High-Fidelity Synthetic Data*, arXiv 2501.12012, 2025, section 3
// - M. Platzer, T. Reutterer: *Holdout-Based Empirical Assessment of Mixed-Type Synthetic Data*, Frontiers in Big Data 4, 2021, sections 2 and 3: accuracy, holdout, distance to the closest record
