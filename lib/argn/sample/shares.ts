/** Prescribed shares of a column, as a user writes them: of values, of ranges, of missing cells. */

import { checkNumber } from "../../base/check";
import { quoteList } from "../../base/errors";
import { pointInTimeOf } from "../constraints/point-in-time";
import type { ModelState } from "../model-state";
import { type Reach, reachOfColumn, shareWithin } from "./reach";
import { complement, type Interval, justBelow, type Region } from "./region";

/** A part of a column's values, and the share that it shall have. */
export interface ShareClass {
  readonly label: string;
  readonly share: number;
  readonly region: Region;
}

/** The parts of one column; together they hold all its values, and their shares sum to 1. */
export interface SharedColumn {
  readonly column: number;
  readonly name: string;
  readonly classes: readonly ShareClass[];
}

const ACTION = "Cannot rebalance";
const MISSING = "missing";

/**
 * Reads `{ "F": 0.5 }`, `{ "18..30": 0.5, "60..": 0.2, missing: 0 }`. A range holds its lower limit and not its upper one,
 * so that "0..18" and "18..65" touch without overlap. What is not named shares the rest.
 *
 * @throws {RangeError} when the shares sum to more than 1, name no value that the model can draw, or overlap
 */
export function readShares(state: ModelState, name: string, shares: Readonly<Record<string, number>>): SharedColumn {
  const column = state.codec.columns.findIndex((candidate) => candidate.name === name);
  let sum = 0;
  for (const [label, share] of Object.entries(shares)) {
    checkNumber(ACTION, `the share of "${label}" in "${name}"`, share, 0, 1);
    sum += share;
  }
  if (sum > 1 + 1e-9) throw new RangeError(`${ACTION} "${name}": the shares sum to ${sum}, they must sum to at most 1`);
  const reach = reachOfColumn(state, column);
  const classes = reach === undefined ? codeClasses(state, column, shares) : valueClasses(state, column, reach, shares);
  const left = Math.max(0, 1 - sum);
  const rest = reach === undefined ? restOfCodes(state, column, classes) : restOfValues(state, column, reach, classes);
  if (rest !== undefined) return { column, name, classes: [...classes, { label: "the rest", share: left, region: rest }] };
  if (left > 1e-6) throw new RangeError(`${ACTION} "${name}": the shares name all its values and sum to ${sum}, they must sum to 1`);
  return { column, name, classes };
}

function codeClasses(state: ModelState, column: number, shares: Readonly<Record<string, number>>): ShareClass[] {
  const { name, subColumns } = state.codec.columns[column];
  return Object.entries(shares).map(([label, share]) => {
    const allowed = new Uint8Array(subColumns[0]?.cardinality ?? 0);
    allowed[state.codec.codeOf(name, label)] = 1;
    return { label, share, region: { kind: "codes", allowed } };
  });
}

function restOfCodes(state: ModelState, column: number, classes: readonly ShareClass[]): Region | undefined {
  const { cardinality, suppressed } = state.codec.columns[column].subColumns[0];
  const allowed = new Uint8Array(cardinality).fill(1);
  for (const code of suppressed) allowed[code] = 0;
  for (const { region } of classes) if (region.kind === "codes") region.allowed.forEach((own, code) => own === 1 && (allowed[code] = 0));
  return allowed.includes(1) ? { kind: "codes", allowed } : undefined;
}

function valueClasses(state: ModelState, column: number, reach: Reach, shares: Readonly<Record<string, number>>): ShareClass[] {
  const { name, missingCode } = state.codec.columns[column];
  const isDate = state.codec.toJSON().columns[column].type === "datetime";
  const taken: { label: string; interval: Interval }[] = [];
  return Object.entries(shares).map(([label, share]) => {
    if (label === MISSING) {
      if (missingCode === undefined && share > 0) throw new RangeError(`${ACTION} "${name}": the model knows no missing cells of it`);
      return { label, share, region: { kind: "values", intervals: [], missing: true } };
    }
    const interval = intervalOf(name, label, isDate);
    const other = taken.find(({ interval: { low, high } }) => interval.low <= high && low <= interval.high);
    if (other !== undefined)
      throw new RangeError(
        `${ACTION} "${name}": "${label}" and "${other.label}" overlap; a range holds its lower limit, not its upper one`,
      );
    taken.push({ label, interval });
    const region = { kind: "values", intervals: [interval], missing: false } as const;
    if (share > 0 && !isReachable(reach, region))
      throw new RangeError(`${ACTION} "${name}": the model knows no value in "${label}". ${knownValues(state, column)}`);
    return { label, share, region };
  });
}

function restOfValues(state: ModelState, column: number, reach: Reach, classes: readonly ShareClass[]): Region | undefined {
  const { missingCode } = state.codec.columns[column];
  const intervals = classes.flatMap(({ region }) => (region.kind === "values" ? region.intervals : []));
  const missing = missingCode !== undefined && !classes.some(({ label }) => label === MISSING);
  const rest = complement(intervals, missing);
  return isReachable(reach, rest) ? rest : undefined;
}

function isReachable(reach: Reach, region: Region): boolean {
  if (region.kind === "codes") return region.allowed.includes(1);
  for (let code = 0; code < reach.cardinalities[0]; code++) if (shareWithin(reach, region, [code]) > 0) return true;
  return false;
}

/** "18..30", "60..", "..18" or one value. */
function intervalOf(name: string, label: string, isDate: boolean): Interval {
  const dots = label.indexOf("..");
  const limit = (text: string, open: number): number => {
    if (text.trim() === "") return open;
    const value = isDate ? pointInTimeOf(text, `the range "${label}" of "${name}"`) : Number(text);
    if (value === undefined || Number.isNaN(value))
      throw new TypeError(`${ACTION} "${name}": "${label}" is no value and no range such as "18..30", "60.." or "..18"`);
    return value;
  };
  if (dots < 0) {
    const value = limit(label, NaN);
    return { low: value, high: value };
  }
  const low = limit(label.slice(0, dots), -Infinity);
  const high = justBelow(limit(label.slice(dots + 2), Infinity));
  if (low <= high) return { low, high };
  throw new RangeError(`${ACTION} "${name}": the range "${label}" is empty; its lower limit must be below its upper one`);
}

function knownValues(state: ModelState, column: number): string {
  const { name, encoding } = state.codec.columns[column];
  if (encoding === "datetime" || encoding === "digits") return "See columns of the model for what it has learnt";
  return `It knows ${quoteList(state.codec.valueLabels(name), 12)}`;
}

/** The class of each row's cell; -1 where it lies in none. */
export function classOf({ classes }: SharedColumn, code: number, value: number): number {
  return classes.findIndex(({ region }) =>
    region.kind === "codes"
      ? region.allowed[code] === 1
      : Number.isNaN(value)
        ? region.missing
        : region.intervals.some(({ low, high }) => value >= low && value <= high),
  );
}
