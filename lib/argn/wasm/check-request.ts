/** Checks before anything reaches the kernels, which trust every number: a wrong code would read foreign memory. */

import { checkInteger, checkNumber } from "../../base/check";
import { breather } from "../../base/abort";
import type { Blueprint } from "../blueprint";
import type { CodeTable, Draw, Privacy, Step } from "../engine";

/** Throws unless these sub-columns of the table have all rows, and codes within their cardinalities. */
export async function checkCodes(action: string, blueprint: Blueprint, table: CodeTable, subColumns: Iterable<number>): Promise<void> {
  checkInteger(action, "rowCount", table.rowCount, 0);
  const breathe = breather();
  for (const j of subColumns) {
    checkSubColumn(action, blueprint, j);
    const codes = table.codes[j] ?? new Int32Array(0);
    const { name, cardinality } = blueprint.subColumns[j];
    if (codes.length < table.rowCount) {
      throw new RangeError(`${action}: "${name}" has ${codes.length} codes, it needs one for each of the ${table.rowCount} rows`);
    }
    const wrong = firstOutside(codes, table.rowCount, cardinality);
    if (wrong >= 0) {
      throw new RangeError(
        `${action}: row ${wrong} of "${name}" has the code ${codes[wrong]}, codes run from 0 to ${cardinality - 1}. Encode the table with this model's encoding`,
      );
    }
    await breathe();
  }
}

export function checkSubColumn(action: string, blueprint: Blueprint, j: number): void {
  checkInteger(action, "a sub-column", j, 0, blueprint.subColumns.length - 1);
}

/** Throws unless the order holds each column once. */
export function checkOrder(action: string, blueprint: Blueprint, order: Int32Array): void {
  const columns = blueprint.columns.length;
  const seen = new Uint8Array(columns);
  for (const c of order) if (c >= 0 && c < columns) seen[c] = 1;
  if (order.length === columns && !seen.includes(0)) return;
  throw new RangeError(`${action}: the order is [${order.join(", ")}], it must hold each of the columns 0 to ${columns - 1} once`);
}

export function checkSteps(action: string, blueprint: Blueprint, steps: readonly Step[], rowCount: number): void {
  for (const { order, rows, dropoutSeed, privacy } of steps) {
    checkOrder(action, blueprint, order);
    if (privacy !== undefined) checkPrivacy(action, privacy);
    checkNumber(action, "dropoutSeed", dropoutSeed, -(2 ** 53), 2 ** 53);
    const wrong = firstOutside(rows, rows.length, rowCount);
    if (wrong < 0) continue;
    const way = rowCount === 0 ? "Hand over training codes first" : `rows run from 0 to ${rowCount - 1}`;
    throw new RangeError(`${action}: a step asks for row ${rows[wrong]} of ${rowCount}. ${way}`);
  }
}

function checkPrivacy(action: string, { clip, noiseMultiplier, expectedBatchSize, noiseSeed = 0 }: Privacy): void {
  checkNumber(action, "clip", clip, Number.MIN_VALUE, Number.MAX_VALUE);
  checkNumber(action, "noiseMultiplier", noiseMultiplier, 0, Number.MAX_VALUE);
  checkNumber(action, "expectedBatchSize", expectedBatchSize, Number.MIN_VALUE, Number.MAX_VALUE);
  checkInteger(action, "noiseSeed", noiseSeed, Number.MIN_SAFE_INTEGER);
}

/** Throws unless each sub-column is known or drawn once at most, and the settings of the draws make sense. */
export function checkDraws(action: string, blueprint: Blueprint, known: readonly number[], draws: readonly Draw[]): void {
  const seen = new Set<number>();
  for (const j of [...known, ...draws.map(({ subColumn }) => subColumn)]) {
    checkSubColumn(action, blueprint, j);
    if (seen.has(j))
      throw new RangeError(`${action}: "${blueprint.subColumns[j].name}" is named twice, a sub-column is known or drawn once`);
    seen.add(j);
  }
  for (const { subColumn, temperature, topP, fixed } of draws) {
    const { name, cardinality } = blueprint.subColumns[subColumn];
    checkNumber(action, "temperature", temperature, 0, Number.MAX_VALUE);
    checkNumber(action, "topP", topP, 0, 1);
    if (fixed === undefined) continue;
    if (fixed.length !== cardinality)
      throw new RangeError(`${action}: "${name}" has ${fixed.length} fixed shares, it needs ${cardinality}, NaN where the model decides`);
    for (const share of fixed) if (!Number.isNaN(share)) checkNumber(action, `a fixed share of "${name}"`, share, 0, 1);
  }
}

function firstOutside(values: Int32Array, length: number, bound: number): number {
  for (let i = 0; i < length; i++) if (values[i] < 0 || values[i] >= bound) return i;
  return -1;
}
