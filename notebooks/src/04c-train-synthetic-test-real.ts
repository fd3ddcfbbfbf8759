// ---
// id: 04c
// title: Train on synthetic, test on real
// section: 4 Generation and QA
// minutes: 45
// ---

// %% [markdown] 04c-question
// # Train on synthetic, test on real
//
// **Would you have learnt the same from the synthetic rows?** One learner gets real rows, one synthetic rows; both face the same fresh people. 45 minutes.
//
// You will be able to
// - set up the comparison without fooling yourself
// - put a paired interval on a loss
// - say what usefulness does not show

// %% 04c-imports
import { areaUnderCurve, cart, marginals, plots, simulate, split, Table } from "synthetic-tables";
import { TabularARGN, trainBoostedTrees, tstr } from "synthetic-tables";
import { check, hint, quiz, show, solution, stopSignal, todo, trackTraining } from "synthetic-tables/course";

// %% [markdown] 04c-people
// ## Who is predicted?
//
// The task is to predict who earns much. Such a model can harm: used for loans, it passes on what women and Highlanders are paid less. Here nobody is real and nothing is decided. We ask one thing only: do synthetic rows teach the same?

// %% 04c-split
const names = ["age", "sex", "origin", "education", "marital", "occupation", "hours", "high_income"];
const people = simulate("people", { rows: 4000, seed: 1 }).select(names);
const { training, holdout } = split(people, { holdout: 0.5, seed: 1, stratify: "high_income" });
show(training, { rows: 4 });

// %% [markdown] 04c-model-text
// ## Synthetic rows
//
// A small model makes as many people as there are training rows. With more rows a learner learns more, so equal numbers belong to a fair comparison.

// %% 04c-model tags=slow
const argn = await TabularARGN.train(training, {
  seed: 1,
  size: "S",
  epochs: 40,
  onProgress: trackTraining("people"),
  signal: stopSignal(),
});
const synthetic = await argn.sample(training.rowCount, { seed: 2 });
show(synthetic, { rows: 4 });

// %% [markdown] 04c-referees-text
// ## Two learners, one examination
//
// Boosted trees are the strongest ready-made learner for tables. One forest of them learns from real rows, one from synthetic rows. Both are examined on the [holdout](glossary.md#holdout): real people whom neither has seen. Predict: how far apart are the two?

// %% 04c-referees
const question = { target: "high_income", task: "classification" } as const;
const fromReal = await trainBoostedTrees(training, question);
const fromSynthetic = await trainBoostedTrees(synthetic, question);
const truth = [...holdout.rows()].map((person) => person.high_income === true);
const asked = holdout.drop(["high_income"]);
const realAnswers = await fromReal.predict(asked);
const syntheticAnswers = await fromSynthetic.predict(asked);
show({ trainReal: areaUnderCurve(truth, realAnswers), trainSynthetic: areaUnderCurve(truth, syntheticAnswers) });

// %% [markdown] 04c-referees-read
// An [AUC](glossary.md#auc) of 1 puts everybody who earns much before everybody who does not; a half is a coin. The [yardstick](glossary.md#train-synthetic-test-real) is not 1: it is what the learner reaches with real rows, **train real, test real**. 0.86 against 0.89: three points are the price of the detour.

// %% include 04c.1

// %% [markdown] 04c-paired-text
// ## Is the gap noise?
//
// Other holdout people would give another gap. But both learners sit the same examination: where one finds a person hard, the other mostly does too. Compare person by person, and what is common cancels. That is a **paired** comparison, and its interval is narrower.

// %% 04c-paired
const lossOf = (answer: number, isRich: boolean) => -Math.log(Math.max(1e-15, isRich ? answer : 1 - answer));
const losses = Table.fromRows(
  truth.map((isRich, i) => ({ real: lossOf(realAnswers[i], isRich), synthetic: lossOf(syntheticAnswers[i], isRich) })),
);
show(losses, { rows: 5 });
show(plots.scatter(losses, "real", "synthetic"));

// %% [markdown] 04c-paired-read
// Each point is a person of the holdout. The cloud lies along the diagonal: who is hard for one learner is hard for the other. The distance from the diagonal is what the two differ by.

// %% include 04c.2

// %% [markdown] 04c-tstr-text
// ## The library's version
//
// `tstr` does all of it: equal rows, the same examination, and an interval from people of the holdout drawn again and again, for both learners at once. Does the interval of the difference contain 0?

// %% 04c-tstr
const { byTarget } = await tstr({ training, holdout, synthetic }, { targets: ["high_income"], seed: 1 });
show(byTarget[0]);

