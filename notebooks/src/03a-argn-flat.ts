// ---
// id: 03a
// title: How TabularARGN works
// section: 3 TabularARGN
// minutes: 50
// ---

// %% [markdown] 03a-question
// # How TabularARGN works
//
// **How can a network that only predicts the next cell write whole rows?** You build the idea by counting, see where counting ends, and let a network take over. 50 minutes.
//
// You will be able to
// - say what the model sees of a column
// - write a row's probability as a product
// - read a loss in nats

// %% 03a-imports
import { entropy, plots, Rng, simulate, split, Table, TableCodec, TabularARGN } from "synthetic-tables";
import type { Cell, Row } from "synthetic-tables";
import { check, expectError, hint, quiz, show, solution, stopSignal, todo, trackTraining } from "synthetic-tables/course";

// %% [markdown] 03a-people
// ## Five columns
//
// We take five columns of the simulated `people`. Nobody in them is real. In a census these five would single out many persons: an elderly woman with a doctorate in a village is one of a kind. Keep that in mind when a model learns rows.

// %% 03a-split
const people = simulate("people", { rows: 4000, seed: 1 }).select(["age", "sex", "education", "occupation", "income"]);
const { training, holdout } = split(people, { holdout: 0.5, seed: 1 });
show(training, { rows: 4 });

// %% [markdown] 03a-codes-text
// ## What the model sees
//
// A network knows no words and no incomes, only whole numbers: **[codes](glossary.md#code)**. A codec learns how to turn each column into codes and back. Predict: how many codes does a column of incomes need?

// %% 03a-codes
const codec = await TableCodec.fit(training);
const described = codec.columns.map(({ name, encoding, subColumns }) => ({ name, encoding, codes: subColumns[0].cardinality }));
show(Table.fromRows(described));
const { codes } = codec.encode(training.slice(0, 1));
const firstPerson = codec.columns.map(({ name, first }) => ({
  name,
  code: codes[first][0],
  stands_for: codec.valueLabels(name)[codes[first][0]],
}));
show(Table.fromRows(firstPerson));

// %% [markdown] 03a-codes-read
// Words get a code each, and so do `missing` and `_RARE_`, the [place](glossary.md#rare-value) of words that too few people share. Frequent numbers get a code, the others share a [bin](glossary.md#bin), so 20 codes cover all incomes. A bin is coarse on purpose: no income of one person is kept.

// %% [markdown] 03a-counting-text
// ## A model by counting
//
// Take two columns. How likely is each occupation? Count. How likely is it **for a person with a doctorate**? Keep the rows with a doctorate, then count. The second table is a [conditional](glossary.md#conditional-probability) one. Predict: which occupation gains most?

// %% 03a-counting
const doctors = training.filter((person) => person.education === "Doctorate");
show(`${doctors.rowCount} of ${training.rowCount} people have a doctorate`);
show(plots.compare(training, doctors, "occupation", { names: ["everybody", "with a doctorate"] }));

// %% [markdown] 03a-counting-read
// Half of the people with a doctorate are in the professions, and one in nine of all. But 78 people have to share all these bars, and one person more or less moves a bar by more than a point: conditional tables get thin quickly.

// %% include 03a.1

// %% [markdown] 03a-loss-text
// ## Surprise, in nats
//
// A row is likely when each cell is likely, given the cells before it. This **[chain rule](glossary.md#chain-rule)** holds in any order of columns.
//
// $$p(a, b, c) = p(a)\; p(b \mid a)\; p(c \mid a, b)$$
//
// Small products vanish, so we take logarithms: the **[loss](glossary.md#loss)** of a row is $-\ln p$, in [nats](glossary.md#nat). Certain rows have 0; one of ten equally likely rows has $\ln 10 = 2.3$.

// %% include 03a.2

// %% [markdown] 03a-floor-text
// ## How low can a loss go?
//
// The mean loss of the true shares is their **[entropy](glossary.md#entropy)**. No model gets below it on fresh rows, except by luck. For two columns we can count both ends: the sum of the two entropies, for a model that takes the columns as independent, and the entropy of the pairs.

