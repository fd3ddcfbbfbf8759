/** Exercises of 01b-mock-and-simulation. */

import type { Cell, Rng, Row } from "../../index";
import type { Exercise } from "./exercise";

type Schema = Readonly<Record<string, (cell: Cell) => boolean>>;

const schema: Schema = {
  age: (cell) => typeof cell === "number" && cell >= 0 && cell <= 120,
  sex: (cell) => cell === "F" || cell === "M",
  works: (cell) => typeof cell === "boolean",
  hours: (cell) => cell === null || typeof cell === "number",
};

const faults: Exercise = {
  id: "01b.1",
  title: "which cells are faulty?",
  notebook: "01b-mock-and-simulation",
  explainedIn: "An answer is text",
  minutes: 8,
  asks: "a function of a row and a schema that returns a list of column names",
  hints: [
    "There are two lists of names: those of the schema and those of the row. Which of them can't miss a cell that was left out?",
    "Object.keys gives the names. Ask every test of the schema, with null where the row has no cell; then look for names of the row that the schema does not know. 0 and false are cells.",
    "const failing = Object.keys(schema).filter((name) => !schema[name](row[name] ?? null)); const unknown = Object.keys(row).filter((name) => !Object.hasOwn(schema, name)); return both, one after the other.",
  ],
  meaning: "With such a check a language model may be as creative as it likes: what goes on is a table, and the rest is asked for again.",
  obvious: faultsOf,
  cases: [
    { id: "visible", name: "an age of 340", input: () => [{ age: 340, sex: "F", works: true, hours: 40 }, schema], draws: 1 },
    {
      id: "sound",
      name: "a sound row gives an empty list",
      input: () => [{ age: 0, sex: "M", works: false, hours: null }, schema],
      draws: 1,
    },
    { id: "absent", name: "a cell that was left out", input: () => [{ age: 31, sex: "F", hours: 20 }, schema], draws: 1 },
    { id: "allowed", name: "a cell that may be left out", input: () => [{ age: 31, sex: "F", works: true }, schema], draws: 1 },
    {
      id: "unknown",
      name: "a column that nobody asked for",
      input: () => [{ shoe: 43, age: 31, sex: "F", works: true, hours: "many" }, schema],
      draws: 1,
    },
    { id: "random", name: "random rows", input: (rng) => [drawRow(rng), schema], draws: 20 },
  ],
  slips: [
    {
      answer: (row: Row, tests: Schema) => failing(row, tests),
      cause: "You pass over columns that the schema does not know.",
    },
    {
      answer: (row: Row, tests: Schema) => faultsOf(row, tests).filter((name) => Object.hasOwn(row, name)),
      cause: "You look at the cells that are there. One that was left out is tested as null.",
    },
    {
      answer: (row: Row, tests: Schema) => [
        ...Object.keys(tests).filter((name) => !tests[name](row[name] || null)),
        ...unknown(row, tests),
      ],
      cause: "You take 0 or false for a gap. They are cells like any other.",
    },
    {
      answer: (row: Row, tests: Schema) => [...unknown(row, tests), ...failing(row, tests)],
      cause: "The names are right, their order is not: the unknown columns come last.",
    },
    {
      answer: (row: Row, tests: Schema) => Object.keys(tests).filter((name) => !failing(row, tests).includes(name)),
      cause: "You list the sound columns. Asked are the faulty ones.",
    },
  ],
};

const slope: Exercise = {
  id: "01b.2",
  title: "the slope of the best line",
  notebook: "01b-mock-and-simulation",
  explainedIn: "A world of equations",
  minutes: 8,
  asks: "a function of two lists of numbers that returns a number",
  hints: [
    "Two sums are needed, and both start from how far a point lies from the middle.",
    "First the two means. Then add up, point by point, the product of both distances from the mean, and the square of that of x.",
    "const meanX = the mean of x, meanY that of y; sum over i of (x[i] - meanX) * (y[i] - meanY), divided by the sum of (x[i] - meanX) ** 2.",
  ],
  meaning:
    "On the simulation you know that 2,000 is true, so you have tested your own analysis. On real data you would have to believe it.",
  obvious: slopeOf,
  cases: [
    {
      id: "visible",
      name: "three points on a line",
      input: () => [
        [1, 2, 3],
        [12, 14, 16],
      ],
      draws: 1,
    },
    {
      id: "flat",
      name: "a flat line has the slope 0",
      input: () => [
        [1, 5, 9],
        [4, 4, 4],
      ],
      draws: 1,
    },
    {
      id: "down",
      name: "a line that falls",
      input: () => [
        [2, 4, 8],
        [10, 7, 1.5],
      ],
      draws: 1,
    },
    { id: "random", name: "random points", input: (rng) => [drawNumbers(rng.fork("x")), drawNumbers(rng.fork("y"))], draws: 20 },
  ],
  slips: [
    {
      answer: (x: readonly number[], y: readonly number[]) => sum(x.map((value, i) => value * y[i])) / sum(x.map((value) => value ** 2)),
      cause: "Your line is forced through 0: the distances are to be taken from the means.",
    },
    {
      answer: (x: readonly number[], y: readonly number[]) => (slopeOf(x, y) * squares(x)) / (squares(y) || 1),
      cause: "You divide by the spread of y. That is the slope of x on y, another line.",
    },
    {
      answer: (x: readonly number[], y: readonly number[]) => slopeOf(x, y) * Math.sqrt(squares(x) / (squares(y) || 1)),
      cause: "This is the correlation: between -1 and 1, without a unit. Asked is the growth of y for one more of x.",
    },
    {
      answer: (x: readonly number[], y: readonly number[]) => (y[y.length - 1] - y[0]) / (x[x.length - 1] - x[0]),
      cause: "You take the line through the first and the last point. The best line uses all of them.",
    },
  ],
};

export const exercises01b: readonly Exercise[] = [faults, slope];

function faultsOf(row: Row, tests: Schema): string[] {
  return [...failing(row, tests), ...unknown(row, tests)];
}

function failing(row: Row, tests: Schema): string[] {
  const names: string[] = [];
  for (const [name, test] of Object.entries(tests)) if (!test(Object.hasOwn(row, name) ? row[name] : null)) names.push(name);
  return names;
}

function unknown(row: Row, tests: Schema): string[] {
  return Object.keys(row).filter((name) => !Object.hasOwn(tests, name));
}

function slopeOf(x: readonly number[], y: readonly number[]): number {
  const meanX = sum(x) / x.length;
  return sum(x.map((value, i) => (value - meanX) * y[i])) / squares(x);
}

function squares(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return sum(values.map((value) => (value - mean) ** 2));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Each cell is sound, faulty, or left out. */
function drawRow(rng: Rng): Row {
  const cells: readonly (readonly [string, readonly (Cell | undefined)[]])[] = [
    ["age", [0, 44, 200, "old", undefined]],
    ["sex", ["F", "M", "X", null]],
    ["works", [true, false, "yes", undefined]],
    ["hours", [null, 0, 38, "many", undefined]],
    ["shoe", [43, undefined, undefined]],
  ];
  const drawn = cells.map(([name, choices]) => [name, rng.fork(name).pick(choices)] as const);
  return Object.fromEntries(drawn.flatMap(([name, cell]) => (cell === undefined ? [] : [[name, cell]])));
}

function drawNumbers(rng: Rng): number[] {
  return Array.from({ length: 9 }, () => 10 * rng.normal() + 5);
}
