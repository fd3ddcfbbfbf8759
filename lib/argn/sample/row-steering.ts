/** What restricts the cells of one block of rows: prescribed shares, and the rules of the model. */

import { drawUniform, type CodeTable } from "../engine";
import type { CompiledRules } from "../constraints/compile";
import type { Combinations } from "../constraints/combinations";
import type { Rng } from "../../base/random";
import type { ModelState } from "../model-state";
import { decodeColumn } from "./decode-column";
import type { Steering } from "./draw-rows";
import { type Reach, reachOfColumn, shareWithin } from "./reach";
import { ANY_VALUE, holds, intersection, justAbove, justBelow, nearest, type Region, type ValueRegion } from "./region";

export interface SteeringSource {
  readonly state: ModelState;
  readonly rules?: CompiledRules;
  /** The class that the row of a rebalanced column is to lie in; undefined for other columns. */
  readonly classRegion: (column: number, row: number) => Region | undefined;
  readonly rebalanced: ReadonlySet<number>;
  readonly table: CodeTable;
  /** The numbers or points in time of the columns that are given; NaN where missing. */
  readonly given: ReadonlyMap<number, Float64Array>;
  /** Columns whose codes are known from the start. */
  readonly known: readonly number[];
  readonly firstRow: number;
  readonly rng: Rng;
}

const MOST_REDRAWS = 16;

export class RowSteering implements Steering {
  /** The values of the columns that were steered, where they are numbers or points in time. */
  readonly settled = new Map<number, Float64Array>();
  readonly #known: Set<number>;
  readonly #reaches = new Map<number, Reach | undefined>();
  readonly #weights = new Map<ValueRegion, Float64Array>();

  constructor(readonly source: SteeringSource) {
    this.#known = new Set(source.known);
  }

  steers(column: number): boolean {
    const { rules, rebalanced } = this.source;
    return rebalanced.has(column) || rules?.bounds.has(column) === true || this.#combinationOf(column) !== undefined;
  }

  begin(): void {
    this.#weights.clear();
  }

  restrict(column: number, prefix: readonly number[], row: number, shares: Float32Array): boolean {
    const combined = prefix.length === 0 ? this.#allowedByCombinations(column, row) : undefined;
    const region = this.#regionOf(column, row);
    const weights = region === undefined ? undefined : this.#weightsOf(column, region, prefix, shares);
    let any = false;
    for (let code = 0; code < shares.length; code++) {
      if (combined !== undefined && combined[code] === 0) shares[code] = 0;
      else if (weights !== undefined) shares[code] *= weights[code];
      any ||= shares[code] > 0;
    }
    return any;
  }

  /** Brings a column of numbers or dates back, so that others can be compared with it; what falls outside its region is drawn again. */
  finish(column: number): void {
    if (this.#reach(column) !== undefined) this.settled.set(column, this.#settle(column));
    this.#known.add(column);
  }

  #settle(column: number): Float64Array {
    const { table, firstRow, rng } = this.source;
    const values = this.#decode(column, table, firstRow, rng);
    let outside = Array.from({ length: table.rowCount }, (_, i) => i).filter((row) => !this.#fits(column, row, values[row]));
    for (let redraw = 0; redraw < MOST_REDRAWS && outside.length > 0; redraw++) {
      const part = { rowCount: outside.length, codes: table.codes.map((codes) => Int32Array.from(outside, (row) => codes[row])) };
      const again = this.#decode(column, part, firstRow, rng.fork(`redraw ${redraw}`));
      outside.forEach((row, i) => (values[row] = again[i]));
      outside = outside.filter((row) => !this.#fits(column, row, values[row]));
    }
    const { decimals } = this.#reach(column) ?? {};
    for (const row of outside) {
      const region = this.#regionOf(column, row);
      if (region?.kind === "values") values[row] = nearest(region, values[row], decimals);
    }
    return values;
  }

  #decode(column: number, table: CodeTable, firstRow: number, rng: Rng): Float64Array {
    const decoded = decodeColumn(this.source.state, column, table, firstRow, rng);
    return decoded.type === "number" || decoded.type === "datetime" ? decoded.values.slice() : new Float64Array(table.rowCount).fill(NaN);
  }

  #fits(column: number, row: number, value: number): boolean {
    const region = this.#regionOf(column, row);
    return region?.kind !== "values" || Number.isNaN(value) || holds(region, value);
  }

  /** The shares of codes within a region; regions that many rows have in common are looked up once. */
  #weightsOf(column: number, region: Region, prefix: readonly number[], shares: Float32Array): ArrayLike<number> {
    if (region.kind === "codes") return region.allowed;
    const reach = this.#reach(column);
    if (reach === undefined) return new Float64Array(shares.length).fill(1);
    const kept = prefix.length === 0 ? this.#weights.get(region) : undefined;
    if (kept !== undefined) return kept;
    const weights = Float64Array.from(shares, (share, code) =>
      share > 0 || prefix.length === 0 ? shareWithin(reach, region, [...prefix, code]) : 0,
    );
    if (prefix.length === 0 && this.#weights.size < 1000) this.#weights.set(region, weights);
    return weights;
  }

