// ---
// id: 01b
// title: Mock data and simulation
// section: 1 Introduction
// minutes: 45
// ---

// %% [markdown] 01b-question
// # Mock data and simulation
//
// **What can you make when you have no rows at all?** You check what a language model wrote, draw from equations, and make rows from a summary. 45 minutes.
//
// You will be able to
// - check an answer against a [schema](glossary.md#schema)
// - test an analysis on a known truth
// - say what a summary loses

// %% 01b-imports
import { readFileSync } from "node:fs";
import { assess, fromSummary, plots, rules, simulate, summary, Table } from "synthetic-tables";
import type { Cell, Row } from "synthetic-tables";
import { check, expectError, hint, quiz, show, solution, todo } from "synthetic-tables/course";

// %% [markdown] 01b-ask-text
// ## Asking a language model
//
// A language model has read about many countries and can write rows that look like a census. It knows no person of yours, unless you put rows into the prompt: then they leave your house. Our answer was recorded once, so that no key and no network are needed.

// %% 01b-answer
const recorded: { prompt: string; answer: string } = JSON.parse(readFileSync("../notebooks/data/language-model-answer.json", "utf8"));
show(recorded.prompt);
show(recorded.answer.slice(0, 200));

// %% [markdown] 01b-parse-text
// ## An answer is text
//
// The rows stand between two fences of three backticks, with friendly words around them. Take them out, read them as JSON, and make a table. Predict: will it become one?

// %% 01b-parse
const written: Row[] = JSON.parse(recorded.answer.split("```")[1].replace("json", ""));
show(`${written.length} rows`);
expectError(() => Table.fromRows(written));

// %% [markdown] 01b-parse-read
// One income is a text, and a column has one type. A person would have understood "about 39000"; a program has to decide. So every answer of a language model goes through a check, row by row, before anything is done with it.

// %% include 01b.1

// %% 01b-mock
const people = simulate("people", { rows: 2000, seed: 1 }).select(["age", "sex", "education", "works", "hours", "income"]);
const readable = Table.fromRows(written.filter((row) => typeof row.income === "number"));
show(plots.compare(people, readable, "hours"));

// %% [markdown] 01b-mock-read
// The model likes 40 hours even more than the country does, and every row is tidy. Mock rows are what people expect, without surprises: good for a screen or a first test, and no basis for a number that you report.

// %% [markdown] 01b-live
// ## With a live endpoint
//
// A service would take the same prompt, some with the schema beside it, and answer a few dozen rows at a time. The same prompt gives other rows tomorrow, so record the answer with the name of the model. Check each row, ask again for the faulty ones, and stop after three rounds.

// %% [markdown] 01b-world-text
// ## A world of equations
//
// A **[simulation](glossary.md#simulation)** states how the world works and draws from it. In ours each year of school adds 2,000 to the income. Because we wrote the truth down, we can see whether an analysis finds it. Predict: how near does it come with 2,000 people?

// %% 01b-world
const world = rules({
  years: (_, rng) => rng.pick([9, 12, 16, 18]),
  income: ({ years }, rng) => 10_000 + 2_000 * Number(years) + 5_000 * rng.normal(),
});
const trainedWorld = await world.train(Table.of({}));
const drawn = await trainedWorld.sample(2000, { seed: 1 });
const meanIncome = (table: Table, years: number) => {
  const alike = [...table.rows()].filter((row) => row.years === years);
  return alike.reduce((sum, row) => sum + Number(row.income), 0) / alike.length;
};
show({ perYearOfSchool: (meanIncome(drawn, 18) - meanIncome(drawn, 12)) / 6 });

// %% [markdown] 01b-world-read
// 1,909, near 2,000; another seed gives another number. Two groups out of four were used: a straight line through all points uses everybody.

// %% include 01b.2

// %% [markdown] 01b-break-text
// ## Break it
//
// Add a talent that nobody records, a [common cause](glossary.md#common-cause). It leads to more school, and to more income as well. A year of school still adds 2,000. Predict what the same analysis finds.

