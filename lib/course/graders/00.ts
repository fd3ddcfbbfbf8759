/** Exercises of 00-start-here. */

import { Table, type Cell, type Rng } from "../../index";
import type { Exercise } from "./exercise";

const CITIES: readonly Cell[] = ["Ulm", "Bari", "", null, "Turku", null];

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
];

function drawCells(rng: Rng, length: number): Cell[] {
  return Array.from({ length }, () => rng.pick(CITIES));
}
