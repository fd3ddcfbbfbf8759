// ---
// id: 01b
// title: Mock data and simulation, exercises
// section: 1 Introduction
// minutes: 20
// ---

// %% [markdown] 01b-sheet
// # Exercises of 01b: mock data and simulation
//
// A check for rows that somebody else has written, and an analysis to test on a known truth. Write your answers where `todo()` stands, and run the check below each.

// %% 01b-imports
import { readFileSync } from "node:fs";
import { rules, Table } from "synthetic-tables";
import type { Cell, Row } from "synthetic-tables";
import { check, hint, show, solution, todo } from "synthetic-tables/course";

// %% 01b-setup
const recorded: { prompt: string; answer: string } = JSON.parse(readFileSync("../notebooks/data/language-model-answer.json", "utf8"));
const written: Row[] = JSON.parse(recorded.answer.split("```")[1].replace("json", ""));
const world = rules({
  years: (_, rng) => rng.pick([9, 12, 16, 18]),
  income: ({ years }, rng) => 10_000 + 2_000 * Number(years) + 5_000 * rng.normal(),
});
const trainedWorld = await world.train(Table.of({}));
const drawn = await trainedWorld.sample(2000, { seed: 1 });

// %% [markdown] 01b-1-question exercise=01b.1
// ### Exercise 01b.1: which cells are faulty?
//
// A schema has a test for each column: `{ age: (cell) => ... }`. Return the names of the columns whose cell fails, in the order of the schema. An absent cell is tested as `null`. Columns that the schema does not know come last. About 5 lines.
//
// Stuck? Run `hint("01b.1")` in a new cell.

// %% 01b-1-answer exercise=01b.1
type Schema = Record<string, (cell: Cell) => boolean>;

function faultsOf(row: Row, schema: Schema): string[] {
  // PROMPT: return todo<string[]>(); // your code here, about 5 lines
  // BEGIN SOLUTION
  // the schema leads: a walk over the row would not see a cell that is not there
  const failing = Object.keys(schema).filter((name) => !schema[name](row[name] ?? null));
  const unknown = Object.keys(row).filter((name) => !Object.hasOwn(schema, name));
  return [...failing, ...unknown];
  // END SOLUTION
}

// %% 01b-1-try exercise=01b.1
const between = (least: number, most: number) => (cell: Cell) => typeof cell === "number" && cell >= least && cell <= most;
const degrees = ["None", "Basic", "Secondary", "Vocational", "Bachelor", "Master", "Doctorate"];
const census: Schema = {
  age: between(18, 89),
  sex: (cell) => cell === "F" || cell === "M",
  education: (cell) => degrees.includes(String(cell)),
  works: (cell) => typeof cell === "boolean",
  hours: (cell) => cell === null || between(5, 90)(cell),
  income: between(0, 1e7),
};
show([...written.slice(16, 20), written[22]].map((row) => faultsOf(row, census)));

// %% 01b-1-check exercise=01b.1 tags=check
await check("01b.1", faultsOf);

// %% [markdown] 01b-1-why exercise=01b.1 tags=solution-only
// **Why so.** Whoever walks over the cells of the row finds wrong cells, and misses those that were left out: language models leave out cells often. Writing `row[name] || null` would turn 0 and false into gaps, and call every income of 0 faulty.

// %% [markdown] 01b-2-question exercise=01b.2
// ### Exercise 01b.2: the slope of the best line
//
// Return how much `y` grows for one more of `x`, by least squares: the sum of (x - mean x)(y - mean y), divided by the sum of (x - mean x) squared. About 5 lines.
//
// Stuck? Run `hint("01b.2")` in a new cell.

// %% 01b-2-answer exercise=01b.2
function slopeOf(x: readonly number[], y: readonly number[]): number {
  // PROMPT: return todo<number>(); // your code here, about 5 lines
  // BEGIN SOLUTION
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [meanOf(x), meanOf(y)];
  // people far from the middle of x say most about the slope: their distance is their weight
  const together = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0);
  return together / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  // END SOLUTION
}

// %% 01b-2-try exercise=01b.2
const years = [...drawn.rows()].map((row) => Number(row.years));
const incomes = [...drawn.rows()].map((row) => Number(row.income));
show({ found: slopeOf(years, incomes), truth: 2000 });

// %% 01b-2-check exercise=01b.2 tags=check
await check("01b.2", slopeOf);

// %% [markdown] 01b-2-why exercise=01b.2 tags=solution-only
// **Why so.** Without the means the line is forced through 0, and the 10,000 that everybody gets is laid on the years. Divided by the spread of `y` it would be the slope of years on income: another question. On a known truth, both mistakes show at once.
