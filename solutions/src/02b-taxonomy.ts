// ---
// id: 02b
// title: The families of generators, exercises
// section: 2 AI-generated data
// minutes: 25
// ---

// %% [markdown] 02b-sheet
// # Exercises of 02b: the families of generators
//
// Three steps out of three families: the way back of a copula, the first turn of a mixture, and what a network sees of a number. Write your answers where `todo()` stands, and run the check below each.

// %% 02b-imports
import { simulate } from "synthetic-tables";
import { check, hint, show, solution, todo } from "synthetic-tables/course";

// %% 02b-setup
const workers = simulate("people", { rows: 500, seed: 1 }).filter(({ works }) => works === true);
const workerIncomes = [...workers.rows()].map(({ income }) => Number(income));

// %% [markdown] 02b-1-question exercise=02b.1
// ### Exercise 02b.1: the cell at a share
//
// Return the value of that rank: at share 0 the smallest, at share 1 the largest, each of the n values for an n-th of the shares. The values come in any order and may repeat; do not change them. About 3 lines.
//
// Stuck? Run `hint("02b.1")` in a new cell.

// %% 02b-1-answer exercise=02b.1
function cellAt(values: readonly number[], share: number): number {
  // PROMPT: return todo<number>(); // your code here, about 3 lines
  // BEGIN SOLUTION
  // a copy: sort() would reorder the caller's own column
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  // END SOLUTION
}

// %% 02b-1-check exercise=02b.1 tags=check
show({ least: cellAt(workerIncomes, 0), median: cellAt(workerIncomes, 0.5), most: cellAt(workerIncomes, 1) });
await check("02b.1", cellAt);

// %% [markdown] 02b-1-why exercise=02b.1 tags=solution-only
// **Why so.** The share times n counts the values below. At share 1 that is n, one past the end, hence the `Math.min`. Without a comparison, `sort()` orders numbers as words: 100 comes before 20.

// %% [markdown] 02b-2-question exercise=02b.2
// ### Exercise 02b.2: who belongs where?
//
// Return the share of each group in a value `x`: its weight times its density at `x`, divided by the sum of that over all groups. The density is, up to a common factor,
//
// $$e^{-((x - \mu) / \sigma)^2 / 2} / \sigma$$
//
// with mean $\mu$ and deviation $\sigma$. About 4 lines.
//
// Stuck? Run `hint("02b.2")` in a new cell.

// %% 02b-2-answer exercise=02b.2
type Group = { weight: number; mean: number; deviation: number };

function sharesOf(x: number, groups: readonly Group[]): number[] {
  // PROMPT: return todo<number[]>(); // your code here, about 4 lines
  // BEGIN SOLUTION
  const parts = groups.map(({ weight, mean, deviation }) => (weight * Math.exp(-(((x - mean) / deviation) ** 2) / 2)) / deviation);
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
  // END SOLUTION
}

// %% 02b-2-check exercise=02b.2 tags=check
const partTime = { weight: 0.2, mean: 22, deviation: 5 };
const fullTime = { weight: 0.8, mean: 42, deviation: 8 };
show({ at20: sharesOf(20, [partTime, fullTime]), at30: sharesOf(30, [partTime, fullTime]) });
await check("02b.2", sharesOf);

// %% [markdown] 02b-2-why exercise=02b.2 tags=solution-only
// **Why so.** A row is not put into one group: it counts in each by its share, or groups that overlap would push each other apart. A wide group is lower everywhere, which is what the division by the deviation says; left out, wide groups swallow the rest.

// %% [markdown] 02b-3-question exercise=02b.3
// ### Exercise 02b.3: a mode and a position
//
// `edges` cut the numbers into stretches. Return the stretch of `x` and how far up in it, 0 to 1. A number on an edge begins the stretch above; the last edge ends the last; numbers outside count as the nearest edge. About 5 lines.
//
// Stuck? Run `hint("02b.3")` in a new cell.

// %% 02b-3-answer exercise=02b.3
function placeOf(x: number, edges: readonly number[]): { mode: number; position: number } {
  // PROMPT: return todo<{ mode: number; position: number }>(); // your code here, about 5 lines
  // BEGIN SOLUTION
  const inside = Math.min(edges[edges.length - 1], Math.max(edges[0], x));
  // the stretches that begin at or below the number, less one; the last edge begins none
  const mode = edges.slice(0, -1).filter((edge) => edge <= inside).length - 1;
  const [low, high] = [edges[mode], edges[mode + 1]];
  return { mode, position: (inside - low) / (high - low) };
  // END SOLUTION
}

// %% 02b-3-try exercise=02b.3
const edges = [0, 0.25, 0.5, 0.75, 1].map(
  (share) => [...workerIncomes].sort((a, b) => a - b)[Math.floor(share * (workerIncomes.length - 1))],
);
show({ edges, modest: placeOf(30_000, edges), rich: placeOf(90_000, edges) });

// %% 02b-3-check exercise=02b.3 tags=check
await check("02b.3", placeOf);

// %% [markdown] 02b-3-why exercise=02b.3 tags=solution-only
// **Why so.** Incomes run from hundreds to hundreds of thousands. Divided by the largest, nearly all would lie below 0.1, and a network would hardly see them differ. With stretches of equal counts each mode is equally frequent, and each position fills 0 to 1.
