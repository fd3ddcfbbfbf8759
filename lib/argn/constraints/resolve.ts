/** From rules as they are written to rules as the model keeps them. */

import { didYouMean, quoteList } from "../../base/errors";
import { Rng } from "../../base/random";
import { rareThreshold } from "../../encoding/rare";
import { takeCells, textOf } from "../../table/column";
import { distinctRowCodes } from "../../table/distinct-codes";
import { Table } from "../../table/table";
import type { ModelState } from "../model-state";
import { checkShape, type Constraint, namedColumns, ruleText, type StoredConstraint } from "./constraint";
import { columnsOf, parseFormula } from "./formula";

export interface ConstraintOptions {
  /**
   * Where the combinations come from, usually the training table; not needed by rules that bring their own.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const tied = argn.withConstraints([{ kind: "combinations", columns: ["x", "y"] }], { training: table });
   * assert([...(await tied.sample(100)).rows()].every(({ x, y }) => (x === 0) === (y === "a")));
   */
  readonly training?: Table;
  /**
   * Whether combinations that fewer than 5 to 7 rows share are left out; default true. Combinations that a rule brings are all used.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const tied = argn.withConstraints([{ kind: "combinations", columns: ["x", "y"] }], { training: table.slice(0, 3), protection: false });
   * assert([...(await tied.sample(50)).rows()].every(({ x, y }) => (x === 0) === (y === "a")));
   */
  readonly protection?: boolean;
  /**
   * Fixes how many rows must share a combination, 5, 6 or 7; default 1.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const tied = argn.withConstraints([{ kind: "combinations", columns: ["x", "y"] }], { training: table, seed: 2 });
   * assert.equal((await tied.sample(5)).rowCount, 5);
   */
  readonly seed?: number;
}

type CombinationRule = Extract<Constraint, { readonly columns: readonly string[] }>;

/** Checks the rules against the model and one another, and looks up their combinations. */
export function resolveConstraints(state: ModelState, rules: readonly Constraint[], options: ConstraintOptions): StoredConstraint[] {
  for (const rule of rules) {
    checkShape(rule);
    checkKnown(state, rule, namedColumns(rule));
    if (rule.kind === "formula") checkKnown(state, rule, columnsOf(parseFormula(rule.formula)));
  }
  checkTogether(rules);
  return rules.map((rule) => (rule.kind === "combinations" || rule.kind === "one-to-one" ? withCodes(state, rule, options) : rule));
}

function checkKnown(state: ModelState, rule: Constraint, columns: readonly string[]): void {
  const names = state.codec.columns.map(({ name }) => name);
  for (const column of columns) {
    if (names.includes(column)) continue;
    throw new RangeError(
      `Cannot use the constraint ${ruleText(rule)}: "${column}" is no column of the model.${didYouMean(column, names)} The columns are ${quoteList(names, 12)}`,
    );
  }
}

/** A derived column, a key and the combinations of a column must have one rule each. */
function checkTogether(rules: readonly Constraint[]): void {
  const owner = new Map<string, Constraint>();
  for (const rule of rules) {
    if (rule.kind === "inequality" || rule.kind === "range") continue;
    for (const column of namedColumns(rule)) {
      const other = owner.get(column);
      if (other !== undefined) throw clash(rule, other, column, "put what belongs together into one rule");
      owner.set(column, rule);
    }
  }
  for (const rule of rules) {
    const needed = rule.kind === "formula" ? columnsOf(parseFormula(rule.formula)) : namedColumns(rule);
    for (const column of needed) {
      const other = owner.get(column);
      if (other !== undefined && other !== rule && (other.kind === "formula" || other.kind === "unique"))
        throw clash(rule, other, column, "restrict the columns that it is made from instead");
      if (other === rule && rule.kind === "formula") throw clash(rule, rule, column, "a formula cannot use its own column");
    }
  }
}

