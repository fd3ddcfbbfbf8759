/**
 * Coded rows whose law is known exactly, so that a model can be measured against the best that any model could reach: the
 * gap of its loss to the law's own. The shape is that of a census table; the dependence is a sum of smooth pulls.
 */

import { Rng } from "../../base/random";
import type { CodeTable } from "../../argn/engine";
import type { ColumnCardinalities } from "../../argn/blueprint";

/** Cardinalities of a census of 15 columns. */
export const CENSUS = [74, 9, 100, 16, 16, 7, 15, 6, 5, 2, 120, 99, 97, 42, 2] as const;
export const CENSUS_ROWS = 48_842;

export interface KnownRows {
  readonly table: CodeTable;
  /** The negative log-likelihood of each row under the law, in nats: its mean is the entropy, the least that any model can lose. */
  readonly rowLoss: Float64Array;
}

export interface KnownLaw {
  readonly cardinalities: readonly number[];
  /** Fresh rows of the law. */
  readonly draw: (rowCount: number, seed: number) => KnownRows;
}

const MOST_PARENTS = 3;
const RANK = 3;
/** From so many codes on, a column is a number cut into bins: neighbouring codes behave alike. */
const NUMBER_FROM = 50;
const PULL = 0.9;
/** The loss of a code that the law excludes, in nats. */
const EXCLUDED = -30;

/**
 * A law over columns of these cardinalities. Column j has the logits
 *
 *   base_j[c] + sum over up to three earlier columns k of pull_jk[code_k][c]
 *
 * where a pull is a product of two matrices of rank 3. A column that follows one of the same cardinality is a function of it,
 * as the years of education are of its name.
 */
export function knownLaw(cardinalities: readonly number[] = CENSUS, seed = 7): KnownLaw {
  const rng = new Rng(seed).fork("known law");
  const columns = cardinalities.map((_, j) => columnLaw(cardinalities, j, rng.fork(j)));
  return { cardinalities, draw: (rowCount, drawSeed) => drawRows(columns, rowCount, new Rng(drawSeed).fork("rows of a known law")) };
}

/** The columns as a blueprint wants them: one sub-column each. */
export function flatColumns(cardinalities: readonly number[]): ColumnCardinalities[] {
  return cardinalities.map((cardinality, j) => ({ name: `column ${j + 1}`, subColumns: [{ name: "code", cardinality }] }));
}

/** The census cardinalities over and over, for wider tables. */
export function censusCardinalities(columns: number): number[] {
  return Array.from({ length: columns }, (_, j) => CENSUS[j % CENSUS.length]);
}

interface ColumnLaw {
  readonly base: Float64Array;
  readonly parents: readonly { readonly column: number; readonly pull: Float64Array }[];
}

function columnLaw(cardinalities: readonly number[], j: number, rng: Rng): ColumnLaw {
  const codes = cardinalities[j];
  if (j > 0 && codes > 2 && codes === cardinalities[j - 1]) return functionOf(j - 1, codes);
  const earlier = rng.fork("parents").permutation(j).subarray(0, MOST_PARENTS);
  const parents = Array.from(earlier, (column) => ({ column, pull: pullOf(cardinalities[column], codes, rng.fork(`pull of ${column}`)) }));
  return { base: baseOf(codes, rng.fork("base")), parents };
}

function functionOf(column: number, codes: number): ColumnLaw {
  const pull = new Float64Array(codes * codes).fill(EXCLUDED);
  for (let code = 0; code < codes; code++) pull[code * codes + ((7 * code + 3) % codes)] = 0;
  return { base: new Float64Array(codes), parents: [{ column, pull }] };
}

/** Numbers lie on a hill, those of more than 98 codes mostly at their first code; words fall off like ranks. */
function baseOf(codes: number, rng: Rng): Float64Array {
  const isMostlyZero = codes === 99 || codes === 120;
  return Float64Array.from({ length: codes }, (_, c) => {
    if (isMostlyZero) return c === 0 ? 6.5 : -0.5 * Math.log(1 + c) + 0.5 * rng.normal();
    if (codes > NUMBER_FROM) return -0.5 * ((c / codes - 0.35) / 0.25) ** 2 + 0.15 * rng.normal();
    return -1.1 * Math.log(1 + c) + 0.5 * rng.normal();
  });
}

function pullOf(fromCodes: number, toCodes: number, rng: Rng): Float64Array {
  const from = directions(fromCodes, rng.fork("from"));
  const to = directions(toCodes, rng.fork("to"));
  const pull = new Float64Array(fromCodes * toCodes);
  for (let a = 0; a < fromCodes; a++)
    for (let c = 0; c < toCodes; c++) for (let r = 0; r < RANK; r++) pull[a * toCodes + c] += PULL * from[a * RANK + r] * to[c * RANK + r];
  return pull;
}

function directions(codes: number, rng: Rng): Float64Array {
  const matrix = new Float64Array(codes * RANK);
  for (let r = 0; r < RANK; r++) {
    const [waves, phase] = [1 + 2 * rng.uniform(), 2 * Math.PI * rng.uniform()];
    for (let c = 0; c < codes; c++)
      matrix[c * RANK + r] =
        codes > NUMBER_FROM ? 1.2 * Math.sin((waves * Math.PI * c) / codes + phase) + 0.1 * rng.normal() : rng.normal();
  }
  return matrix;
}

function drawRows(columns: readonly ColumnLaw[], rowCount: number, rng: Rng): KnownRows {
  const codes = columns.map(() => new Int32Array(rowCount));
  const rowLoss = new Float64Array(rowCount);
  columns.forEach(({ base, parents }, j) => {
    const stream = rng.fork(j);
    const weights = new Float64Array(base.length);
    for (let i = 0; i < rowCount; i++) {
      weights.set(base);
      for (const { column, pull } of parents) {
        const start = codes[column][i] * base.length;
        for (let c = 0; c < weights.length; c++) weights[c] += pull[start + c];
      }
      const total = exponentiate(weights);
      const code = pick(weights, stream.uniform() * total);
      codes[j][i] = code;
      rowLoss[i] -= Math.log(weights[code] / total);
    }
  });
  return { table: { rowCount, codes }, rowLoss };
}

/** Logits to weights in place; gives their sum. */
function exponentiate(logits: Float64Array): number {
  let largest = -Infinity;
  for (let c = 0; c < logits.length; c++) if (logits[c] > largest) largest = logits[c];
  let total = 0;
  for (let c = 0; c < logits.length; c++) total += logits[c] = Math.exp(logits[c] - largest);
  return total;
}

function pick(weights: Float64Array, at: number): number {
  let left = at;
  let code = 0;
  while (code < weights.length - 1 && (left -= weights[code]) >= 0) code++;
  return code;
}
