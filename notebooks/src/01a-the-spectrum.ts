// ---
// id: 01a
// title: The spectrum
// section: 1 Introduction
// minutes: 45
// ---

// %% [markdown] 01a-question
// # The spectrum
//
// **Everybody says synthetic data. Do they mean the same thing?** You make one small table in six ways, and look at all six with the same three looks. 45 minutes.
//
// You will be able to
// - tell the kinds of synthetic data apart
// - measure how close each comes
// - choose one for a purpose

// %% 01a-imports
import { assess, assessSeveral, marginals, mock, plots } from "synthetic-tables";
import { rules, simulate, split, Table, TabularARGN } from "synthetic-tables";
import { check, hint, quiz, show, solution, stopSignal, todo } from "synthetic-tables/course";

// %% [markdown] 01a-people
// ## One table to copy
//
// The people are simulated, so nobody is harmed by our six copies. With a real census, each copy would differ in what it tells of real persons: some tell nothing, some a lot. Watch for that on the way.

// %% 01a-split
const names = ["age", "sex", "education", "education_years", "works", "hours", "income"];
const { training, holdout } = split(simulate("people", { rows: 3000, seed: 1 }).select(names), { holdout: 0.5, seed: 1 });
const size = training.rowCount;
show(training, { rows: 4 });

// %% [markdown] 01a-random-text
// ## 1 and 2: random and mock
//
// **Random** data has the right types and nothing else. **[Mock](glossary.md#mock-data)** data looks plausible by the names of its columns: it is for screens and tests of software. Neither has looked at a row. Predict: how old are the people in a mock table?

// %% 01a-random
const degrees = ["None", "Basic", "Secondary", "Vocational", "Bachelor", "Master", "Doctorate"];
const dice = rules({
  age: (_, rng) => rng.integer(120),
  sex: (_, rng) => rng.pick(["F", "M"]),
  education: (_, rng) => rng.pick(degrees),
  education_years: (_, rng) => rng.integer(30),
  works: (_, rng) => rng.integer(2) === 1,
  hours: (_, rng) => rng.integer(168),
  income: (_, rng) => rng.integer(200_000),
});

// %% 01a-mock
const trainedDice = await dice.train(training);
const diceTable = await trainedDice.sample(size, { seed: 2 });
const trainedMock = await mock.train(training);
const mockTable = await trainedMock.sample(size, { seed: 2 });
show(mockTable, { rows: 4 });

// %% [markdown] 01a-rules-text
// ## 3: rules by hand
//
// [Rules](glossary.md#rules): now somebody who knows the country writes down what she knows: years of school by degree, no hours without work, an income that grows with both. Again no row is looked at, so no row can leak. It took her an afternoon.

// %% 01a-rules
const years = [6, 9, 12, 13, 16, 18, 21];
const byHand = rules({
  age: (_, rng) => 18 + rng.integer(70),
  sex: (_, rng) => rng.pick(["F", "M"]),
  education: (_, rng) => rng.pick(degrees),
  education_years: ({ education }) => years[degrees.indexOf(String(education))],
  works: ({ age }, rng) => rng.uniform() < (Number(age) < 65 ? 0.9 : 0.2),
  hours: ({ works }, rng) => (works === true ? 20 + rng.integer(30) : null),
  income: ({ education_years, hours }) => (hours === null ? 0 : 60 * Number(education_years) * Number(hours)),
});
const trainedRules = await byHand.train(training);
const ruleTable = await trainedRules.sample(size, { seed: 2 });

// %% [markdown] 01a-learnt-text
// ## 4, 5 and 6: simulation, statistics, learning
//
// A **[simulation](glossary.md#simulation)** draws from equations of a process; ours happens to be the law of the country itself, so it is as good as data can get. A **statistical** model counts: here each column on its own. A **learnt** model finds out by itself how columns go together.

// %% 01a-learnt tags=slow
const simulated = simulate("people", { rows: size, seed: 2 }).select(names);
const counted = await marginals.train(training);
const countedTable = await counted.sample(size, { seed: 2 });
const argn = await TabularARGN.train(training, { seed: 1, size: "S", epochs: 40, signal: stopSignal() });
const learnt = await argn.sample(size, { seed: 2 });
show(learnt, { rows: 4 });

// %% [markdown] 01a-looks-text
// ## The first look: one column
//
// Predict before you run: which of the six has the incomes right? Here are two of them.

// %% 01a-column
show(plots.compare(training, ruleTable, "income"));
show(plots.compare(training, countedTable, "income"));

// %% [markdown] 01a-column-read
// The rules give an income that grows smoothly; real incomes have a long tail. Counting gets the column right without knowing why. So one look is not enough: what of two columns together, and of a rule that no row may break?