// %% 03a-floor
function countsOf(table: Table, names: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const row of table.rows()) {
    const key = names.map((name) => String(row[name])).join(" and ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()];
}
const apart = entropy(countsOf(training, ["education"])) + entropy(countsOf(training, ["occupation"]));
const together = entropy(countsOf(training, ["education", "occupation"]));
show({ independent: apart, pairs: together });

// %% [markdown] 03a-two-text
// The difference of the two is all that can be learnt here: the [mutual information](glossary.md#mutual-information). Now a network learns the same two columns. Predict: between which two numbers will its loss lie?

// %% 03a-two tags=slow
const pairs = training.select(["education", "occupation"]);
const small = await TabularARGN.train(pairs, { seed: 1, size: "S", epochs: 40, signal: stopSignal() });
const logs = await small.logProbability(pairs);
const networkLoss = -logs.reduce((sum, log) => sum + log, 0) / logs.length;
show({ independent: apart, network: networkLoss, pairs: together });

// %% [markdown] 03a-two-read
// 3.95, between 4.03 and 3.91: two thirds of the way down. It does not reach the floor, and should not: the floor also holds the accidents of these 2,000 people, and a good model leaves accidents alone.

// %% [markdown] 03a-break-text
// ## Break it
//
// Why a network at all, if counting is exact? Count with all five columns, coded. Predict: what share of fresh people has a combination that no training row has?

// %% 03a-break
const keysOf = (table: Table): string[] => {
  const columns = codec.encode(table).codes;
  return Array.from({ length: table.rowCount }, (_, row) => columns.map((column) => column[row]).join(" "));
};
const seen = new Set(keysOf(training));
const unseen = keysOf(holdout).filter((key) => !seen.has(key)).length / holdout.rowCount;
show(`${(100 * unseen).toFixed(0)} % of fresh people are impossible to the counting model`);

// %% [markdown] 03a-break-read
// A counted table gives an unseen combination the probability 0, and a loss without end. The network shares what it learns: it places similar codes near each other, so that what it knows of one age helps with the next.

// %% 03a-train tags=slow
const argn = await TabularARGN.train(training, { seed: 1, epochs: 30, onProgress: trackTraining("five columns"), signal: stopSignal() });
show(plots.lossCurve(argn.history));

// %% [markdown] 03a-order-text
// ## Any order
//
// At each step of training the columns come in a new random order, and each is predicted from those before it. The model thus learns every conditional there is, in every direction. So you may fix some cells and draw the rest. Predict the incomes of women with a doctorate.

// %% 03a-given
const women = await argn.sample(1000, { seed: 2, given: Table.of({ sex: ["F"], education: ["Doctorate"] }) });
show(women, { rows: 4 });
show(plots.compare(training, women, "income", { names: ["everybody", "women with a doctorate"] }));

// %% [markdown] 03a-given-read
// A thousand women with a doctorate who never lived. They earn more than the country does, and less than such women among the training rows: fewer than fifty were there, too few to teach the whole difference.

// %% include 03a.3

// %% [markdown] 03a-probabilities-text
// ## No draw at all
//
// The shares that the model draws from can be asked for. Columns that you leave out are left open. A model trained with `order: "fixed"` knows one direction only. What does it say when asked for another?

// %% 03a-probabilities
const asked = Table.of({ education: ["None", "Doctorate"] });
const { labels, shares } = await argn.probabilities(asked, ["occupation"]);
show(Table.fromRows(labels.map(([occupation], i) => ({ occupation, none: shares[i], doctorate: shares[labels.length + i] }))));
const oneWay = await TabularARGN.train(pairs, { seed: 1, size: "S", epochs: 1, order: "fixed" });
await expectError(() => oneWay.probabilities(Table.of({ occupation: ["Tech"] }), ["education"]));

// %% [markdown] 03a-box
// ## Open the box
//
// The network, forwards and backwards, is about a hundred lines: [lib/argn/tfjs/network.ts](../lib/argn/tfjs/network.ts). Find `visibilityMask`: it hides the columns that come later. Which line turns scores into logarithms of shares? The fast version in WebAssembly gives the same numbers.

// %% [markdown] 03a-quiz-text
// ## Three questions
//
// Answer without looking back. Each choice tells why it is right or wrong.

// %% 03a-quiz
quiz("03a");

// %% [markdown] 03a-can
// ## You can now
//
// - tell codes, bins and rare words apart, and say what they protect
// - compute the loss of a row from conditional shares
// - judge a loss by two entropies: the ceiling of independence, the floor of the pairs

// %% [markdown] 03a-sources
// ## Sources
//
// - P. Tiwald et al.: *TabularARGN: A Flexible and Efficient Auto-Regressive Framework for Generating High-Fidelity Synthetic Data*, arXiv 2501.12012, 2025, section 3
// - B. Uria, I. Murray, H. Larochelle: *A Deep and Tractable Density Estimator*, ICML 2014, section 4: one network, any order
// - T. M. Cover, J. A. Thomas: *Elements of Information Theory*, 2nd edition, Wiley 2006, chapter 2: entropy and the chain rule
