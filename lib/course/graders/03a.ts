/** Exercises of 03a-argn-flat. */

import { Rng, Table, type Cell, type Row } from "../../index";
import type { Exercise } from "./exercise";

interface Place {
  readonly column: string;
  readonly cell: Cell;
}

type Share = (name: string, cell: Cell, before: Row) => number;
type Draw = (name: string, known: Row) => Cell;

const DEGREES: readonly Cell[] = ["Basic", "Master", "Doctorate"];
const JOBS: readonly Cell[] = ["cook", "nurse", "smith", null];

const conditional: Exercise = {
  id: "03a.1",
  title: "a conditional share by counting",
  notebook: "03a-argn-flat",
  explainedIn: "A model by counting",
  minutes: 6,
  asks: "a function of a table, a target and a condition that returns a number from 0 to 1",
  hints: [
    "The condition leaves some of the rows. Of how many rows is the answer a share?",
    'Filter the table by the condition first, then count the target among the rows that are left. A missing cell is null and compares as any other. See "A model by counting".',
    "const fitting = table.filter((row) => row[given.column] === given.cell); the answer is the number of fitting rows with row[target.column] === target.cell, divided by fitting.rowCount; without fitting rows it is 0.",
  ],
  meaning:
    "This number, for every column and every condition, is all that an auto-regressive model has to know. The network stores it in weights in place of a table.",
  obvious: conditionalShare,
  cases: [
    {
      id: "visible",
      name: "one of two masters is a nurse",
      input: () => [jobs("Master nurse, Master cook, Basic nurse, Basic nurse"), place("job", "nurse"), place("degree", "Master")],
      draws: 1,
    },
    {
      id: "unseen",
      name: "a condition that no row meets gives 0",
      input: () => [jobs("Basic cook, Basic nurse"), place("job", "cook"), place("degree", "Doctorate")],
      draws: 1,
    },
    {
      id: "missing",
      name: "a missing cell is asked for",
      input: () => [jobs("Basic -, Basic cook, Master -, Basic nurse"), place("job", null), place("degree", "Basic")],
      draws: 1,
    },
    {
      id: "random",
      name: "random tables",
      input: (rng) => [
        drawJobs(rng.fork("table"), 12),
        place("job", rng.fork("job").pick(JOBS)),
        place("degree", rng.fork("degree").pick(DEGREES)),
      ],
      draws: 20,
    },
  ],
  slips: [
    {
      answer: (table: Table, target: Place, given: Place) =>
        table.rowCount === 0
          ? 0
          : table.filter((row) => row[target.column] === target.cell && row[given.column] === given.cell).rowCount / table.rowCount,
      cause: "You divide by all rows. The condition has already ruled some of them out.",
    },
    {
      answer: (table: Table, target: Place, given: Place) => conditionalShare(table, given, target),
      cause: "You answer the other direction: the share of the condition among the rows with the target.",
    },
    {
      answer: (table: Table, target: Place, given: Place) =>
        table.filter((row) => row[given.column] === given.cell).rowCount === 0 ? NaN : conditionalShare(table, target, given),
      cause: "Right wherever a row meets the condition. Where none does you divide 0 by 0: what was asked for then?",
    },
    {
      answer: (table: Table, target: Place) => table.filter((row) => row[target.column] === target.cell).rowCount / table.rowCount,
      cause: "You count over all rows, so the condition changes nothing.",
    },
    {
      answer: (table: Table, target: Place, given: Place) => 100 * conditionalShare(table, target, given),
      cause: "Your number is a percentage. A share lies between 0 and 1.",
    },
  ],
};

