/**
 * Columns that repeat another in some of the rows: a payment of just what was billed, a day of discharge that is the day of
 * death. A network that knows only bins would come near and miss, and such near misses give synthetic rows away. So the
 * repeating column has one sub-column more, which says whether the cell repeats the other; if so, it is copied when codes
 * are brought back. Numbers repeat numbers, points in time repeat points in time.
 */

import type { Rng } from "../base/random";
import type { NumberColumn, DatetimeColumn, Column } from "../table/column";
import type { Table } from "../table/table";
import type { SubColumn } from "./codec";
import type { ColumnState } from "./column-codec";
import type { EncodedTable } from "./encoded-table";

/** Indices of columns: in some rows the follower has just the value of the leader. */
export interface Repeat {
  readonly follower: number;
  readonly leader: number;
}

/** The cell has a value of its own; it repeats the leader's; it is not told which. */
const OWN = 0;
const REPEATS = 1;
const UNTOLD = 2;

const GLANCED_ROWS = 1000;
const LEAST_GLANCED = 5;
const LEAST_SHARE = 0.01;
const LEAST_ROWS = 30;
/** So many times as often as a cell that is off by one value, or else it repeats by chance. */
const LEAST_LIFT = 4;
/** In so many training rows it is left untold, as it is in rows of which one of the two columns is known. */
const UNTOLD_SHARE = 0.1;

type Measured = NumberColumn | DatetimeColumn;

/** The sub-column that says whether a cell repeats the leader. Untold is never drawn. */
export function repeatSubColumn(leader: string): SubColumn {
  return { name: `as ${leader}`, cardinality: 3, suppressed: [UNTOLD] };
}

/** What the codes of this sub-column stand for. */
export function repeatLabels(leader: string): string[] {
  return ["a value of its own", `as ${leader}`, "not told"];
}

/** The repeating columns of a table, leaders before those who follow them; each follows one other at most. */
export function* findRepeats(
  table: Table,
  states: readonly ColumnState[],
  copies: readonly number[],
  threshold: number,
): Generator<undefined, Repeat[]> {
  const least = Math.max(threshold, LEAST_ROWS, LEAST_SHARE * table.rowCount);
  const found: (Repeat & { readonly rows: number })[] = [];
  for (const [follower, one] of table.columns.entries()) {
    if (!canFollow(states[follower]) || copies[follower] >= 0) continue;
    for (const [leader, other] of table.columns.entries()) {
      // of two that can follow each other, the later one does
      if (leader === follower || copies[leader] >= 0 || !canLead(states[leader])) continue;
      if (leader > follower && canFollow(states[leader])) continue;
      const rows = rowsThatRepeat(one, other, states[follower], least);
      if (rows >= least) found.push({ follower, leader, rows });
    }
    yield;
  }
  found.sort((a, b) => b.rows - a.rows || a.follower - b.follower || a.leader - b.leader);
  return inOrder(withoutCircles(found));
}

/** For each row whether its follower repeats its leader. Cells that have a code of their own (0, a round price) need not repeat. */
export function repeatCodes(follower: Column, leader: Column | undefined, state: ColumnState): Int32Array {
  const codes = new Int32Array(follower.length).fill(leader === undefined ? UNTOLD : OWN);
  if (leader === undefined || !isMeasured(follower) || !isMeasured(leader)) return codes;
  const spikes = spikesOf(state);
  for (let i = 0; i < codes.length; i++) {
    if (follower.values[i] === leader.values[i] && !spikes.has(follower.values[i])) codes[i] = REPEATS;
  }
  return codes;
}

/** The follower with the leader's cells where it repeats them, if both are there and the follower's is no spike. */
export function applyRepeat(follower: Column, leader: Column, codes: Int32Array, state: ColumnState): Column {
  if (!isMeasured(follower) || !isMeasured(leader)) return follower;
  const spikes = spikesOf(state);
  const values = follower.values.map((own, i) => {
    const repeats = codes[i] === REPEATS && !Number.isNaN(own) && !spikes.has(own) && !Number.isNaN(leader.values[i]);
    return repeats ? leader.values[i] : own;
  });
  return Object.freeze({ ...follower, values });
}

/** Codes for training: in a tenth of the rows the network is not told whether a cell repeats another. */
export function withSomeUntold(encoded: EncodedTable, repeats: readonly { readonly subColumn: number }[], rng: Rng): EncodedTable {
  const codes = encoded.codes.slice();
  for (const { subColumn } of repeats) codes[subColumn] = codes[subColumn].map((code) => (rng.uniform() < UNTOLD_SHARE ? UNTOLD : code));
  return { rowCount: encoded.rowCount, codes };
}

/** Marks the cells of these rows as not told. */
export function markUntold(codes: Int32Array, rows: Int32Array): void {
  for (const row of rows) codes[row] = UNTOLD;
}

function canFollow({ encoding }: ColumnState): boolean {
  return encoding === "binned" || encoding === "digits" || encoding === "datetime";
}

function canLead(state: ColumnState): boolean {
  return canFollow(state) || state.encoding === "discrete";
}

function isMeasured(column: Column): column is Measured {
  return column.type === "number" || column.type === "datetime";
}

function spikesOf(state: ColumnState): ReadonlySet<number> {
  return new Set(state.encoding === "binned" ? state.spikes : []);
}

/** Rows in which one repeats the other beyond chance; 0 when they do not. */
function rowsThatRepeat(one: Column, other: Column, state: ColumnState, least: number): number {
  if (!isMeasured(one) || !isMeasured(other) || one.type !== other.type) return 0;
  const spikes = spikesOf(state);
  let glanced = 0;
  for (let i = 0; i < Math.min(GLANCED_ROWS, one.length); i++)
    if (one.values[i] === other.values[i] && !spikes.has(one.values[i])) glanced++;
  if (glanced < LEAST_GLANCED) return 0;
  const next = nextValues(other.values);
  let [same, near] = [0, 0];
  for (let i = 0; i < one.length; i++) {
    const value = one.values[i];
    if (spikes.has(value)) continue;
    if (value === other.values[i]) same++;
    else if (value === next.get(other.values[i])) near++;
  }
  return same >= least && same >= LEAST_LIFT * near ? same : 0;
}

/** For each value of a column the next larger one. */
function nextValues(values: Float64Array): ReadonlyMap<number, number> {
  const sorted = Float64Array.from(new Set(values.filter((value) => !Number.isNaN(value)))).sort();
  return new Map(Array.from(sorted, (value, i) => [value, sorted[i + 1] ?? NaN]));
}

/** The strongest first; each follows once, and none follows itself through others. */
function withoutCircles(found: readonly Repeat[]): Repeat[] {
  const leaderOf = new Map<number, number>();
  for (const { follower, leader } of found) {
    if (leaderOf.has(follower)) continue;
    let above: number | undefined = leader;
    while (above !== undefined && above !== follower) above = leaderOf.get(above);
    if (above === undefined) leaderOf.set(follower, leader);
  }
  return Array.from(leaderOf, ([follower, leader]) => ({ follower, leader }));
}

function inOrder(repeats: readonly Repeat[]): Repeat[] {
  const leaderOf = new Map(repeats.map(({ follower, leader }) => [follower, leader]));
  const depth = (column: number): number => {
    const leader = leaderOf.get(column);
    return leader === undefined ? 0 : 1 + depth(leader);
  };
  return [...repeats].sort((a, b) => depth(a.follower) - depth(b.follower) || a.follower - b.follower);
}
