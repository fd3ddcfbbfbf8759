import { checkOptions } from "../base/check";
import type { Cell } from "../table/column";
import type { Row, Table } from "../table/table";
import { favourableRows, groupsOf, groupText, isSame, type NoRate, type Rate, rateOf } from "./groups";

export interface OddsQuestion {
  /** The column with what really happened. */
  readonly truth: string;
  /** The column with what was predicted. */
  readonly predicted: string;
  readonly favourable: Cell;
  readonly across: readonly string[];
}

export interface GroupOdds {
  readonly group: Row;
  /** Share predicted favourable among those who truly are. */
  readonly truePositives: Rate | NoRate;
  /** Share predicted favourable among those who are not. */
  readonly falsePositives: Rate | NoRate;
  /** Share truly favourable among those who were predicted so (positive predictive value). */
  readonly precision: Rate | NoRate;
}

/** A difference between groups, or why there is none. */
export type Difference = { readonly value: number } | { readonly value: undefined; readonly notComputed: string };

export interface EqualisedOdds {
  /** The larger of the two gaps in true and false positives, 0 to 1; 0 is equality. */
  readonly gap: Difference;
  /** The mean of the two gaps. */
  readonly meanGap: Difference;
  /** The smaller of the two ratios, smallest to largest group, 0 to 1; 1 is equality. */
  readonly ratio: Difference;
  /** The gap in true positives alone (equal opportunity). */
  readonly opportunityGap: Difference;
  readonly overall: Omit<GroupOdds, "group">;
  readonly byGroup: readonly GroupOdds[];
}

const ACTION = "Cannot compute equalised odds";

/**
 * Whether a prediction errs equally often in all groups (equalised odds; Hardt, Price and Srebro 2016, section 2): true
 * positive and false positive rates by group, their largest gaps and smallest ratios. Where base rates differ and
 * prediction is not perfect, this, equal precision and calibration cannot all hold at once (Chouldechova 2017, section 2).
 *
 * @throws {RangeError} when the table has no rows, lacks a column, or no truth is favourable
 *
 * @example
 * const loans = Table.of({
 *   group: ["a", "a", "a", "a", "b", "b", "b", "b"],
 *   paid: [true, true, false, false, true, true, false, false],
 *   granted: [true, true, true, false, true, false, false, false],
 * });
 * const odds = equalisedOdds(loans, { truth: "paid", predicted: "granted", favourable: true, across: ["group"] });
 * assert.deepEqual([odds.gap, odds.ratio], [{ value: 0.5 }, { value: 0 }]);
 */
export function equalisedOdds(table: Table, question: OddsQuestion): EqualisedOdds {
  checkOptions(ACTION, question, ["truth", "predicted", "favourable", "across"]);
  const groups = groupsOf(ACTION, table, question.across);
  const isTrue = favourableRows(ACTION, table, question.truth, question.favourable);
  table.column(question.predicted);
  const isPredicted = isTrue.map((_, row) => isSame(table.cell(row, question.predicted), question.favourable));
  const byGroup = groups.map(({ key, rows }) => ({ group: key, ...oddsOf(Array.from(rows), isTrue, isPredicted, groupText(key)) }));
  const overall = oddsOf([...isTrue.keys()], isTrue, isPredicted, "all rows");
  const hits = extremes(byGroup.map(({ truePositives }) => truePositives));
  const alarms = extremes(byGroup.map(({ falsePositives }) => falsePositives));
  return {
    gap: combine(hits, alarms, (a, b) => Math.max(a.most - a.least, b.most - b.least)),
    meanGap: combine(hits, alarms, (a, b) => (a.most - a.least + b.most - b.least) / 2),
    ratio: combine(hits, alarms, (a, b) => Math.min(ratioOf(a), ratioOf(b))),
    opportunityGap: combine(hits, hits, (a) => a.most - a.least),
    overall,
    byGroup,
  };
}

function oddsOf(
  rows: readonly number[],
  isTrue: readonly boolean[],
  isPredicted: readonly boolean[],
  who: string,
): Omit<GroupOdds, "group"> {
  const share = (among: (row: number) => boolean, hit: (row: number) => boolean, what: string): Rate | NoRate => {
    const counted = rows.filter(among);
    return counted.length === 0 ? { rate: undefined, rows: 0, notComputed: `${who}: no row ${what}` } : rateOf(counted, hit);
  };
  return {
    truePositives: share(
      (row) => isTrue[row],
      (row) => isPredicted[row],
      "is truly favourable",
    ),
    falsePositives: share(
      (row) => !isTrue[row],
      (row) => isPredicted[row],
      "is truly unfavourable",
    ),
    precision: share(
      (row) => isPredicted[row],
      (row) => isTrue[row],
      "is predicted favourable",
    ),
  };
}

type Extremes = { readonly least: number; readonly most: number } | { readonly least: undefined; readonly notComputed: string };

function extremes(rates: readonly (Rate | NoRate)[]): Extremes {
  const values: number[] = [];
  for (const rate of rates) {
    if (rate.rate === undefined) return { least: undefined, notComputed: rate.notComputed };
    values.push(rate.rate);
  }
  return { least: Math.min(...values), most: Math.max(...values) };
}

function combine(a: Extremes, b: Extremes, value: (a: Known, b: Known) => number): Difference {
  if (a.least === undefined) return { value: undefined, notComputed: a.notComputed };
  if (b.least === undefined) return { value: undefined, notComputed: b.notComputed };
  return { value: value(a, b) };
}

type Known = { readonly least: number; readonly most: number };

/** Groups that all have no such rows are equal. */
function ratioOf({ least, most }: Known): number {
  return most === 0 ? 1 : least / most;
}