// %% 01a-looks
const made = { random: diceTable, mock: mockTable, rules: ruleTable, statistics: countedTable, learnt, simulation: simulated };
const several = await assessSeveral({ training, holdout, synthetic: made }, { seed: 1, parts: ["accuracy"] });
const schoolOf = (table: Table) => [...table.rows()].map((person) => `${person.education} ${person.education_years}`);
const schools = new Set(schoolOf(training));
const broken = Object.values(made).map((table) => schoolOf(table).filter((school) => !schools.has(school)).length / size);
const looks = several.map(({ name, scores }, i) => ({
  name,
  column: scores.univariate.value ?? null,
  pair: scores.bivariate.value ?? null,
  rule_broken: broken[i],
}));
show(Table.fromRows(looks));

// %% [markdown] 01a-looks-read
// `rule_broken` is the share of people whose years of school do not fit their degree. Statistics gets 97 % of a column and 82 % of a pair, and four people in five break the rule. Rules break none and get 78 % of a column. Learning has 97 %, 92 % and none, and needs real rows for it.

// %% include 01a.1

// %% [markdown] 01a-figure-text
// ## Effort against closeness
//
// From left to right the work of a person grows: a minute for random, an afternoon for rules, months for a simulation that is right. The bars show how well pairs of columns agree. Where is the most closeness for the least work?

// %% 01a-figure
const byEffort = ["random", "mock", "statistics", "learnt", "rules", "simulation"];
const closeness = byEffort.map((name) => several.find((each) => each.name === name)?.scores.bivariate.value ?? 0);
show(plots.bars({ labels: byEffort, values: closeness }, { title: "Closeness of pairs, from least to most work by hand" }));

// %% [markdown] 01a-figure-read
// The kinds do not stand on one line: learning is close and cheap, but it needs real rows, and with them comes the duty to protect those people. A height alone says little. Which bar is nothing, which is perfect?

// %% include 01a.2

// %% [markdown] 01a-break-text
// ## Break it
//
// A learnt [generator](glossary.md#generator) needs rows. Give the same network 30 of them, and look again at pairs and at the rule. Predict: does it still beat the rules that somebody wrote in an afternoon?

// %% 01a-break
const starved = await TabularARGN.train(training.slice(0, 30), { seed: 1, size: "S", epochs: 40 });
const starvedTable = await starved.sample(size, { seed: 2 });
const starvedScores = await assess({ training, holdout, synthetic: starvedTable }, { seed: 1, parts: ["accuracy"] });
const starvedBroken = schoolOf(starvedTable).filter((school) => !schools.has(school)).length / size;
const starvedLook = { name: "learnt from 30", pair: starvedScores.bivariate.value ?? null, rule_broken: starvedBroken };
show(Table.fromRows([starvedLook, ...looks.map(({ name, pair, rule_broken }) => ({ name, pair, rule_broken }))]));

// %% [markdown] 01a-break-read
// In pairs it does, by a little: 68 % against 65 %. But nearly four people in five break the rule, and with written rules nobody does. Thirty rows hold too little to tell a rule from an accident, and words that few people share are not learnt at all. Knowledge that is written down does not shrink with the data.

// %% [markdown] 01a-borders
// ## Blurred borders
//
// A language model that writes mock data was **[pre-trained](glossary.md#pre-trained)** on texts: it knows that nurses earn less than surgeons, and nothing of your table. Our network learns **[from scratch](glossary.md#learnt-from-scratch)**, from your table alone. Rules know what their author knows. Real projects mix: a learnt table, rules on top, mock names at the end.

// %% [markdown] 01a-purposes
// ## For which purpose?
//
// - A form to be tested: mock data, with odd values on purpose
// - A rare accident that nobody recorded: a simulation
// - A cloud bill at ten times the load: a simulation that scales
// - An analysis by people who may not see the rows: learnt data, with its report
// - A course: a simulation, as its truth is known

// %% [markdown] 01a-box
// ## Open the box
//
// All kinds meet one interface of two verbs, train and sample: [lib/generators/generator.ts](../lib/generators/generator.ts). Mock data is [lib/generators/mock.ts](../lib/generators/mock.ts): find the line that decides how old people are.

// %% [markdown] 01a-quiz-text
// ## Three questions
//
// Answer without looking back. Each choice tells why it is right or wrong.

// %% 01a-quiz
quiz("01a");

// %% [markdown] 01a-can
// ## You can now
//
// - name six kinds of synthetic data, and what each has seen
// - look at a column, a pair and a rule
// - place a generator between nothing and fresh real rows

// %% [markdown] 01a-sources
// ## Sources
//
// - J. Jordon et al.: *Synthetic Data: What, Why and How?*, Royal Society and Alan Turing Institute, arXiv 2205.03257, 2022, sections 2 and 3: kinds and purposes
// - J. Drechsler: *Synthetic Datasets for Statistical Disclosure Control*, Springer 2011, chapter 2: where the idea comes from
