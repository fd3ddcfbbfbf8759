/** Exercises of 01a-the-spectrum. */

import { Table, type Cell, type Rng } from "../../index";
import type { Exercise } from "./exercise";

interface Ends {
  readonly random: number;
  readonly real: number;
}

const broken: Exercise = {
  id: "01a.1",
  title: "who breaks the rule?",
  notebook: "01a-the-spectrum",
  explainedIn: "3: rules by hand",
  minutes: 6,
  asks: "a function of a table that returns a number from 0 to 1",
  hints: [
    "A person works or does not, and has hours or has not: that makes four kinds of people. Which two break the rule?",
    "Broken are workers without hours, and hours without work. A missing cell is null; 0 hours are hours. Think of the table without rows.",
    "const broken = table.filter((person) => (person.hours === null) === (person.works === true)); then broken.rowCount / table.rowCount, and 0 for a table without rows.",
  ],
  meaning: "A rule that no real row breaks is the sharpest look there is: one broken row gives the whole table away.",
  obvious: brokenShare,
  cases: [
    { id: "visible", name: "two of four rows break it", input: () => [people([true, false, true, false], [40, null, null, 20])], draws: 1 },
    { id: "zero", name: "0 hours are hours", input: () => [people([true, false, true], [0, null, 38])], draws: 1 },
    { id: "none", name: "a table without rows breaks nothing", input: () => [people([], [])], draws: 1 },
    { id: "worker", name: "a worker without hours breaks it", input: () => [people([true, true, true], [null, 40, 20])], draws: 1 },
    { id: "random", name: "random tables", input: (rng) => [drawPeople(rng, 9)], draws: 20 },
  ],
  slips: [
    {
      answer: (table: Table) => shareOf(table, (works, hours) => !works && hours !== null),
      cause: "You find hours without work. Exactly when has another direction.",
    },
    {
      answer: (table: Table) => shareOf(table, (works, hours) => works && hours === null),
      cause: "You find workers without hours. Exactly when has another direction.",
    },
    {
      answer: (table: Table) => shareOf(table, (works, hours) => works === !hours),
      cause: "You take 0 hours for a gap. Missing is null and nothing else.",
    },
    {
      answer: (table: Table) => (table.rowCount === 0 ? 0 : 1 - brokenShare(table)),
      cause: "This is the share of rows that keep the rule.",
    },
    {
      answer: (table: Table) => table.rowCount * brokenShare(table),
      cause: "You return how many rows break it. Asked is their share of all rows.",
    },
    {
      answer: (table: Table) => (table.rowCount === 0 ? NaN : brokenShare(table)),
      cause: "Right for every table that has rows. Without rows you divide 0 by 0.",
    },
  ],
};

const place: Exercise = {
  id: "01a.2",
  title: "a place between two ends",
  notebook: "01a-the-spectrum",
  explainedIn: "Effort against closeness",
  minutes: 4,
  asks: "a function of a value and { random, real } that returns a number",
  hints: [
    "How far is it from one end to the other, and how much of that way has the value made?",
    "Two differences: from random to the value, and from random to real. Their ratio is 0 at random and 1 at real.",
    "return (value - ends.random) / (ends.real - ends.random);",
  ],
  meaning: "A score says something once you know what nothing would score and what perfect would score. This number holds both.",
  obvious: placeOf,
  cases: [
    { id: "visible", name: "half way", input: () => [0.7, { random: 0.5, real: 0.9 }], draws: 1 },
    { id: "ends", name: "random itself is at 0", input: () => [0.35, { random: 0.35, real: 0.8 }], draws: 1 },
    { id: "below", name: "worse than random lies below 0", input: () => [0.2, { random: 0.3, real: 0.8 }], draws: 1 },
    { id: "above", name: "closer than real people lies above 1", input: () => [0.99, { random: 0.3, real: 0.9 }], draws: 1 },
    { id: "random", name: "random values and ends", input: drawPlace, draws: 20 },
  ],
  slips: [
    {
      answer: (value: number, ends: Ends) => Math.min(1, Math.max(0, placeOf(value, ends))),
      cause: "You cut off what lies outside of the ends. Worse than random and closer than real are findings: let them stand.",
    },
    {
      answer: (value: number, ends: Ends) => value / ends.real,
      cause: "You forget the lower end. Even dice agree with the data in part.",
    },
    {
      answer: (value: number, ends: Ends) => 1 - placeOf(value, ends),
      cause: "Your ends are the wrong way round: random is 0, real is 1.",
    },
    {
      answer: (value: number, ends: Ends) => value - ends.random,
      cause: "This is how much better than random the value is. Which share of the whole way is that?",
    },
    {
      answer: (value: number, ends: Ends) => 100 * placeOf(value, ends),
      cause: "Your number is a percentage. Asked is 1 at the real end.",
    },
  ],
};

export const exercises01a: readonly Exercise[] = [broken, place];

/** The four kinds of people, looked at one by one. */
function brokenShare(table: Table): number {
  return shareOf(table, (works, hours) => (works && hours === null) || (!works && hours !== null));
}

function shareOf(table: Table, test: (works: boolean, hours: Cell) => boolean): number {
  const found = [...table.rows()].filter((person) => test(person.works === true, person.hours));
  return table.rowCount === 0 ? 0 : found.length / table.rowCount;
}

function placeOf(value: number, { random, real }: Ends): number {
  return (value - random) / (real - random);
}

function people(works: readonly boolean[], hours: readonly (number | null)[]): Table {
  return Table.of({ works, hours });
}

function drawPeople(rng: Rng, rows: number): Table {
  const list = <Item>(name: string, from: readonly Item[]): Item[] =>
    Array.from({ length: rows }, (_, i) => rng.fork(name).fork(i).pick(from));
  return people(list("works", [true, true, false]), list("hours", [null, 0, 20, 40]));
}

function drawPlace(rng: Rng): [number, Ends] {
  const random = 0.2 + 0.3 * rng.uniform();
  return [rng.uniform(), { random, real: random + 0.1 + 0.4 * rng.uniform() }];
}