function clash(rule: Constraint, other: Constraint, column: string, way: string): RangeError {
  return new RangeError(`Cannot use the constraint ${ruleText(rule)}: "${column}" belongs to ${ruleText(other)} already; ${way}`);
}

function withCodes(
  state: ModelState,
  rule: CombinationRule,
  { training, protection = true, seed = 1 }: ConstraintOptions,
): StoredConstraint {
  const source = rule.allowed ?? training;
  const action = `Cannot use the constraint ${ruleText(rule)}`;
  if (source === undefined) throw new TypeError(`${action}: it needs the table that holds the combinations: { training: table }`);
  for (const name of rule.columns) checkOneCode(state, action, name);
  const least = rule.allowed === undefined ? rareThreshold(new Rng(seed).fork(`constraint ${rule.columns.join()}`), protection) : 1;
  const shown = source.select(rule.columns);
  const { codes, count, firstRows } = distinctRowCodes(shown.columns, shown.rowCount);
  const rows = new Int32Array(count);
  for (const code of codes) rows[code]++;
  const kept = firstRows.filter((_, code) => rows[code] >= least);
  const table = new Table(
    shown.columns.map((column) => takeCells(column, kept)),
    kept.length,
  );
  if (rule.kind === "one-to-one") checkOneToOne(action, table);
  const tuples = codesOf(state, rule.columns, table);
  if (tuples.length === 0)
    throw new RangeError(
      `${action}: no combination is left whose values the model knows${least > 1 ? ` and that ${least} rows share` : ""}`,
    );
  return { kind: rule.kind, columns: rule.columns, codes: tuples };
}

/** The codes of each combination, without those with a value that the model does not know or never emits. */
function codesOf(state: ModelState, names: readonly string[], table: Table): number[][] {
  const encoded = state.codec.encode(table, { columns: names });
  const columns = names.map((name) => state.codec.columns.find((column) => column.name === name)).filter((column) => column !== undefined);
  const labels = columns.map(({ name }) => state.codec.valueLabels(name));
  const tuples: number[][] = [];
  for (let i = 0; i < table.rowCount; i++) {
    const codes = columns.map(({ first }) => encoded.codes[first][i]);
    // dates have labels of another form; theirs are kept values or the code is the rare one
    const known = columns.every(({ name, missingCode, subColumns, encoding }, c) => {
      const text = textOf(table.column(name), i);
      if (text === null) return codes[c] === missingCode;
      if (subColumns[0].suppressed.includes(codes[c]) || (encoding === "categorical" && codes[c] === 0)) return false;
      return encoding !== "discrete" || table.column(name).type !== "number" || labels[c][codes[c]] === text;
    });
    if (known) tuples.push(codes);
  }
  return tuples;
}

function checkOneCode(state: ModelState, action: string, name: string): void {
  const column = state.codec.columns.find((candidate) => candidate.name === name);
  const encoding = column?.encoding ?? "";
  if (["categorical", "boolean", "discrete"].includes(encoding) && column?.subColumns.length === 1) return;
  throw new RangeError(
    `${action}: "${name}" is encoded as "${encoding}", but each of its values needs a code of its own; train with columns: { ${JSON.stringify(name)}: "categorical" }`,
  );
}

/** Each value of the first column goes with one combination, and so does each of the others. */
function checkOneToOne(action: string, table: Table): void {
  for (const column of table.columns) {
    const seen = new Map<string | null, number>();
    for (let i = 0; i < table.rowCount; i++) {
      const value = textOf(column, i);
      const other = seen.get(value);
      if (other !== undefined) {
        const rest = table.drop([column.name]);
        throw new RangeError(
          `${action}: ${JSON.stringify(value)} of "${column.name}" goes with ${JSON.stringify(rest.row(other))} and with ${JSON.stringify(rest.row(i))}; use "combinations" instead, or mend the data`,
        );
      }
      seen.set(value, i);
    }
  }
}
