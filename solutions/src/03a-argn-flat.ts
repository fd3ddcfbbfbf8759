// ---
// id: 03a
// title: How TabularARGN works, exercises
// section: 3 TabularARGN
// minutes: 20
// ---

// %% [markdown] 03a-sheet
// # Exercises of 03a: how TabularARGN works
//
// Nothing is trained here: you write the parts of an auto-regressive model by hand. Put your answers where `todo()` stands, and run the check below each.

// %% 03a-imports
import { Rng, simulate, split } from "synthetic-tables";
import type { Cell, Row, Table } from "synthetic-tables";
import { check, hint, show, solution, todo } from "synthetic-tables/course";

// %% 03a-setup
const people = simulate("people", { rows: 4000, seed: 1 }).select(["age", "sex", "education", "occupation", "income"]);
const { training } = split(people, { holdout: 0.5, seed: 1 });

// %% [markdown] 03a-1-question exercise=03a.1
// ### Exercise 03a.1: a conditional share by counting
//
// Among the rows whose cell in `given.column` is `given.cell`: which share has `target.cell` in `target.column`? A missing cell is `null` and may be asked for. If no row fits, answer 0. About 4 lines.
//
// Stuck? Run `hint("03a.1")` in a new cell.

// %% 03a-1-answer exercise=03a.1
interface Place {
  column: string;
  cell: Cell;
}

function conditionalShare(table: Table, target: Place, given: Place): number {
  // PROMPT: return todo<number>(); // your code here, about 4 lines
  // BEGIN SOLUTION
  // first the rows that the condition leaves, then the share among these
  const fitting = table.filter((row) => row[given.column] === given.cell);
  if (fitting.rowCount === 0) return 0;
  return fitting.filter((row) => row[target.column] === target.cell).rowCount / fitting.rowCount;
  // END SOLUTION
}

// %% 03a-1-check exercise=03a.1 tags=check
const tech = { column: "occupation", cell: "Tech" };
show({
  techGivenMaster: conditionalShare(training, tech, { column: "education", cell: "Master" }),
  masterGivenTech: conditionalShare(training, { column: "education", cell: "Master" }, tech),
});
await check("03a.1", conditionalShare);

// %% [markdown] 03a-1-why exercise=03a.1 tags=solution-only
// **Why so.** The condition decides by what you divide. Dividing by all rows gives the share of the pair, $p(a, b)$, and the two directions then look equal. They are not: many people with one occupation may hold a degree that few holders of the degree use for it.

// %% [markdown] 03a-2-question exercise=03a.2
// ### Exercise 03a.2: the loss of a row
//
// `share(name, cell, before)` gives the probability of a cell, given the cells before it. Walk through the columns in the given order and return the loss of the row, $-\ln p$. `before` holds the earlier cells, and no other. About 6 lines.
//
// Stuck? Run `hint("03a.2")` in a new cell.

// %% 03a-2-answer exercise=03a.2
type Share = (name: string, cell: Cell, before: Row) => number;

function lossOfRow(row: Row, order: readonly string[], share: Share): number {
  // PROMPT: return todo<number>(); // your code here, about 6 lines
  // BEGIN SOLUTION
  let loss = 0;
  let before: Row = {};
  for (const name of order) {
    // a product of probabilities is a sum of logarithms: nothing vanishes in a long row
    loss -= Math.log(share(name, row[name], before));
    // a new object each time: whoever kept the old one still has it as it was
    before = { ...before, [name]: row[name] };
  }
  return loss;
  // END SOLUTION
}

// %% 03a-2-check exercise=03a.2 tags=check
const coin: Share = () => 0.5;
show({ twoCoins: lossOfRow({ first: "head", second: "tail" }, ["first", "second"], coin), expected: 2 * Math.log(2) });
await check("03a.2", lossOfRow);

// %% [markdown] 03a-2-why exercise=03a.2 tags=solution-only
// **Why so.** Whoever hands over the whole row as `before` lets the model peek: it predicts a cell that it has been shown, and the loss looks wonderful. Hiding what comes later is what the mask in the network does.

// %% [markdown] 03a-3-question exercise=03a.3
// ### Exercise 03a.3: draw a row around given cells
//
// `draw(name, known)` draws a cell, given all that is known so far. Return a row with a cell for each column of `order`: cells in `given` stay, also missing ones, and every draw knows all of them. About 5 lines.
//
// Stuck? Run `hint("03a.3")` in a new cell.

// %% 03a-3-answer exercise=03a.3
type Draw = (name: string, known: Row) => Cell;

function drawRow(order: readonly string[], given: Row, draw: Draw): Row {
  // PROMPT: return todo<Row>(); // your code here, about 5 lines
  // BEGIN SOLUTION
  // the given cells first: a draw must know them, wherever they stand in the order
  let known: Row = { ...given };
  for (const name of order) {
    // asked is whether it was given, not what: a given gap is null, and stays
    if (!Object.hasOwn(known, name)) known = { ...known, [name]: draw(name, known) };
  }
  return known;
  // END SOLUTION
}

// %% 03a-3-try exercise=03a.3
const rng = new Rng(1);
const drawFromTraining: Draw = (name, known) => {
  const alike = training.filter((row) => Object.keys(known).every((key) => row[key] === known[key]));
  return alike.cell(rng.integer(alike.rowCount), name);
};
show(drawRow(["sex", "education", "occupation"], { education: "Doctorate" }, drawFromTraining));

// %% 03a-3-check exercise=03a.3 tags=check
await check("03a.3", drawRow);

// %% [markdown] 03a-3-why exercise=03a.3 tags=solution-only
// **Why so.** With `{}` as a start, the columns before the given one would be drawn without it: a doctorate forced on a row whose age was drawn as 19. A test like `known[name] ?? draw(...)` would fill a gap that was given on purpose.
