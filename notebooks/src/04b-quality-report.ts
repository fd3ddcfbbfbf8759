// ---
// id: 04b
// title: Reading a quality report
// section: 4 Generation and QA
// minutes: 50
// ---

// %% [markdown] 04b-question
// # Reading a quality report
//
// **Which number of a report moves when something is wrong?** You read one, then spoil good data and watch. 50 minutes.
//
// You will be able to
// - read a value beside its ceiling and its band
// - say why an AUC below a half is bad news
// - name the fault from the numbers

// %% 04b-imports
import { assess, assessSeveral, concat, marginals, numberColumn, plots } from "synthetic-tables";
import { simulate, split, Table, TabularARGN, writeReport } from "synthetic-tables";
import type { Measure, Scores } from "synthetic-tables";
import { check, hint, outputPath, quiz, show, solution, stopSignal, todo, trackTraining } from "synthetic-tables/course";

// %% [markdown] 04b-people
// ## Who is counted?
//
// Families from the Highland are a minority in `people`, and paid less. A report is a mean over everybody: it can be good while a minority is gone. Ask first whom an error would hurt, then look at numbers. Nobody here is real.

// %% 04b-split
const names = ["age", "sex", "origin", "education", "works", "hours", "income"];
const people = simulate("people", { rows: 3000, seed: 1 }).select(names);
const { training, holdout } = split(people, { holdout: 0.5, seed: 1 });
show(training, { rows: 4 });

// %% [markdown] 04b-model-text
// ## Something to judge
//
// A small model, trained for a few epochs only. It is not the best we can do, and that is good for this lesson: its report has something to say.

// %% 04b-model tags=slow
const argn = await TabularARGN.train(training, {
  seed: 1,
  size: "S",
  epochs: 12,
  onProgress: trackTraining("few epochs"),
  signal: stopSignal(),
});
const synthetic = await argn.sample(training.rowCount, { seed: 2 });
show(synthetic, { rows: 4 });

// %% [markdown] 04b-assess-text
// ## Three families of numbers
//
// Accuracy compares shares: of columns, of pairs, of triples. The [discriminator](glossary.md#discriminator) is a learner that tries to tell synthetic from real. Distances look for copies. Predict which of the three accuracies is the lowest.

// %% 04b-assess tags=slow
const scores = await assess({ training, holdout, synthetic }, { seed: 1 });
show(scores);

// %% [markdown] 04b-assess-read
// Triples are the lowest, 81 %, for fresh real rows too, 87 %: more bins, fewer rows in each, more chance. So compare along the line, never down the column. The **[reference](glossary.md#reference)** is what fresh real rows reach on average. The **[band](glossary.md#band)** is where nine in ten fresh samples lie.

// %% include 04b.1

// %% [markdown] 04b-pairs-text
// ## Where is the mean made?
//
// Each square of the next picture is a pair of columns; the darker side of the scale is worse. Predict: which pair has the model not understood?

// %% 04b-pairs
show(plots.accuracyMatrix(scores));
const gaps = scores.bivariate.byPair.flatMap(({ columns, value, reference }) =>
  value === undefined || reference === undefined ? [] : [{ columns, gap: reference - value }],
);
const [worst] = gaps.sort((a, b) => b.gap - a.gap);
show(plots.pair(scores, worst.columns[0], worst.columns[1]));

// %% [markdown] 04b-pairs-read
// Hours and income have the widest gap: 82 % where fresh real rows reach 90 %. The third picture is the difference: the model has not learnt that long hours pay more. A rule that real rows keep shows as empty cells, which such a model fills a little: here people without hours who earn.

// %% [markdown] 04b-auc-text
// ## A referee with two kinds of no
//
// The discriminator gives each row a score: how synthetic it looks. Take one real and one synthetic row at random. The **[AUC](glossary.md#auc)** is the chance that the synthetic one has the higher score. A half means that the referee is lost, 1 that it is never wrong.

// %% 04b-auc
const { auc, reading: verdict, importances } = scores.discriminator;
show({ auc: auc.value, whatRealRowsReach: auc.reference, verdict });
show(
  plots.bars(
    { labels: importances.map(({ column }) => column), values: importances.map(({ importance }) => importance) },
    { title: "What gives the synthetic rows away" },
  ),
);

