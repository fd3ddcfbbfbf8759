// ---
// id: 01a
// title: The spectrum, exercises
// section: 1 Introduction
// minutes: 15
// ---

// %% [markdown] 01a-sheet
// # Exercises of 01a: the spectrum
//
// Two short functions: one counts broken rules, the other places a score between two ends. Write your answers where `todo()` stands, and run the check below each.

// %% 01a-imports
import { mock, simulate, Table } from "synthetic-tables";
import { check, hint, show, solution, todo } from "synthetic-tables/course";

// %% 01a-setup
const names = ["age", "sex", "education", "education_years", "works", "hours", "income"];
const training = simulate("people", { rows: 1500, seed: 1 }).select(names);
const trainedMock = await mock.train(training);
const mockTable = await trainedMock.sample(training.rowCount, { seed: 2 });

// %% [markdown] 01a-1-question exercise=01a.1
// ### Exercise 01a.1: who breaks the rule?
//
// In `people`, `hours` is missing (`null`) exactly when `works` is false. Return the share of rows that break this rule, in either direction. A table without rows breaks nothing. About 4 lines.
//
// Stuck? Run `hint("01a.1")` in a new cell.

// %% 01a-1-answer exercise=01a.1
function brokenShare(table: Table): number {
  // PROMPT: return todo<number>(); // your code here, about 4 lines
  // BEGIN SOLUTION
  if (table.rowCount === 0) return 0;
  // the rule holds when the two differ: works and no gap, or a gap and no work
  const broken = table.filter((person) => (person.hours === null) === (person.works === true));
  return broken.rowCount / table.rowCount;
  // END SOLUTION
}

// %% 01a-1-try exercise=01a.1
show({ training: brokenShare(training), mock: brokenShare(mockTable) });

// %% 01a-1-check exercise=01a.1 tags=check
await check("01a.1", brokenShare);

// %% [markdown] 01a-1-why exercise=01a.1 tags=solution-only
// **Why so.** "Exactly when" is two rules in one. Whoever counts only people who have hours without work misses workers without hours, and a generator that empties the whole column would pass. Testing `!person.hours` would also call 0 hours a gap.

// %% [markdown] 01a-2-question exercise=01a.2
// ### Exercise 01a.2: a place between two ends
//
// Random data has a closeness above 0, and fresh real rows have one below 1. Place a value between these ends: 0 at `random`, 1 at `real`, in proportion between. Values outside of the ends stay outside. 1 line.
//
// Stuck? Run `hint("01a.2")` in a new cell.

// %% 01a-2-answer exercise=01a.2
function placeOf(value: number, ends: { random: number; real: number }): number {
  // PROMPT: return todo<number>(); // your code here, 1 line
  // BEGIN SOLUTION
  // the way that has been made, as a share of the whole way
  return (value - ends.random) / (ends.real - ends.random);
  // END SOLUTION
}

// %% 01a-2-try exercise=01a.2
show({ halfWay: placeOf(0.7, { random: 0.5, real: 0.9 }), worseThanRandom: placeOf(0.4, { random: 0.5, real: 0.9 }) });

// %% 01a-2-check exercise=01a.2 tags=check
await check("01a.2", placeOf);

// %% [markdown] 01a-2-why exercise=01a.2 tags=solution-only
// **Why so.** The same 0.7 is poor where dice reach 0.65, and good where they reach 0.2. Cutting the result off at 0 and 1 would hide two findings: a generator worse than dice, and one that is closer than real people come, which is how copies look.
