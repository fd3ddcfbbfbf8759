/** Exercises of 02b-taxonomy. */

import type { Rng } from "../../index";
import type { Exercise } from "./exercise";

const cellAtShare: Exercise = {
  id: "02b.1",
  title: "the cell at a share",
  notebook: "02b-taxonomy",
  explainedIn: "Copula: one number for each pair",
  minutes: 6,
  asks: "a function of a list of numbers and a share that returns a number",
  hints: [
    "Line the values up from the smallest to the largest. How far along the line does the share lead?",
    "The share times the number of values, rounded down, is an index into the sorted values. Share 1 leads one past the end. Sort a copy, with a comparison.",
    "const sorted = [...values].sort((a, b) => a - b); the index is the smaller of sorted.length - 1 and Math.floor(share * sorted.length).",
  ],
  meaning: "This lookup is why a copula's columns are right whatever their shape: new cells are old ones, at new ranks.",
  obvious: cellAt,
  cases: [
    { id: "visible", name: "the middle of three", input: () => [[30, 10, 20], 0.5], draws: 1 },
    { id: "least", name: "share 0 is the smallest", input: () => [[5, 3, 4], 0], draws: 1 },
    { id: "most", name: "share 1 is the largest", input: () => [[5, 3, 4], 1], draws: 1 },
    { id: "long", name: "numbers, not words", input: () => [[100, 20, 3], 0.4], draws: 1 },
    { id: "repeated", name: "values that repeat", input: () => [[7, 0, 0, 0], 0.7], draws: 1 },
    {
      id: "random",
      name: "random values and shares",
      input: (rng) => [drawNumbers(rng.fork("values"), 11), rng.fork("share").uniform()],
      draws: 20,
    },
  ],
  slips: [
    {
      answer: (values: readonly number[], share: number) =>
        [...values].sort()[Math.min(values.length - 1, Math.floor(share * values.length))],
      cause: "Your numbers are sorted as words: 100 comes before 20. sort() needs to be told how to compare.",
    },
    {
      answer: (values: readonly number[], share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))],
      cause: "The values come in any order. The share counts from the smallest.",
    },
    {
      answer: (values: readonly number[], share: number) => sorted(values)[Math.floor(share * values.length)] ?? NaN,
      cause: "At share 1 you look one place past the end.",
    },
    {
      answer: (values: readonly number[], share: number) => sorted(values)[Math.round(share * (values.length - 1))],
      cause: "The smallest and the largest value get only half as many shares as the others. Each of the n values has an n-th.",
    },
  ],
};

interface Group {
  readonly weight: number;
  readonly mean: number;
  readonly deviation: number;
}

const groupShares: Exercise = {
  id: "02b.2",
  title: "who belongs where?",
  notebook: "02b-taxonomy",
  explainedIn: "Break it",
  minutes: 9,
  asks: "a function of a number and a list of groups that returns a list of shares",
  hints: [
    "Each group makes a claim on the value. A share is a claim divided by all claims.",
    "The claim of a group is its weight times its density at x. Compute all claims first, then their sum, then divide. Mind the division by the deviation.",
    "const parts = groups.map(({ weight, mean, deviation }) => weight * Math.exp(-(((x - mean) / deviation) ** 2) / 2) / deviation); divide each by the sum of all.",
  ],
  meaning:
    "With these shares as weights, the second turn is a weighted mean and deviation for each group; the turns go on until nothing moves.",
  obvious: sharesOf,
  cases: [
    { id: "visible", name: "halfway between two equal groups", input: () => [5, [group(0.5, 0, 2), group(0.5, 10, 2)]], draws: 1 },
    { id: "one", name: "a single group gets all", input: () => [3, [group(1, 0, 1)]], draws: 1 },
    { id: "weights", name: "same place, other weights", input: () => [0, [group(0.2, 0, 1), group(0.8, 0, 1)]], draws: 1 },
    { id: "wide", name: "a narrow and a wide group", input: () => [0, [group(0.5, 0, 1), group(0.5, 0, 4)]], draws: 1 },
    { id: "random", name: "random groups", input: (rng) => [3 * rng.fork("x").normal(), drawGroups(rng.fork("groups"))], draws: 20 },
  ],
  slips: [
    {
      answer: (x: number, groups: readonly Group[]) => claims(x, groups),
      cause: "These are the claims. Shares are claims divided by their sum.",
    },
    {
      answer: (x: number, groups: readonly Group[]) => divided(claims(x, groups).map((part, g) => part / (groups[g].weight || 1))),
      cause: "You leave the weights out: a rare group claims as much as a frequent one.",
    },
    {
      answer: (x: number, groups: readonly Group[]) => divided(claims(x, groups).map((part, g) => part * groups[g].deviation)),
      cause: "You leave out the division by the deviation: a wide group is lower, for its rows are spread.",
    },
    {
      answer: (x: number, groups: readonly Group[]) => {
        const parts = claims(x, groups);
        const most = parts.indexOf(parts.reduce((high, part) => Math.max(high, part), 0));
        return parts.map((_, g) => (g === most ? 1 : 0));
      },
      cause: "You give the value to the strongest group alone. It belongs to each by a share.",
    },
  ],
};

