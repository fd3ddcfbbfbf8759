/** The outcome of parity, drawn for all rows at once when everything else of them is there. */

import type { Rng } from "../../base/random";
import type { Draw, Engine } from "../engine";
import type { ModelState } from "../model-state";
import { adjustProbabilities } from "./draw-code";
import type { Block } from "./fill-block";
import { drawBalanced, equalised } from "./parity";
import type { ParityOptions } from "./parity-options";

/** Fills the outcome's codes of all blocks. `target` are prescribed shares of its codes, NaN where the model decides. */
export async function drawOutcome(
  engine: Engine,
  state: ModelState,
  blocks: readonly Block[],
  { outcome, across }: ParityOptions,
  draw: Draw,
  hidden: ReadonlySet<number>,
  target: Float64Array | undefined,
  rng: Rng,
): Promise<void> {
  const column = state.codec.columns.findIndex(({ name }) => name === outcome);
  const visible = state.blueprint.subColumns.flatMap(({ column: owner }, j) => (owner === column || hidden.has(owner) ? [] : [j]));
  const shares: Float32Array[] = [];
  for (const { table } of blocks) {
    const block = await engine.probabilities(table, visible, draw.subColumn); // [B, K]
    const { cardinality } = state.blueprint.subColumns[draw.subColumn];
    for (let i = 0; i < table.rowCount; i++) adjustProbabilities(block.subarray(i * cardinality, (i + 1) * cardinality), draw);
    shares.push(block);
  }
  const rowCount = blocks.reduce((sum, { table }) => sum + table.rowCount, 0);
  const { cardinality } = state.blueprint.subColumns[draw.subColumn];
  const active = activeCodes(shares, cardinality, target);
  const classes = active.codes.length;
  const packed = new Float32Array(rowCount * classes);
  let next = 0;
  for (const block of shares) {
    for (let start = 0; start < block.length; start += cardinality) for (const code of active.codes) packed[next++] = block[start + code];
  }
  const groups = groupsOf(state, blocks, across, rowCount);
  const drawn = drawBalanced(equalised({ shares: packed, classes, groups, target: active.means }), classes, groups, rng);
  let row = 0;
  for (const { table } of blocks) for (let i = 0; i < table.rowCount; i++) table.codes[draw.subColumn][i] = active.codes[drawn[row++]];
}

/** The codes that come out at all, with the shares that they shall have. */
function activeCodes(
  blocks: readonly Float32Array[],
  cardinality: number,
  target: Float64Array | undefined,
): { codes: number[]; means: Float64Array } {
  const means = new Float64Array(cardinality);
  for (const block of blocks) for (let k = 0; k < block.length; k++) means[k % cardinality] += block[k];
  const total = Math.max(
    1e-300,
    means.reduce((sum, share) => sum + share, 0),
  );
  const left = means.reduce((sum, share, code) => sum + (Number.isNaN(target?.[code] ?? NaN) ? share : 0), 0);
  const prescribed = target?.reduce((sum, share) => sum + (Number.isNaN(share) ? 0 : share), 0) ?? 0;
  const wanted = means.map((share, code) => {
    const own = target?.[code] ?? NaN;
    if (!Number.isNaN(own)) return own;
    return target === undefined ? share / total : left > 0 ? (share / left) * Math.max(0, 1 - prescribed) : 0;
  });
  const codes = Array.from(wanted.keys()).filter((code) => wanted[code] > 0);
  // zero rows have no shares: any code will do
  if (codes.length === 0) return { codes: [0], means: Float64Array.of(1) };
  return { codes, means: Float64Array.from(codes, (code) => wanted[code]) };
}

/** The group of each row: the combination of its codes in these columns. */
function groupsOf(state: ModelState, blocks: readonly Block[], across: readonly string[], rowCount: number): Int32Array {
  const columns = state.codec.columns.filter(({ name, subColumns }) => across.includes(name) && subColumns.length > 0);
  const numbers = new Map<number, number>();
  const groups = new Int32Array(rowCount);
  let row = 0;
  for (const { table } of blocks) {
    for (let i = 0; i < table.rowCount; i++) {
      const key = columns.reduce((sum, { first, subColumns }) => sum * subColumns[0].cardinality + table.codes[first][i], 0);
      const group = numbers.get(key) ?? numbers.size;
      numbers.set(key, group);
      groups[row++] = group;
    }
  }
  return groups;
}
