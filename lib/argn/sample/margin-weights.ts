/**
 * Making up for a network's bias in imputation: of the cells that are there, the network should predict each value as
 * often as it occurs. Where it does not, its probabilities are weighted until it does.
 */

import type { Rng } from "../../base/random";
import { type Column, isMissing } from "../../table/column";
import type { Table } from "../../table/table";
import type { CodeTable, Engine } from "../engine";
import type { ModelState } from "../model-state";
import { takeCodes } from "../train/batches";
import { missingPatterns } from "./patterns";
import { type FixedShares, subColumnsOf } from "./plan";

const MOST_ROWS = 20_000;
const LEAST_ROWS = 200;
/** Rows with the same holes are predicted together; rare patterns are left out. */
const MOST_PATTERNS = 24;
const ROUNDS = 4;
/** So many rows' worth of trust in the network: values that hardly occur are not judged by luck. */
const PRIOR_ROWS = 30;

/**
 * A weight for each code of the first sub-column of each column to fill: 1 where the network is right on average over the
 * rows that have the cell, given all else that is there of them. Columns with fewer than 200 such rows get none.
 *
 * The weights solve mean over rows of w_k p_k / sum(w p) = share of k (iterative scaling), for the codes that may be drawn.
 */
export async function marginWeights(
  engine: Engine,
  state: ModelState,
  table: Table,
  filled: readonly Column[],
  fixed: FixedShares,
  rng: Rng,
): Promise<Map<number, Float64Array>> {
  const present = state.codec.columns.filter(({ name }) => table.has(name));
  const chosen = rng.fork("rows").permutation(table.rowCount).subarray(0, MOST_ROWS).sort();
  const rows = table.select(present.map(({ name }) => name)).take(chosen);
  const codes = state.codec.encode(rows, { columns: rows.columnNames });
  const weights = new Map<number, Float64Array>();
  for (const { name } of filled) {
    const column = state.codec.columns.findIndex((candidate) => candidate.name === name);
    const predicted = await predictions(engine, state, rows, codes, column, filled);
    const own = predicted === undefined ? undefined : scaled(predicted, fixed.get(column));
    if (own !== undefined) weights.set(column, own);
  }
  return weights;
}

/** What the network says of the cells of a column that are there, and what they are. */
interface Predictions {
  /** [B, K], row-major. */
  readonly shares: Float32Array;
  readonly actual: Int32Array;
  readonly codes: number;
}

async function predictions(
  engine: Engine,
  state: ModelState,
  rows: Table,
  codes: CodeTable,
  column: number,
  filled: readonly Column[],
): Promise<Predictions | undefined> {
  const { name, first, subColumns } = state.codec.columns[column];
  const target = rows.column(name);
  const known = Int32Array.from({ length: rows.rowCount }, (_, i) => i).filter((row) => !isMissing(target, row));
  const others = filled.filter((other) => other.name !== name).map((other) => rows.column(other.name));
  const patterns = missingPatterns(others, rows.rowCount)
    .map(({ missing, rows: members }) => ({ missing, members: members.filter((row) => !isMissing(target, row)) }))
    .sort((a, b) => b.members.length - a.members.length)
    .slice(0, MOST_PATTERNS);
  const covered = patterns.reduce((sum, { members }) => sum + members.length, 0);
  if (covered < LEAST_ROWS || known.length < LEAST_ROWS) return undefined;
  const [{ cardinality }] = subColumns;
  const shares = new Float32Array(covered * cardinality);
  const actual = new Int32Array(covered);
  let next = 0;
  for (const { missing, members } of patterns) {
    const visible = state.codec.columns.flatMap(({ name: other }, c) =>
      c !== column && rows.has(other) && !missing.includes(other) ? subColumnsOf(state, c) : [],
    );
    shares.set(await engine.probabilities(takeCodes(codes, members), visible, first), next * cardinality);
    for (const row of members) actual[next++] = codes.codes[first][row];
  }
  return { shares, actual, codes: cardinality };
}

/** The weights of the codes; undefined when too few cells have a code that may be drawn. */
function scaled({ shares, actual, codes }: Predictions, fixed: Float64Array | undefined): Float64Array | undefined {
  const closed = Uint8Array.from({ length: codes }, (_, code) => (fixed?.[code] === 0 ? 1 : 0));
  const rows = Array.from(actual.keys()).filter((i) => closed[actual[i]] === 0);
  if (rows.length < LEAST_ROWS) return undefined;
  const counts = new Float64Array(codes);
  for (const i of rows) counts[actual[i]]++;
  const weights = Float64Array.from(closed, (own) => 1 - own);
  for (let round = 0; round < ROUNDS; round++) {
    const expected = new Float64Array(codes);
    for (const i of rows) {
      let sum = 0;
      for (let code = 0; code < codes; code++) sum += weights[code] * shares[i * codes + code];
      if (sum > 0) for (let code = 0; code < codes; code++) expected[code] += (weights[code] * shares[i * codes + code]) / sum;
    }
    for (let code = 0; code < codes; code++) weights[code] *= (counts[code] + PRIOR_ROWS) / (expected[code] + PRIOR_ROWS);
  }
  return weights;
}