const loss: Exercise = {
  id: "03a.2",
  title: "the loss of a row",
  notebook: "03a-argn-flat",
  explainedIn: "Surprise, in nats",
  minutes: 8,
  asks: "a function of a row, an order of columns and a function that gives shares; it returns a number of nats",
  hints: [
    "The chain rule is a product with one factor for each column. What becomes of a product under the logarithm, and what does each factor know?",
    'Keep two things while you walk through the order: the loss so far, and the cells so far. The first column is predicted from nothing, {}. See "Surprise, in nats".',
    "let loss = 0; let before: Row = {}; for each name: loss -= Math.log(share(name, row[name], before)); and then before = { ...before, [name]: row[name] };",
  ],
  meaning: "The mean of this number over the rows is the loss that training pushes down, for a new random order at each step.",
  obvious: lossOfRow,
  cases: [
    { id: "visible", name: "two columns", input: () => [{ sex: "F", job: "nurse" }, ["sex", "job"], share], draws: 1 },
    { id: "order", name: "the other order", input: () => [{ sex: "F", job: "nurse" }, ["job", "sex"], share], draws: 1 },
    { id: "none", name: "no column, no surprise", input: () => [{}, [], share], draws: 1 },
    { id: "gap", name: "a missing cell has a share as well", input: () => [{ sex: "M", job: null }, ["sex", "job"], share], draws: 1 },
    { id: "random", name: "random rows in random orders", input: (rng) => [...drawRowAndOrder(rng), share], draws: 20 },
  ],
  slips: [
    {
      answer: (row: Row, order: readonly string[], shareOf: Share) =>
        order.reduce((sum, name) => sum - Math.log(shareOf(name, row[name], row)), 0),
      cause: "Your model peeks: before holds cells that come later in the order, and the cell that is being predicted.",
    },
    {
      answer: (row: Row, order: readonly string[], shareOf: Share) =>
        order.reduce((sum, name, i) => sum - Math.log(shareOf(name, row[name], cellsOf(row, order.slice(0, i + 1)))), 0),
      cause: "Nearly: before already holds the cell that is being predicted.",
    },
    {
      answer: (row: Row, order: readonly string[], shareOf: Share) =>
        order.reduce((sum, name) => sum - Math.log(shareOf(name, row[name], {})), 0),
      cause: "Each of your columns is predicted from nothing. That is the loss of a model that takes the columns as independent.",
    },
    {
      answer: (row: Row, order: readonly string[], shareOf: Share) => -lossOfRow(row, order, shareOf),
      cause: "Your number is the logarithm of the probability, 0 or less. The loss has the other sign.",
    },
    {
      answer: (row: Row, order: readonly string[], shareOf: Share) => Math.exp(-lossOfRow(row, order, shareOf)),
      cause: "Your number is the probability itself. Asked is its logarithm with the sign turned.",
    },
    {
      answer: (row: Row, order: readonly string[], shareOf: Share) => lossOfRow(row, order, shareOf) / Math.LN2,
      cause: "Your number is in bits. Nats take the natural logarithm.",
    },
  ],
};

const around: Exercise = {
  id: "03a.3",
  title: "draw a row around given cells",
  notebook: "03a-argn-flat",
  explainedIn: "Any order",
  minutes: 8,
  asks: "a function of an order of columns, given cells and a function that draws a cell; it returns a row",
  hints: [
    "What is known before the first draw? And after it?",
    "Start with a copy of the given cells, not with an empty row: then every draw knows them. Whether a cell was given is a question about the name; a given cell may be null.",
    "let known: Row = { ...given }; for each name of order: if (!Object.hasOwn(known, name)) known = { ...known, [name]: draw(name, known) }; at the end return known.",
  ],
  meaning:
    "So one model answers every question of the kind: given these cells, what are the others? No training for each question is needed.",
  obvious: (order: readonly string[], given: Row, draw: Draw): Row => {
    const open = order.filter((name) => !Object.hasOwn(given, name));
    return open.reduce((known: Row, name) => ({ ...known, [name]: draw(name, known) }), given);
  },
  cases: [
    { id: "visible", name: "a degree is given", input: () => [["sex", "degree", "job"], { degree: "Master" }, drawCell], draws: 1 },
    { id: "nothing", name: "nothing is given", input: () => [["sex", "degree", "job"], {}, drawCell], draws: 1 },
    { id: "all", name: "all is given, nothing is drawn", input: () => [["sex", "job"], { sex: "F", job: "cook" }, drawCell], draws: 1 },
    { id: "gap", name: "a given gap stays a gap", input: () => [["sex", "job"], { job: null }, drawCell], draws: 1 },
    { id: "random", name: "random orders and given cells", input: (rng) => [...drawOrderAndGiven(rng), drawCell], draws: 20 },
  ],
  slips: [
    {
      answer: (order: readonly string[], given: Row, draw: Draw) =>
        order.reduce((known: Row, name) => ({ ...known, [name]: Object.hasOwn(given, name) ? given[name] : draw(name, known) }), {}),
      cause: "Columns that stand before a given one in the order are drawn without knowing it.",
    },
    {
      answer: (order: readonly string[], given: Row, draw: Draw) =>
        order.reduce((known: Row, name) => ({ ...known, [name]: known[name] ?? draw(name, known) }), given),
      cause: "You draw where a gap was given. null is a given cell like any other.",
    },
    {
      answer: (order: readonly string[], given: Row, draw: Draw) => ({
        ...Object.fromEntries(order.map((name) => [name, draw(name, given)])),
        ...given,
      }),
      cause: "Your draws know the given cells, but not each other: the columns come out independent.",
    },
    {
      answer: (order: readonly string[], given: Row, draw: Draw) =>
        order.reduce((known: Row, name) => ({ ...known, [name]: draw(name, known) }), given),
      cause: "You draw every column, also those that were given.",
    },
  ],
};