// %% [markdown] 04c-tstr-read
// `difference` is synthetic minus real: -0.032, in an interval from -0.045 to -0.019. It lies below 0 as a whole: these synthetic rows teach less, and the holdout is large enough to tell. An interval that contains 0 would say that we cannot tell, which is not the same as equal.

// %% [markdown] 04c-importances-text
// ## Right for the same reasons?
//
// Two learners may score alike and look at different columns. The importance of a column is its share of the work in a model. Predict: which column comes first?

// %% 04c-importances
const shareOf = (list: readonly { column: string; importance: number }[], column: string) =>
  list.find((each) => each.column === column)?.importance ?? 0;
const work = fromReal.importances.map(({ column, importance }) => ({
  column,
  real: importance,
  synthetic: shareOf(fromSynthetic.importances, column),
}));
show(Table.fromRows(work));
const [utility] = byTarget;
if ("importanceAgreement" in utility) show({ importanceAgreement: utility.importanceAgreement.value });

// %% [markdown] 04c-importances-read
// An agreement near 1 says that the columns come in nearly the same order of importance. Hours lose most: 29 % of the work with real rows, 24 % with synthetic ones. Columns that carry nearly the same news, such as occupation and education, may change places without harm.

// %% [markdown] 04c-break-text
// ## Break it
//
// Three other tables: each column drawn on its own, trees that learn column by column, and a plain **copy** of the training rows. Predict the order of the three.

// %% 04c-break
const alone = await marginals.train(training);
const trees = await cart.train(training, { seed: 1 });
const apart = await alone.sample(training.rowCount, { seed: 3 });
const planted = await trees.sample(training.rowCount, { seed: 3 });

// %% 04c-break-results
const candidates = Object.entries({ network: synthetic, trees: planted, apart, copy: training });
const judged = await Promise.all(
  candidates.map(([, table]) => tstr({ training, holdout, synthetic: table }, { targets: ["high_income"], seed: 1 })),
);
const results = judged.map(({ byTarget: [each] }, i) => ({
  table: candidates[i][0],
  auc: "difference" in each ? (each.synthetic.value ?? null) : null,
  difference: "difference" in each ? (each.difference.value ?? null) : null,
}));
show(Table.fromRows(results));

// %% [markdown] 04c-break-read
// The copy wins, a thousandth behind the real rows; the trees lose one point, the small network three. So usefulness is half of a verdict: the most useful table is the real one, and it protects nobody. Columns drawn apart teach nothing, though each looks perfect on its own.

// %% [markdown] 04c-limits
// ## What one target forgives
//
// A table may teach one column well and spoil the others. Predict several columns, with two kinds of learner: `learner: "logistic"` is the other. And look at groups: a model may be as good on the mean and worse for the minority.

// %% 04c-targets
const more = await tstr({ training, holdout, synthetic }, { targets: ["marital", "occupation", "hours"], learner: "logistic", seed: 1 });
const lines = more.byTarget.map((each) => ({
  target: each.target,
  real: "synthetic" in each ? (each.synthetic.reference ?? null) : null,
  synthetic: "synthetic" in each ? (each.synthetic.value ?? null) : null,
}));
show(Table.fromRows(lines));

// %% [markdown] 04c-box
// ## Open the box
//
// `tstr` is [lib/quality/tstr.ts](../lib/quality/tstr.ts): find the line that takes the same number of rows from either side. The learners stand in [lib/predictors/trees.ts](../lib/predictors/trees.ts) and beside it.

// %% [markdown] 04c-quiz-text
// ## Three questions
//
// Answer without looking back. Each choice tells why it is right or wrong.

// %% 04c-quiz
quiz("04c");

// %% [markdown] 04c-can
// ## You can now
//
// - hold a synthetic table against train real, test real
// - compare two learners person by person, with an interval
// - say why the most useful table may be the worst one to share

// %% [markdown] 04c-sources
// ## Sources
//
// - C. Esteban, S. L. Hyland, G. Rätsch: *Real-Valued (Medical) Time Series Generation with Recurrent Conditional GANs*, arXiv 1706.02633, 2017, section 4.2: train on synthetic, test on real
// - J. H. Friedman: *Greedy Function Approximation: A Gradient Boosting Machine*, Annals of Statistics 29, 2001
// - T. G. Dietterich: *Approximate Statistical Tests for Comparing Supervised Classification Learning Algorithms*, Neural Computation 10, 1998: why to compare in pairs