// %% 01b-break
const talented = rules({
  talent: (_, rng) => rng.normal(),
  years: ({ talent }, rng) => rng.pick(Number(talent) > 0 ? [16, 18] : [9, 12]),
  income: ({ years, talent }, rng) => 10_000 + 2_000 * Number(years) + 8_000 * Number(talent) + 5_000 * rng.normal(),
});
const trainedTalent = await talented.train(Table.of({}));
const confounded = await trainedTalent.sample(2000, { seed: 1 });
show({ perYearOfSchool: (meanIncome(confounded, 18) - meanIncome(confounded, 12)) / 6 });

// %% [markdown] 01b-break-read
// 4,108, twice the truth: school gets the credit for talent. On real data nobody could have told, as no column says what is true. That is what simulations are for: they test the analysis, not the world. They are as right as their equations, and no more.

// %% [markdown] 01b-summary-text
// ## From a published summary
//
// A statistical office may publish this table and no row. Means, spreads and shares are enough to draw rows that agree with it. Predict: which column will look wrong all the same?

// %% 01b-summary
show(summary(people));
const published = await fromSummary.train(people);
const fromMeans = await published.sample(people.rowCount, { seed: 2 });
show(plots.compare(people, fromMeans, "income"));

// %% 01b-summary-scores
const scores = await assess({ training: people, synthetic: fromMeans }, { seed: 1, parts: ["accuracy"] });
show({ columns: scores.univariate.value, pairs: scores.bivariate.value, triples: scores.trivariate.value });
const idle = fromMeans.filter((person) => person.works === false && person.hours !== null);
show(`${idle.rowCount} people without work have hours`);

// %% [markdown] 01b-summary-read
// A bell curve stands where the incomes have a long tail and a spike at 0. A mean and a spread say nothing of either, nor of how columns go together: columns reach 89 %, pairs 74 %, and 341 people without work have hours. Even a summary may tell on somebody: the greatest income in a village is one person's.

// %% [markdown] 01b-scale-text
// ## How many rows?
//
// A cloud team wants to test its billing at ten times the load. `cloudops` is a cloud of equations: machines, a cost line for each machine and day, incidents. A language model writes each line letter by letter. How long would its answer be for a million lines?

// %% 01b-scale
const lettersPerRow = recorded.answer.length / written.length;
show(`a million rows: ${Math.round(lettersPerRow)} million letters`);
const small = simulate("cloudops", { rows: 100, seed: 1 });
const large = simulate("cloudops", { rows: 1000, seed: 1 });
const lastDay = (cloud: typeof small) => cloud.cost_line.filter((line) => line.resource_id === "R00100").rowCount;
const sizes = [small, large].map((cloud) => ({
  machines: cloud.resource.rowCount,
  cost_lines: cloud.cost_line.rowCount,
  incidents: cloud.incident.rowCount,
  days_of_R00100: lastDay(cloud),
}));
show(Table.fromRows(sizes));

// %% [markdown] 01b-scale-read
// 5,698 lines became 57,392, in a second. Incidents are rare, so chance weighs more: 29 became 424. Machine 100 is the same in both clouds, as each has a stream of randomness of its own: a small test and a large one tell of the same world. More rows make chance smaller, and no equation truer.

// %% [markdown] 01b-box
// ## Open the box
//
// Rows from a summary: [lib/generators/from-summary.ts](../lib/generators/from-summary.ts). Find what becomes of a word that fewer than five people share, and say why. The law of `people`, with all its numbers, is [lib/datasets/simulate/people](../lib/datasets/simulate/people).

// %% [markdown] 01b-quiz-text
// ## Three questions
//
// Answer without looking back. Each choice tells why it is right or wrong.

// %% 01b-quiz
quiz("01b");

// %% [markdown] 01b-can
// ## You can now
//
// - put a check between a language model and your work
// - use a known truth to test an analysis
// - say what rows from a summary can be used for, and what not

// %% [markdown] 01b-sources
// ## Sources
//
// - T. P. Morris, I. R. White, M. J. Crowther: *Using Simulation Studies to Evaluate Statistical Methods*, Statistics in Medicine 38, 2019: how to plan one
// - V. Borisov et al.: *Language Models are Realistic Tabular Data Generators*, ICLR 2023, arXiv 2210.06280: a language model that is trained on the table
