/** Setting rows aside before anything is learned from them. */

import { checkOptions } from "../base/check";
import { count } from "../base/errors";
import { Rng } from "../base/random";
import { distinctCodes } from "./distinct-codes";
import type { Table } from "./table";

export interface SplitOptions {
  /** Share of the rows that are set aside. */
  readonly holdout?: number;
  readonly seed: number | string;
  /** A column whose equal cells stay together: the rows of one customer never fall on both sides. */
  readonly by?: string;
  /** A column whose values keep their shares on both sides. */
  readonly stratify?: string;
}

export interface Split {
  readonly training: Table;
  readonly holdout: Table;
}

/**
 * Divides the rows of a table at random: `training` is to learn from, `holdout` is to judge with and is never learned from.
 *
 * The holdout has round(share x rows) rows. With `by`, whole keys are set aside, round(share x keys) of them, and rows
 * keep their order; with `stratify`, each value of that column gives its share, rounded by largest remainders so that the
 * total is still exact. Without `by`, both sides are shuffled.
 *
 * Errors: a share not between 0 and 1, a side that would stay empty, rows without a key, `by` together with `stratify`.
 *
 * @example
 * const people = Table.of({ id: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
 * const { training, holdout } = split(people, { holdout: 0.3, seed: 1 });
 * assert.deepEqual([training.rowCount, holdout.rowCount], [7, 3]);
 */
export function split(table: Table, options: SplitOptions): Split {
  const action = `Cannot split ${count(table.rowCount, "row")}`;
  checkOptions(action, options, ["holdout", "seed", "by", "stratify"]);
  const { holdout: share = 0.5, seed, by, stratify } = options;
  if (!(share > 0 && share < 1)) throw new RangeError(`${action}: holdout is ${share}, it must lie between 0 and 1`);
  if (typeof seed !== "number" && typeof seed !== "string")
    throw new TypeError(`${action}: seed is ${String(seed)}, it must be a number or a text`);
  if (by !== undefined && stratify !== undefined) throw new RangeError(`${action}: by and stratify exclude each other; leave one out`);
  const rng = new Rng(seed).fork("split");
  if (by !== undefined) return byKey(action, table, by, share, rng);
  return stratify === undefined ? byRow(action, table, share, rng) : byStratum(action, table, stratify, share, rng);
}

function byRow(action: string, table: Table, share: number, rng: Rng): Split {
  const order = rng.permutation(table.rowCount);
  const holdoutRows = checkedCount(action, share, table.rowCount, "row");
  return { training: table.take(order.subarray(holdoutRows)), holdout: table.take(order.subarray(0, holdoutRows)) };
}

function byKey(action: string, table: Table, by: string, share: number, rng: Rng): Split {
  const { codes, count: keys } = distinctCodes(table.column(by));
  const keyless = codes.filter((code) => code < 0).length;
  if (keyless > 0)
    throw new RangeError(`${action} by "${by}": ${count(keyless, "row has", "rows have")} no key; drop them or fill the key`);
  const chosen = new Uint8Array(keys);
  const holdoutKeys = checkedCount(action, share, keys, "key");
  rng
    .permutation(keys)
    .subarray(0, holdoutKeys)
    .forEach((key) => (chosen[key] = 1));
  return sides(table, (row) => chosen[codes[row]] === 1);
}

/** Rows in their order, by which side they fall on. */
function sides(table: Table, isHeldOut: (row: number) => boolean): Split {
  const [training, holdout]: [number[], number[]] = [[], []];
  for (let row = 0; row < table.rowCount; row++) (isHeldOut(row) ? holdout : training).push(row);
  return { training: table.take(training), holdout: table.take(holdout) };
}

function byStratum(action: string, table: Table, stratify: string, share: number, rng: Rng): Split {
  const { codes, count: strata } = distinctCodes(table.column(stratify));
  const total = checkedCount(action, share, table.rowCount, "row");
  // missing cells have code -1 and form the last stratum
  const stratumOf = (row: number): number => (codes[row] < 0 ? strata : codes[row]);
  const sizes = new Array<number>(strata + 1).fill(0);
  for (let row = 0; row < table.rowCount; row++) sizes[stratumOf(row)]++;
  const left = apportioned(total, sizes, rng.fork("ties"));
  const [training, holdout]: [number[], number[]] = [[], []];
  for (const row of rng.permutation(table.rowCount)) (left[stratumOf(row)]-- > 0 ? holdout : training).push(row);
  return { training: table.take(training), holdout: table.take(holdout) };
}

/** Whole numbers in proportion to the sizes that sum to the total (largest remainders; equal remainders by lot). */
function apportioned(total: number, sizes: readonly number[], rng: Rng): number[] {
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const exact = sizes.map((size) => (total * size) / rows);
  const parts = exact.map(Math.floor);
  const byRemainder = [...rng.permutation(sizes.length)].sort((a, b) => exact[b] - parts[b] - (exact[a] - parts[a]));
  const open = total - parts.reduce((sum, part) => sum + part, 0);
  for (const stratum of byRemainder.slice(0, open)) parts[stratum]++;
  return parts;
}

function checkedCount(action: string, share: number, available: number, noun: string): number {
  const heldOut = Math.round(share * available);
  if (heldOut > 0 && heldOut < available) return heldOut;
  const side = heldOut === 0 ? "holdout" : "training";
  throw new RangeError(
    `${action}: a holdout of ${share} of ${count(available, noun)} leaves the ${side} empty; choose another share or give more ${noun}s`,
  );
}
