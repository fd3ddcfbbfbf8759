/** What the model knows of some columns, given others: exact probabilities, no draws. */

import { quoteList } from "../../base/errors";
import type { Table } from "../../table/table";
import type { CodeTable, Engine } from "../engine";
import type { ModelState } from "../model-state";
import { subColumnsOf } from "../sample/plan";

/** Probabilities of the values of one column, or of the combinations of several. */
export interface Probabilities {
  readonly targets: readonly string[];
  /** One value for each target; "missing" where the cell is missing. */
  readonly labels: readonly (readonly string[])[];
  /** `shares[i * labels.length + l]` is the probability of labels[l] in row i; each row sums to 1. */
  readonly shares: Float64Array;
}

const MOST_COMBINATIONS = 10_000;

/**
 * The probabilities of the targets' values, given the other columns of the table. Columns that the table does not have
 * are summed over by the network itself. Several targets follow the chain rule: all their combinations.
 */
export async function probabilitiesOf(engine: Engine, state: ModelState, table: Table, targets: readonly string[]): Promise<Probabilities> {
  const wanted = targets.map((name) => targetOf(state, name));
  const combinations = wanted.reduce((product, { codes }) => product * codes.length, 1);
  if (combinations > MOST_COMBINATIONS) {
    throw new RangeError(
      `Cannot compute probabilities of ${quoteList(targets)}: they have ${combinations} combinations, at most ${MOST_COMBINATIONS} can be listed; ask for fewer columns`,
    );
  }
  const names = state.codec.columns.map(({ name }) => name).filter((name) => table.has(name) && !targets.includes(name));
  const encoded = state.codec.encode(table, { columns: names });
  const visible = state.codec.columns.flatMap(({ name }, c) => (names.includes(name) ? subColumnsOf(state, c) : []));
  const rowCount = table.rowCount;
  let labels: (readonly string[])[] = [[]];
  let shares = new Float64Array(rowCount).fill(1);
  const fixed: { subColumn: number; code: number }[][] = [[]];
  for (const { name, subColumn, codes } of wanted) {
    const text = state.codec.valueLabels(name);
    const next = new Float64Array(rowCount * labels.length * codes.length);
    const known = [...visible, ...(fixed[0] ?? []).map((part) => part.subColumn)];
    for (let l = 0; l < labels.length; l++) {
      const given = withCodes(encoded, fixed[l]);
      const block = await engine.probabilities(given, known, subColumn);
      spread(next, shares, block, { rowCount, l, labelCount: labels.length, codes, cardinality: block.length / Math.max(1, rowCount) });
    }
    shares = next;
    labels = labels.flatMap((label) => codes.map((code) => [...label, text[code]]));
    fixed.splice(0, fixed.length, ...fixed.flatMap((parts) => codes.map((code) => [...parts, { subColumn, code }])));
  }
  return { targets, labels, shares };
}

/** Multiplies what came before with the probabilities of the next target's codes, without those that are never drawn. */
function spread(
  next: Float64Array,
  shares: Float64Array,
  block: Float32Array,
  {
    rowCount,
    l,
    labelCount,
    codes,
    cardinality,
  }: { rowCount: number; l: number; labelCount: number; codes: readonly number[]; cardinality: number },
): void {
  for (let i = 0; i < rowCount; i++) {
    let sum = 0;
    for (const code of codes) sum += block[i * cardinality + code];
    codes.forEach((code, c) => {
      next[(i * labelCount + l) * codes.length + c] = (shares[i * labelCount + l] * block[i * cardinality + code]) / sum;
    });
  }
}

function withCodes(table: CodeTable, parts: readonly { subColumn: number; code: number }[]): CodeTable {
  const codes = [...table.codes];
  for (const { subColumn, code } of parts) codes[subColumn] = new Int32Array(table.rowCount).fill(code);
  return { rowCount: table.rowCount, codes };
}

/** A target's only sub-column, and the codes that can come out. */
function targetOf(state: ModelState, name: string): { name: string; subColumn: number; codes: readonly number[] } {
  const column = state.codec.columns.find((candidate) => candidate.name === name);
  if (column?.subColumns.length === 1) {
    const { cardinality, suppressed } = column.subColumns[0];
    const codes = Array.from({ length: cardinality }, (_, code) => code).filter((code) => !suppressed.includes(code));
    return { name, subColumn: column.first, codes };
  }
  const suitable = state.codec.columns.filter(({ subColumns }) => subColumns.length === 1).map((candidate) => candidate.name);
  const reason =
    column === undefined
      ? "it is no column of the model"
      : `it is encoded as "${column.encoding}" in ${column.subColumns.length} sub-columns`;
  throw new RangeError(`Cannot compute probabilities of "${name}": ${reason}; possible are ${quoteList(suitable, 12)}`);
}