export const exercises03a: readonly Exercise[] = [conditional, loss, around];

/** Row by row with two counters: slow, and easy to believe. */
function conditionalShare(table: Table, target: Place, given: Place): number {
  let [fitting, both] = [0, 0];
  for (const row of table.rows()) {
    if (row[given.column] !== given.cell) continue;
    fitting++;
    if (row[target.column] === target.cell) both++;
  }
  return fitting === 0 ? 0 : both / fitting;
}

function lossOfRow(row: Row, order: readonly string[], shareOf: Share): number {
  return order.reduce((sum, name, i) => sum - Math.log(shareOf(name, row[name], cellsOf(row, order.slice(0, i)))), 0);
}

function cellsOf(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}

/** A share that depends on the cell and on all that is known before, in whatever order it is listed. */
function share(name: string, cell: Cell, before: Row): number {
  return 0.05 + 0.9 * new Rng(`${name} ${String(cell)} ${listed(before)}`).uniform();
}

/** A cell that depends on all that is known, so that forgetting one shows. */
function drawCell(name: string, known: Row): Cell {
  return `${name} ${new Rng(`${name} ${listed(known)}`).integer(1000)}`;
}

function listed(row: Row): string {
  return Object.keys(row)
    .sort()
    .map((name) => `${name}=${String(row[name])}`)
    .join(", ");
}

function place(column: string, cell: Cell): Place {
  return { column, cell };
}

/** "Master nurse, Basic -" as a table of degrees and jobs; "-" is a missing job. */
function jobs(text: string): Table {
  const rows = text.split(", ").map((row) => row.split(" "));
  return Table.of({ degree: rows.map(([degree]) => degree), job: rows.map(([, job]) => (job === "-" ? null : job)) });
}

function drawJobs(rng: Rng, rows: number): Table {
  const cells = (name: string, from: readonly Cell[]): Cell[] => Array.from({ length: rows }, (_, i) => rng.fork(name).fork(i).pick(from));
  return Table.of({ degree: cells("degree", DEGREES.slice(0, 2)), job: cells("job", JOBS) });
}

function drawRowAndOrder(rng: Rng): [Row, string[]] {
  return [
    { degree: rng.fork("degree").pick(DEGREES), job: rng.fork("job").pick(JOBS), sex: rng.fork("sex").pick(["F", "M"]) },
    rng.fork("order").shuffle(["degree", "job", "sex"]),
  ];
}

function drawOrderAndGiven(rng: Rng): [string[], Row] {
  const [row, order] = drawRowAndOrder(rng.fork("row"));
  return [order, cellsOf(row, rng.fork("given").shuffle(order).slice(0, rng.fork("count").integer(3)))];
}
