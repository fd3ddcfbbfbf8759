// ---
// id: 00
// title: Start here
// section: start
// minutes: 25
// ---

// %% [markdown] 00-question
// # Start here
//
// **Can a table of people who never lived be useful, and to whom?** This course makes such tables ([synthetic data](glossary.md#synthetic-data)), measures them and attacks them. Here you try the tools. 25 minutes.
//
// You will be able to
// - run a cell and read what it gives
// - look at a table and at its gaps
// - have an exercise checked

// %% [markdown] 00-how-to-run
// ## How a notebook works
//
// Grey boxes are TypeScript. Click into one and press Shift and Enter, or its button Run: the result appears below. Run from top to bottom; a cell knows what the cells before it have made. The first cell loads the library and takes a few seconds.

// %% 00-imports
import { simulate, split, summary } from "synthetic-tables";
import type { Cell, Table } from "synthetic-tables";
import { check, expectError, hint, progress, quiz, show, solution, todo } from "synthetic-tables/course";

// %% [markdown] 00-people
// ## The table of this course
//
// `people` looks like a census of an invented country. Nobody in it is real: each row is drawn from a law that we wrote, so we know the truth about it. The **[seed](glossary.md#seed)** fixes the draw. Same seed, same people, on every machine.

// %% 00-simulate
const people = simulate("people", { rows: 2000, seed: 1 });
show(people, { rows: 5 });

// %% [markdown] 00-read-the-table
// A row is a person, a column is a property. Under each name stands the type of the column: number, string, datetime or boolean. Some cells say *missing*. Who has no occupation?

// %% [markdown] 00-predict
// ## Predict, run, read
//
// Before you run the next cell, make a guess and say it aloud: how many of the 2,000 earn more than 50,000? A guess that turns out wrong is remembered best.

// %% 00-high-income
const rich = people.filter((person) => person.high_income === true);
show(`${rich.rowCount} of ${people.rowCount} people have a high income`);

// %% [markdown] 00-high-income-read
// 453 of 2,000, a little less than one in four. In the law of this country the share is 23 %; a sample of 2,000 people is off by up to two points. Keep that in mind: **even real data differs from other real data of the same kind.**

// %% [markdown] 00-missing
// ## Missing is a value of its own
//
// A missing cell is `null`. It is not 0, not an empty text and not false: those are answers, `null` is the absence of one. `table.cell(row, name)` gives one cell.

// %% 00-missing-cells
const firstRows = people.select(["works", "occupation", "hours", "income"]).slice(0, 6);
show(firstRows);
show([firstRows.cell(0, "occupation"), firstRows.cell(4, "occupation"), firstRows.cell(4, "income")]);

// %% [markdown] 00-missing-read
// Occupation and hours are missing exactly where a person does not work, while the income there is 0. Gaps follow rules, and a synthetic table has to keep them: a person without work who works 40 hours gives the fake away.

// %% [markdown] 00-usual-text
// ## What is usual?
//
// `summary` describes each column in one row: missing cells, different values, the middle, the most frequent value. Missing cells are counted apart and have no part in the rest. Predict: how many hours does a person with work usually work?

// %% 00-usual
show(summary(people.select(["education", "works", "hours", "income"])));

// %% [markdown] 00-usual-read
// 40 hours: 696 of the 1,535 people who work. The most frequent income is 0, though three in four earn something, because few people share any other income. **Frequent is not typical**, so the median, 28,850, stands beside it.

// %% [markdown] 00-split-text
// ## Two halves
//
// We cut the table in two at random. A model learns from the **[training](glossary.md#training-rows)** half. The **[holdout](glossary.md#holdout)** half is kept away from it, and later tells us what fresh real rows look like.

// %% 00-split
const { training, holdout } = split(people, { holdout: 0.5, seed: 1 });
show(`${training.rowCount} rows to learn from, ${holdout.rowCount} kept away`);

// %% [markdown] 00-break
// ## Break it
//
// Errors are part of the work, and here they try to help. The next cell asks for a column that does not exist. `expectError` shows the message and goes on.

// %% 00-break-column
expectError(() => people.column("incom"));

// %% [markdown] 00-break-read
// The message says what was asked, what there is, and what you may have meant. Change `"incom"` in the cell to see other messages.

// %% [markdown] 00-box
// ## Open the box
//
// The table is some hundred lines of TypeScript: [lib/table/table.ts](../lib/table/table.ts). Each verb gives a new table and leaves the old one as it was. Look at `filter`: which of our cells used it?

// %% [markdown] 00-exercise
// ## Your turn
//
// Write the answer where `todo()` stands, run the cell, then run the check. A check may fail as often as you like; it says what it expected and what it got.

// %% include 00.1

// %% include 00.2

// %% [markdown] 00-progress-text
// ## Where you are
//
// Your attempts are remembered in the folder `.course` of this course, on your machine only. `resetProgress("00.1")` forgets one exercise.

// %% 00-progress
progress();

// %% [markdown] 00-quiz-text
// ## Three questions
//
// Answer without looking back. Each choice tells why it is right or wrong.

// %% 00-quiz
quiz("00");

// %% [markdown] 00-can
// ## You can now
//
// - run cells, and read a table with its types and gaps
// - split a table into training and holdout rows, and say why
// - have an answer checked, and ask for hints
//
// Next: six kinds of synthetic data, in [01a, the spectrum](01a-the-spectrum.ipynb).

// %% [markdown] 00-sources
// ## Sources
//
// - The law of `people`, with every number in it: [lib/datasets/simulate](../lib/datasets/simulate)
// - R. J. A. Little, D. B. Rubin: *Statistical Analysis with Missing Data*, 3rd edition, Wiley 2019, chapter 1: why a gap is information