  /** Where the cell may lie, as far as it is a matter of values. */
  #regionOf(column: number, row: number): Region | undefined {
    const wanted = this.source.classRegion(column, row);
    const bounds = this.source.rules?.bounds.get(column);
    if (wanted?.kind === "codes") return wanted;
    const fixed = wanted === undefined ? bounds : bounds === undefined ? wanted : intersection(wanted, bounds);
    const interval = this.#betweenOthers(column, row);
    if (interval === undefined) return fixed;
    return intersection(fixed ?? ANY_VALUE, interval);
  }

  /** The values that the orders leave beside the row's other cells. */
  #betweenOthers(column: number, row: number): ValueRegion | undefined {
    const { rules } = this.source;
    let [low, high] = [-Infinity, Infinity];
    for (const { low: lower, high: upper, strict } of rules?.steps ?? []) {
      if (upper === column) {
        const least = this.#least(lower, row);
        low = Math.max(low, strict ? justAbove(least) : least);
      } else if (lower === column) {
        const most = this.#most(upper, row);
        high = Math.min(high, strict ? justBelow(most) : most);
      }
    }
    if (low === -Infinity && high === Infinity) return undefined;
    return { kind: "values", intervals: low <= high ? [{ low, high }] : [], missing: true };
  }

  /** The smallest value that a cell has or can still have, after all that must lie below it. */
  #least(column: number, row: number): number {
    let { least } = this.#extremes(column, row);
    if (this.#known.has(column)) return least;
    for (const { low, high, strict } of this.source.rules?.steps ?? []) {
      if (high !== column) continue;
      const below = this.#least(low, row);
      least = Math.max(least, strict ? justAbove(below) : below);
    }
    return this.#reach(column)?.snap({ low: least, high: Infinity })?.low ?? least;
  }

  /** The largest value that a cell has or can still have, before all that must lie above it. */
  #most(column: number, row: number): number {
    let { most } = this.#extremes(column, row);
    if (this.#known.has(column)) return most;
    for (const { low, high, strict } of this.source.rules?.steps ?? []) {
      if (low !== column) continue;
      const above = this.#most(high, row);
      most = Math.min(most, strict ? justBelow(above) : above);
    }
    return this.#reach(column)?.snap({ low: -Infinity, high: most })?.high ?? most;
  }

  /** The smallest and the largest value that a cell has or can still have by itself; no limit where it is missing. */
  #extremes(column: number, row: number): { least: number; most: number } {
    const values = this.source.given.get(column) ?? this.settled.get(column);
    if (values !== undefined && this.#known.has(column)) {
      const value = values[row];
      return Number.isNaN(value) ? { least: -Infinity, most: Infinity } : { least: value, most: value };
    }
    const set = this.#combinationOf(column);
    const reach = this.#reach(column);
    const known = set === undefined ? [] : this.#knownCodes(set, row);
    if (set === undefined || reach === undefined || known.every((code) => code < 0)) {
      const wanted = this.source.classRegion(column, row);
      const intervals = wanted?.kind === "values" && !wanted.missing ? wanted.intervals : [];
      return { least: intervals[0]?.low ?? -Infinity, most: intervals.at(-1)?.high ?? Infinity };
    }
    let [least, most] = [Infinity, -Infinity];
    for (const number of set.matching(known)) {
      const code = set.codes[number][set.columns.indexOf(column)];
      if (code === reach.missingCode) return { least: -Infinity, most: Infinity };
      const hull = reach.hull([code]);
      least = Math.min(least, hull?.low ?? Infinity);
      most = Math.max(most, hull?.high ?? -Infinity);
    }
    return { least, most };
  }

  /** 1 for each code that stands in a combination with what is known of the row. */
  #allowedByCombinations(column: number, row: number): Uint8Array | undefined {
    const set = this.#combinationOf(column);
    if (set === undefined) return undefined;
    const { state } = this.source;
    const own = set.columns.indexOf(column);
    const allowed = new Uint8Array(state.codec.columns[column].subColumns[0].cardinality);
    const open = set.columns.filter((member) => member !== column && !this.#known.has(member) && this.#isLimited(member));
    const limits = open.map((member) => ({ at: set.columns.indexOf(member), member, region: this.#regionOf(member, row) }));
    for (const number of set.matching(this.#knownCodes(set, row))) {
      const codes = set.codes[number];
      if (limits.every(({ at, member, region }) => this.#admits(member, codes[at], region))) allowed[codes[own]] = 1;
    }
    return allowed;
  }

  #admits(column: number, code: number, region: Region | undefined): boolean {
    if (region === undefined) return true;
    if (region.kind === "codes") return region.allowed[code] === 1;
    const reach = this.#reach(column);
    return reach === undefined || shareWithin(reach, region, [code]) > 0;
  }

  #isLimited(column: number): boolean {
    return this.source.rebalanced.has(column) || this.source.rules?.bounds.has(column) === true;
  }

  #knownCodes(set: Combinations, row: number): number[] {
    const { table, state } = this.source;
    return set.columns.map((column) => (this.#known.has(column) ? table.codes[state.codec.columns[column].first][row] : -1));
  }

  #combinationOf(column: number): Combinations | undefined {
    return this.source.rules?.combinations.find(({ columns }) => columns.includes(column));
  }

  #reach(column: number): Reach | undefined {
    if (!this.#reaches.has(column)) this.#reaches.set(column, reachOfColumn(this.source.state, column));
    return this.#reaches.get(column);
  }
}

/** A number on [0, 1) for each row that no draw of a sub-column uses. */
export function rowUniform(seed: number, row: number): number {
  return drawUniform(seed ^ 0x5bd1e995, row, 0x7ffff);
}
