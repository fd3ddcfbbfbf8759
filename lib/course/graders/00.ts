/** Exercises of 00-start-here. */

import { Table, type Cell, type Rng } from "../../index";
import type { Exercise } from "./exercise";

const CITIES: readonly Cell[] = ["Ulm", "Bari", "", null, "Turku", null];

/** Counting each value by itself, over and over: slow, and easy to believe. */
function mostFrequent(table: Table, name: string): Cell {
  return firstOfMost(cellsOf(table, name).filter((cell) => cell !== null));
}

function cellsOf(table: Table, name: string): Cell[] {
  return [...table.rows()].map((row) => row[name]);
}

/** Listing the missing cells and counting the list: slow, and easy to believe. */
function missingShare(table: Table, name: string): number {
  const cells = [...table.rows()].map((row) => row[name]);
  return cells.length === 0 ? 0 : cells.filter((cell) => cell === null).length / cells.length;
}

export const exercises00: readonly Exercise[] = [
  {
    id: "00.1",
    title: "the share of missing cells",
    notebook: "00-start-here",
    explainedIn: "Missing is a value of its own",
    minutes: 5,
    asks: "a function of a table and the name of a column that returns a number from 0 to 1",
    hints: [
      "Walk over the rows and count. What does table.cell(row, name) give where nothing is written?",
      'A missing cell is null, and nothing else is: 0, "" and false are values. See "Missing is a value of its own". Divide the count by table.rowCount, and think of the table without rows.',
      "let missing = 0; then a loop over row = 0 ... table.rowCount - 1 with if (table.cell(row, name) === null) missing++; at the end table.rowCount === 0 ? 0 : missing / table.rowCount.",
    ],
    meaning:
      "The share of missing cells is the first thing to look at in a column: a good synthetic table repeats it, because who leaves a field empty is part of the story.",
    obvious: missingShare,
    cases: [
      {
        id: "visible",
        name: "half of four cells are missing",
        input: () => [Table.of({ city: ["Ulm", null, null, "Bari"] }), "city"],
        draws: 1,
      },
      { id: "full", name: "a column without gaps gives 0", input: () => [Table.of({ age: [31, 54] }), "age"], draws: 1 },
      { id: "falsy", name: "0 is a value, not a gap", input: () => [Table.of({ children: [0, 2, 0, null] }), "children"], draws: 1 },
      { id: "empty", name: "a table without rows gives 0", input: () => [Table.of({ age: [] }), "age"], draws: 1 },
      {
        id: "random",
        name: "random columns",
        input: (rng) => [Table.of({ id: [1, 2, 3, 4, 5, 6, 7, 8], city: drawCells(rng, 8) }), "city"],
        draws: 20,
      },
    ],
    slips: [
      {
        answer: (table: Table, name: string) => {
          const cells = [...table.rows()].map((row) => row[name]);
          return cells.length === 0 ? 0 : cells.filter((cell) => !cell).length / cells.length;
        },
        cause: 'You count every cell that is false in a condition: 0, "" and false are among them, and they are values.',
      },
      {
        answer: (table: Table, name: string) => (table.rowCount === 0 ? 0 : 1 - missingShare(table, name)),
        cause: "You count the cells that are there. Asked is the share of those that are not.",
      },
      {
        answer: (table: Table, name: string) => 100 * missingShare(table, name),
        cause: "Your number is a percentage. A share lies between 0 and 1.",
      },
      {
        answer: (table: Table, name: string) => (table.rowCount === 0 ? NaN : missingShare(table, name)),
        cause: "Right for every table that has rows. Without rows you divide 0 by 0: what should come out then?",
      },
      {
        answer: (table: Table, name: string) => table.rowCount * missingShare(table, name),
        cause: "You return how many cells are missing. Asked is their share of all cells.",
      },
    ],
  },
  {
    id: "00.2",
    title: "the most frequent value",
    notebook: "00-start-here",
    explainedIn: "What is usual?",
    minutes: 5,
    asks: "a function of a table and the name of a column that returns a cell",
    hints: [
      "Count how often each value stands, then look for the largest count. Which cells are no values?",
      'A Map from cell to count keeps 40 and "40" apart, and its keys in the order in which they came. See "What is usual?": missing cells have no part in it.',
      "const counts = new Map<Cell, number>(); then for each row of table.rows(): if the cell is not null, counts.set(cell, (counts.get(cell) ?? 0) + 1). At the end most = Math.max(...counts.values()), and the answer is the first key of the Map whose count is most; no key, no answer: null.",
    ],
    meaning:
      "You computed the mode. A generator that always answered with it would be right surprisingly often, one column at a time, and its table would hold one person many times.",
    obvious: mostFrequent,
    cases: [
      { id: "visible", name: "Ulm stands twice", input: () => [Table.of({ city: ["Bari", "Ulm", "Ulm", "Turku"] }), "city"], draws: 1 },
      { id: "gaps", name: "gaps have no part in it", input: () => [Table.of({ job: [null, null, "smith", null] }), "job"], draws: 1 },
      { id: "numbers", name: "a number comes back as a number", input: () => [Table.of({ hours: [40, 20, 40] }), "hours"], draws: 1 },
      {
        id: "tie",
        name: "of equals the first in the table",
        input: () => [Table.of({ city: ["Ulm", "Bari", "Bari", "Ulm"] }), "city"],
        draws: 1,
      },
      { id: "falsy", name: "0 and false are values", input: () => [Table.of({ works: [false, false, true] }), "works"], draws: 1 },
      {
        id: "none",
        name: "a column without values has none",
        input: () => [Table.of({ id: [1, 2], city: [null, null] }), "city"],
        draws: 1,
      },
      {
        id: "random",
        name: "random columns",
        input: (rng) => [Table.of({ id: Array.from({ length: 12 }, (_, i) => i), city: drawCells(rng, 12) }), "city"],
        draws: 20,
      },
    ],
    slips: [
      {
        answer: (table: Table, name: string) => firstOfMost(cellsOf(table, name)),
        cause: "You count the gaps as if they were a value: a column with many of them then has none.",
      },
      {
        answer: (table: Table, name: string) =>
          firstOfMost(
            cellsOf(table, name)
              .filter((cell) => cell !== null)
              .reverse(),
          ),
        cause: "Of equally frequent values you take the last one. Asked is the one that stands first in the table.",
      },
      {
        answer: (table: Table, name: string) => {
          const most = mostFrequent(table, name);
          return most === null ? null : String(most);
        },
        cause: "You return a text. Keys of an object are texts: use a Map, which keeps the number a number.",
      },
      {
        answer: (table: Table, name: string) => firstOfMost(cellsOf(table, name).filter((cell) => Boolean(cell))),
        cause: 'You pass over cells that are false in a condition: 0, "" and false are values.',
      },
      {
        answer: (table: Table, name: string) =>
          cellsOf(table, name).filter((cell) => cell !== null && cell === mostFrequent(table, name)).length,
        cause: "You return how often it stands. Asked is the value itself.",
      },
    ],
  },
];

/** The first of the most frequent cells, whatever they are. */
function firstOfMost(cells: readonly Cell[]): Cell {
  const countOf = (sought: Cell): number => cells.filter((cell) => cell === sought).length;
  const most = Math.max(0, ...cells.map(countOf));
  return cells.find((cell) => countOf(cell) === most) ?? null;
}

function drawCells(rng: Rng, length: number): Cell[] {
  return Array.from({ length }, () => rng.pick(CITIES));
}
