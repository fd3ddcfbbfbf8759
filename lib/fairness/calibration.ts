import { checkInteger, checkOptions } from "../base/check";
import type { Cell } from "../table/column";
import type { Row, Table } from "../table/table";
import { favourableRows, groupsOf } from "./groups";

export interface CalibrationQuestion {
  readonly truth: string;
  readonly favourable: Cell;
  /** A column of predicted probabilities of the favourable outcome, 0 to 1. */
  readonly score: string;
  readonly across: readonly string[];
  /** Bins of equal width between 0 and 1; default 10. */
  readonly bins?: number;
}

/** Predicted and observed, in one bin of scores. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly meanScore: number;
  readonly observed: number;
}

export interface GroupCalibration {
  readonly group: Row;
  readonly rows: number;
  /** Mean of |mean score - observed share| over the bins, weighted by rows, 0 to 1; 0 is perfect. */
  readonly calibrationError: number;
  /** Mean squared difference of score and outcome, 0 to 1; lower is better. */
  readonly brier: number;
  /** Bins that hold rows. */
  readonly bins: readonly CalibrationBin[];
}

export interface CalibrationByGroup {
  /** Largest minus smallest calibration error of a group. */
  readonly gap: number;
  readonly byGroup: readonly GroupCalibration[];
}

const ACTION = "Cannot compute calibration by group";

/**
 * Whether a score of .7 means 70 % in every group: the expected calibration error and the Brier score of each (Naeini,
 * Cooper and Hauskrecht 2015, section 2; Brier 1950).
 *
 * @throws {RangeError} when the table has no rows, lacks a column, or a score does not lie between 0 and 1
 *
 * @example
 * const scored = Table.of({ sex: ["F", "F", "M", "M"], ill: [true, false, true, true], risk: [0.5, 0.5, 0.5, 0.5] });
 * const { byGroup } = calibrationByGroup(scored, { truth: "ill", favourable: true, score: "risk", across: ["sex"] });
 * assert.deepEqual(byGroup.map((group) => group.calibrationError), [0, 0.5]);
 */
export function calibrationByGroup(table: Table, question: CalibrationQuestion): CalibrationByGroup {
  checkOptions(ACTION, question, ["truth", "favourable", "score", "across", "bins"]);
  const { bins = 10 } = question;
  checkInteger(ACTION, "bins", bins, 1, 1000);
  const groups = groupsOf(ACTION, table, question.across);
  const isTrue = favourableRows(ACTION, table, question.truth, question.favourable);
  const scores = scoresOf(table, question.score);
  const byGroup = groups.map(({ key, rows }) => ({ group: key, rows: rows.length, ...calibrationOf(rows, isTrue, scores, bins) }));
  const errors = byGroup.map(({ calibrationError }) => calibrationError);
  return { gap: Math.max(...errors) - Math.min(...errors), byGroup };
}

function calibrationOf(
  rows: Int32Array,
  isTrue: readonly boolean[],
  scores: Float64Array,
  bins: number,
): Omit<GroupCalibration, "group" | "rows"> {
  const counts = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const hits = new Float64Array(bins);
  let brier = 0;
  for (const row of rows) {
    const bin = Math.min(bins - 1, Math.floor(scores[row] * bins));
    const outcome = isTrue[row] ? 1 : 0;
    counts[bin]++;
    sums[bin] += scores[row];
    hits[bin] += outcome;
    brier += (scores[row] - outcome) ** 2;
  }
  const filled = Array.from(counts.keys()).filter((bin) => counts[bin] > 0);
  return {
    calibrationError: filled.reduce((sum, bin) => sum + Math.abs(sums[bin] - hits[bin]), 0) / rows.length,
    brier: brier / rows.length,
    bins: filled.map((bin) => ({
      low: bin / bins,
      high: (bin + 1) / bins,
      rows: counts[bin],
      meanScore: sums[bin] / counts[bin],
      observed: hits[bin] / counts[bin],
    })),
  };
}

function scoresOf(table: Table, name: string): Float64Array {
  const column = table.column(name);
  if (column.type !== "number")
    throw new TypeError(`${ACTION}: "${name}" holds cells of type ${column.type}, numbers from 0 to 1 are needed`);
  const wrong = column.values.findIndex((value) => !(value >= 0 && value <= 1));
  if (wrong >= 0)
    throw new RangeError(`${ACTION}: row ${wrong + 1} of "${name}" is ${column.values[wrong]}, it must be a number from 0 to 1`);
  return column.values;
}
