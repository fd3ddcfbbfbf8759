import { checkOptions } from "../base/check";
import type { Cell } from "../table/column";
import type { Row, Table } from "../table/table";
import { favourableRows, groupsOf, type Rate, rateOf } from "./groups";

export interface ParityQuestion {
  /** The column whose outcome is compared between groups. */
  readonly outcome: string;
  /** The outcome that counts, such as ">50K" or true. */
  readonly favourable: Cell;
  /** The columns whose combinations make the groups. */
  readonly across: readonly string[];
}

/** One group and its share of favourable outcomes. */
export interface GroupRate extends Rate {
  readonly group: Row;
}

export interface StatisticalParity {
  /** Largest minus smallest share of favourable outcomes, 0 to 1; 0 is parity. */
  readonly gap: number;
  /** Smallest divided by largest share, 0 to 1; 1 is parity. Below 0.8 fails the four-fifths rule of US employment screening. */
  readonly ratio: number;
  /** Largest distance of a group from the share of all rows. */
  readonly gapToOverall: number;
  readonly overall: Rate;
  /** In the order of first appearance. */
  readonly byGroup: readonly GroupRate[];
  /** False when a group has fewer than 30 rows: its share, and with it the gap, may be luck. */
  readonly trusted: boolean;
}

const ACTION = "Cannot compute statistical parity";
const LEAST_ROWS = 30;

/**
 * Whether groups get a favourable outcome equally often (statistical or demographic parity): the share P(favourable |
 * group) of every group, with Wilson's 95 % intervals, and how far they lie apart. Rows whose outcome is missing count as
 * not favourable. The largest gap of many small groups is above 0 by luck alone: read it with the intervals.
 *
 * @throws {RangeError} when the table has no rows, lacks a column, or no outcome is favourable
 *
 * @example
 * const people = Table.of({ sex: ["F", "F", "F", "F", "M", "M"], hired: [true, false, false, false, true, false] });
 * const { gap, ratio, byGroup } = statisticalParity(people, { outcome: "hired", favourable: true, across: ["sex"] });
 * assert.deepEqual([gap, ratio, byGroup[1].rate], [0.25, 0.5, 0.5]);
 */
export function statisticalParity(table: Table, question: ParityQuestion): StatisticalParity {
  checkOptions(ACTION, question, ["outcome", "favourable", "across"]);
  const groups = groupsOf(ACTION, table, question.across);
  const favourable = favourableRows(ACTION, table, question.outcome, question.favourable);
  const byGroup = groups.map(({ key, rows }) => ({ group: key, ...rateOf(rows, (row) => favourable[row]) }));
  const overall = rateOf([...favourable.keys()], (row) => favourable[row]);
  const rates = byGroup.map(({ rate }) => rate);
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  return {
    gap: most - least,
    ratio: least / most,
    gapToOverall: Math.max(...rates.map((rate) => Math.abs(rate - overall.rate))),
    overall,
    byGroup,
    trusted: byGroup.every(({ rows }) => rows >= LEAST_ROWS),
  };
}
