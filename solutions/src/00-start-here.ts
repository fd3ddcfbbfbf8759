// ---
// id: 00
// title: Start here, exercises
// section: start
// minutes: 10
// ---

// %% [markdown] 00-sheet
// # Exercises of 00: start here
//
// Write your answers where `todo()` stands, then run the check below it.

// %% 00-imports
import { type Cell, simulate, type Table } from "synthetic-tables";
import { check, hint, show, solution, todo } from "synthetic-tables/course";

// %% 00-people
const people = simulate("people", { rows: 2000, seed: 1 });

// %% [markdown] 00-1-question exercise=00.1
// ### Exercise 00.1: how much is missing?
//
// Which share of the cells of a column is missing? Count the cells that are `null` and divide by the number of rows; a table without rows has the share 0. About 5 lines.
//
// Stuck? Run `hint("00.1")` in a new cell.

// %% 00-1-answer exercise=00.1
function missingShare(table: Table, name: string): number {
  // PROMPT: return todo<number>(); // your code here, about 5 lines
  // BEGIN SOLUTION
  // null alone is missing: a test like `if (!cell)` would also count 0, "" and false
  if (table.rowCount === 0) return 0;
  let missing = 0;
  for (let row = 0; row < table.rowCount; row++) {
    if (table.cell(row, name) === null) missing++;
  }
  return missing / table.rowCount;
  // END SOLUTION
}

// %% 00-1-try exercise=00.1
show({ occupation: missingShare(people, "occupation"), income: missingShare(people, "income") });

// %% 00-1-check exercise=00.1 tags=check
await check("00.1", missingShare);

// %% [markdown] 00-1-why exercise=00.1 tags=solution-only
// **Why so.** A quarter of the people do not work, so a quarter of the occupations is missing, and no income is. The same in one line: `[...table.rows()].filter((row) => row[name] === null).length / table.rowCount`, which still needs the case without rows.

// %% [markdown] 00-2-question exercise=00.2
// ### Exercise 00.2: the most frequent value
//
// Which value stands most often in a column? Missing cells have no part in it; of equally frequent values take the one that stands first in the table. A column without values has none: answer `null`. About 6 lines.
//
// Stuck? Run `hint("00.2")` in a new cell.

// %% 00-2-answer exercise=00.2
function mostFrequent(table: Table, name: string): Cell {
  // PROMPT: return todo<Cell>(); // your code here, about 6 lines
  // BEGIN SOLUTION
  // a Map keeps 40 and "40" apart
  const counts = new Map<Cell, number>();
  for (const { [name]: cell } of table.rows()) {
    if (cell !== null) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  // the first of equals: a Map gives its keys in the order in which they came
  return [...counts.keys()].find((cell) => counts.get(cell) === most) ?? null;
  // END SOLUTION
}

// %% 00-2-check exercise=00.2 tags=check
show({ hours: mostFrequent(people, "hours"), occupation: mostFrequent(people, "occupation") });
await check("00.2", mostFrequent);

// %% [markdown] 00-2-why exercise=00.2 tags=solution-only
// **Why so.** In `occupation` the gap stands more often than any single job, so an answer that counts gaps says `null`. With an object instead of a Map the number 40 would come back as the text "40": the keys of objects are texts.
