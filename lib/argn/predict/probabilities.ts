/** What the model knows of some columns, given others: exact probabilities, no draws. */

import { quoteList } from "../../base/errors";
import type { Table } from "../../table/table";
import type { CompiledRules } from "../constraints/compile";
import { derivedColumns } from "../constraints/rules-of";
import type { CodeTable, Engine } from "../engine";
import type { ModelState } from "../model-state";
import { missingPatterns } from "../sample/patterns";
import { checkDataOrder, subColumnsOf } from "../sample/plan";
import { type Fixed, impossible, probabilityRules, restrictToRules } from "./restrict-to-rules";

/** Probabilities of the values of one column, or of the combinations of several. */
export interface Probabilities {
  readonly targets: readonly string[];
  /** One value for each target; "missing" where the cell is missing. */
  readonly labels: readonly (readonly string[])[];
  /** `shares[i * labels.length + l]` is the probability of labels[l] in row i; each row sums to 1. */
  readonly shares: Float64Array;
}

const ACTION = "Cannot compute probabilities";
const MOST_COMBINATIONS = 10_000;

/** One target: its only sub-column, and the codes that can come out. */
interface Target {
  readonly name: string;
  readonly column: number;
  readonly subColumn: number;
  readonly codes: readonly number[];
}

/**
 * The probabilities of the targets' values, given the other columns of the table. Columns that the table does not have
 * are summed over by the network itself, and so are missing cells of columns that had none in the training. Several
 * targets follow the chain rule: all their combinations. Under constraints, what no synthetic row could have beside the
 * given cells has probability 0.
 */
export async function probabilitiesOf(engine: Engine, state: ModelState, table: Table, targets: readonly string[]): Promise<Probabilities> {
  const wanted = targets.map((name) => targetOf(state, name));
  if (new Set(targets).size < targets.length) throw new RangeError(`${ACTION} of ${quoteList(targets)}: each target may be named once`);
  const combinations = wanted.reduce((product, { codes }) => product * codes.length, 1);
  if (combinations > MOST_COMBINATIONS) {
    throw new RangeError(
      `${ACTION} of ${quoteList(targets)}: they have ${combinations} combinations, at most ${MOST_COMBINATIONS} can be listed; ask for fewer columns`,
    );
  }
  const labels = wanted.reduce<readonly (readonly string[])[]>(
    (before, { name, codes }) => {
      const texts = state.codec.valueLabels(name);
      return before.flatMap((label) => codes.map((code) => [...label, texts[code]]));
    },
    [[]],
  );
  const rules = probabilityRules(state, table, wanted);
  const given = state.codec.columns.filter(({ name }) => table.has(name) && !targets.includes(name));
  const names = given.map(({ name }) => name);
  const mayBeOpen = given.filter(({ missingCode, subColumns }) => missingCode === undefined && subColumns.length > 0);
  const shares = new Float64Array(table.rowCount * combinations);
  const all = table.select(names);
  for (const { missing, rows } of missingPatterns(
    mayBeOpen.map(({ name }) => table.column(name)),
    table.rowCount,
  )) {
    const visible = names.filter((name) => !missing.includes(name));
    const part = rows.length === table.rowCount ? all : all.take(rows);
    if (state.order === "fixed") checkVisible(state, visible, targets);
    const own = await jointShares(engine, state, part.select(visible), wanted, rules, rows);
    rows.forEach((row, i) => shares.set(own.subarray(i * combinations, (i + 1) * combinations), row * combinations));
  }
  return { targets, labels, shares };
}

/** The chain rule: the shares of the first target, times those of the second given the first, and so on; row-major. */
async function jointShares(
  engine: Engine,
  state: ModelState,
  given: Table,
  wanted: readonly Target[],
  rules: CompiledRules | undefined,
  rows: Int32Array,
): Promise<Float64Array> {
  const encoded = await state.codec.encodeInTurns(given, { columns: given.columnNames });
  const columns = state.codec.columns.flatMap(({ name }, c) => (given.has(name) ? [c] : []));
  const visible = columns.flatMap((c) => subColumnsOf(state, c));
  const { rowCount } = encoded;
  let shares = new Float64Array(rowCount).fill(1);
  let before: Fixed[][] = [[]];
  for (const target of wanted) {
    const { subColumn, codes } = target;
    const next = new Float64Array(rowCount * before.length * codes.length);
    for (const [l, fixed] of before.entries()) {
      const table = withCodes(encoded, fixed);
      const block = await engine.probabilities(table, [...visible, ...fixed.map((part) => part.subColumn)], subColumn);
      if (rules !== undefined) {
        const known = [...columns, ...fixed.map(({ column }) => column)];
        const possible = restrictToRules(block, { state, rules, table, given, known, fixed, column: target.column });
        // a combination that the rules forbid has no share itself, and what would follow it does not matter
        possible.forEach((any, row) => {
          if (any || shares[row * before.length + l] === 0) return;
          if (fixed.length === 0) throw impossible(rules, state, target.column, rows[row]);
          shares[row * before.length + l] = 0;
        });
      }
      spread(next, shares, block, { rowCount, l, labelCount: before.length, codes, cardinality: block.length / Math.max(1, rowCount) });
    }
    shares = next;
    before = before.flatMap((parts) => codes.map((code) => [...parts, { column: target.column, subColumn, code }]));
  }
  return rules === undefined || wanted.length < 2 ? shares : normalised(shares, before.length);
}

/** Makes the shares of each row sum to 1 again. */
function normalised(shares: Float64Array, labelCount: number): Float64Array {
  for (let start = 0; start < shares.length; start += labelCount) {
    const row = shares.subarray(start, start + labelCount);
    const sum = row.reduce((total, share) => total + share, 0);
    if (sum > 0) row.forEach((share, l) => (row[l] = share / sum));
  }
  return shares;
}

function checkVisible(state: ModelState, visible: readonly string[], targets: readonly string[]): void {
  checkDataOrder(
    ACTION,
    [...visible, ...targets],
    state.codec.columns.map(({ name }) => name),
  );
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
      next[(i * labelCount + l) * codes.length + c] = (shares[i * labelCount + l] * block[i * cardinality + code]) / (sum > 0 ? sum : 1);
    });
  }
}

function withCodes(table: CodeTable, parts: readonly Fixed[]): CodeTable {
  const codes = [...table.codes];
  for (const { subColumn, code } of parts) codes[subColumn] = new Int32Array(table.rowCount).fill(code);
  return { rowCount: table.rowCount, codes };
}

/** A target's only sub-column, and the codes that can come out. */
function targetOf(state: ModelState, name: string): Target {
  const index = state.codec.columns.findIndex((candidate) => candidate.name === name);
  const column = index < 0 ? undefined : state.codec.columns[index];
  if (derivedColumns(state).includes(name))
    throw new RangeError(`${ACTION} of "${name}": a constraint derives it from other columns, so it follows from them; ask for those`);
  if (column?.subColumns.length === 1) {
    const { cardinality, suppressed } = column.subColumns[0];
    const codes = Array.from({ length: cardinality }, (_, code) => code).filter((code) => !suppressed.includes(code));
    return { name, column: index, subColumn: column.first, codes };
  }
  const suitable = state.codec.columns.filter(({ subColumns }) => subColumns.length === 1).map((candidate) => candidate.name);
  const reason =
    column === undefined
      ? "it is no column of the model"
      : `it is encoded as "${column.encoding}" in ${column.subColumns.length} sub-columns`;
  throw new RangeError(`${ACTION} of "${name}": ${reason}; possible are ${quoteList(suitable, 12)}`);
}