// %% include 04b.2

// %% [markdown] 04b-below-text
// An AUC clearly **below** a half is no better than a half. The referee learns on some rows and is asked about others: a synthetic row that repeats a training row carries the label real in its twin, and the referee is led astray. Near-copies do that.

// %% [markdown] 04b-distances-text
// ## Sanity checks, not proofs
//
// The [DCR share](glossary.md#dcr-share) asks of each synthetic row: is its nearest real row a training row or a holdout row? Without copying it is a coin toss. Far above a half, rows huddle around those the model has seen. A share near a half does **not** prove that nobody leaks.

// %% 04b-distances
const { identicalMatches, dcrShare, caution } = scores.distances;
show({ identicalMatches, dcrShare });
show(caution);

// %% [markdown] 04b-break-text
// ## Break it
//
// `fresh` is a second census, as good as synthetic data can get. We spoil it in three ways; the fourth table draws each column on its own. Predict for each which number moves: columns, pairs, AUC or DCR share.

// %% 04b-break
const fresh = simulate("people", { rows: training.rowCount, seed: 2 }).select(names);
const ages = [...fresh.rows()].map((person) => Number(person.age) + 10);
const older = fresh.with(numberColumn("age", ages));
const copied = concat([training.slice(0, 1000), fresh.slice(1000)]);
const without = fresh.filter((person) => person.origin !== "Highland");
const columnByColumn = await marginals.train(training);
const apart = await columnByColumn.sample(training.rowCount, { seed: 3 });

// %% 04b-spoiled tags=slow
const tables = { older, copied, without, apart };
const parts = ["accuracy", "distances", "discriminator"] as const;
const several = await assessSeveral({ training, holdout, synthetic: tables }, { seed: 1, parts, signal: stopSignal() });
const lineOf = (table: string, part: "value" | "reference", { univariate, bivariate, discriminator, distances }: Scores) => ({
  table,
  columns: univariate[part] ?? null,
  pairs: bivariate[part] ?? null,
  auc: discriminator.auc[part] ?? null,
  dcrShare: distances.dcrShare[part] ?? null,
});
const yardstick = lineOf("(fresh real rows)", "reference", several[0].scores);
show(Table.fromRows([yardstick, ...several.map((each) => lineOf(each.name, "value", each.scores))]));

// %% [markdown] 04b-spoiled-read
// The first line is the yardstick. Older people: columns fall to 94 %, and the AUC rises. Copies: accuracy goes **up**, the AUC falls below a half, the DCR share is 82 %. Columns drawn apart reach 98 % one by one, and 86 % in pairs. No number sees everything.

// %% [markdown] 04b-minority-text
// ## Who is missing?
//
// Without the Highlanders the mean over all columns falls by a point or two: a rounding, one might say, and it is every ninth person. Means forgive what is done to few. So count each group.

// %% include 04b.3

// %% 04b-report
const reportFile = outputPath("few-epochs.html");
await writeReport(reportFile, scores);
show(reportFile);

// %% [markdown] 04b-box
// ## Open the box
//
// The file above is the report for people without notebooks. The AUC and its reading: [lib/quality/discriminator.ts](../lib/quality/discriminator.ts). The DCR share with its interval is twenty lines: [lib/privacy/closer-share.ts](../lib/privacy/closer-share.ts). How do ties count there?

// %% [markdown] 04b-quiz-text
// ## Three questions
//
// Answer without looking back. Each choice tells why it is right or wrong.

// %% 04b-quiz
quiz("04b");

// %% [markdown] 04b-can
// ## You can now
//
// - tell noise from a fault by reference and band
// - read an AUC on both sides of a half
// - say which fault moves which number, and which group a mean hides

// %% [markdown] 04b-sources
// ## Sources
//
// - M. Platzer, T. Reutterer: *Holdout-Based Empirical Assessment of Mixed-Type Synthetic Data*, Frontiers in Big Data 4, 2021, sections 2 and 3
// - J. A. Hanley, B. J. McNeil: *The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve*, Radiology 143, 1982: the AUC as a chance over pairs
// - Z. Yao et al.: *The DCR Delusion: Measuring the Privacy Risk of Synthetic Data*, arXiv 2505.01524, 2025: tables that pass distance checks and leak