const modeAndPosition: Exercise = {
  id: "02b.3",
  title: "a mode and a position",
  notebook: "02b-taxonomy",
  explainedIn: "VAE: squeeze and unfold",
  minutes: 8,
  asks: "a function of a number and a list of edges that returns { mode, position }",
  hints: [
    "Two questions: between which two edges, and how far from the lower to the upper one?",
    "First pull numbers outside to the nearest edge. The mode is the number of lower edges at or below the number, less one; the last edge is no lower edge.",
    "mode = edges.slice(0, -1).filter((edge) => edge <= inside).length - 1; position = (inside - edges[mode]) / (edges[mode + 1] - edges[mode]).",
  ],
  meaning:
    "A network sees every number as one of a few modes and a position near the middle of its range, however long the tail of the column is.",
  obvious: placeOf,
  cases: [
    { id: "visible", name: "a quarter up in the second stretch", input: () => [12.5, [0, 10, 20, 40]], draws: 1 },
    { id: "edge", name: "an edge begins the stretch above", input: () => [10, [0, 10, 20, 40]], draws: 1 },
    { id: "last", name: "the last edge ends the last stretch", input: () => [40, [0, 10, 20, 40]], draws: 1 },
    { id: "below", name: "a number below the first edge", input: () => [-5, [0, 10, 20]], draws: 1 },
    { id: "above", name: "a number above the last edge", input: () => [99, [0, 10, 20]], draws: 1 },
    {
      id: "random",
      name: "random numbers and edges",
      input: (rng) => [10 * rng.fork("x").normal(), drawEdges(rng.fork("edges"))],
      draws: 20,
    },
  ],
  slips: [
    {
      answer: (x: number, edges: readonly number[]) => {
        const mode = edges.slice(1, -1).filter((edge) => edge < x).length;
        return { mode, position: place(clamped(x, edges), edges, mode) };
      },
      cause: "A number on an edge begins the stretch above; yours ends the one below.",
    },
    {
      answer: (x: number, edges: readonly number[]) => {
        const mode = edges.filter((edge) => edge <= clamped(x, edges)).length - 1;
        return { mode, position: mode < edges.length - 1 ? place(clamped(x, edges), edges, mode) : 0 };
      },
      cause: "The last edge opens no stretch: it ends the last one.",
    },
    {
      answer: (x: number, edges: readonly number[]) => {
        const { mode } = placeOf(x, edges);
        return { mode, position: place(x, edges, mode) };
      },
      cause: "A number outside the edges counts as the nearest edge: its position is 0 or 1.",
    },
    {
      answer: (x: number, edges: readonly number[]) => {
        const { mode } = placeOf(x, edges);
        return { mode, position: (clamped(x, edges) - edges[0]) / (edges[edges.length - 1] - edges[0]) };
      },
      cause: "Your position is that in the whole range. Asked is how far up in its own stretch.",
    },
  ],
};

export const exercises02b: readonly Exercise[] = [cellAtShare, groupShares, modeAndPosition];

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

/** Walks up the values until the share is used up. */
function cellAt(values: readonly number[], share: number): number {
  const inOrder = sorted(values);
  for (let k = 1; k < inOrder.length; k++) if (share * inOrder.length < k) return inOrder[k - 1];
  return inOrder[inOrder.length - 1];
}

function sharesOf(x: number, groups: readonly Group[]): number[] {
  return divided(claims(x, groups));
}

function claims(x: number, groups: readonly Group[]): number[] {
  return groups.map(({ weight, mean, deviation }) => {
    const steps = (x - mean) / deviation;
    return (weight * Math.exp((-steps * steps) / 2)) / deviation;
  });
}

function divided(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}

function placeOf(x: number, edges: readonly number[]): { mode: number; position: number } {
  const inside = clamped(x, edges);
  let mode = 0;
  while (mode < edges.length - 2 && inside >= edges[mode + 1]) mode++;
  return { mode, position: place(inside, edges, mode) };
}

function clamped(x: number, edges: readonly number[]): number {
  return Math.min(edges[edges.length - 1], Math.max(edges[0], x));
}

function place(x: number, edges: readonly number[], mode: number): number {
  return (x - edges[mode]) / (edges[mode + 1] - edges[mode]);
}

function group(weight: number, mean: number, deviation: number): Group {
  return { weight, mean, deviation };
}

function drawGroups(rng: Rng): Group[] {
  return divided([1, 1, 1].map(() => 0.2 + rng.uniform())).map((weight) => group(weight, 4 * rng.normal(), 1 + 2 * rng.uniform()));
}

function drawNumbers(rng: Rng, count: number): number[] {
  return Array.from({ length: count }, () => Math.round(100 * rng.normal()));
}

/** Rising edges, at least 1 apart. */
function drawEdges(rng: Rng): number[] {
  let edge = -10;
  return Array.from({ length: 5 }, () => (edge += 1 + 6 * rng.uniform()));
}
