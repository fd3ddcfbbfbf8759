/** Rules that every synthetic row shall obey, as a user writes them. */

import { checkOptions } from "../../base/check";
import { quoteList } from "../../base/errors";
import type { Table } from "../../table/table";

/**
 * A rule on the columns of a model; see `TabularARGN.withConstraints`.
 *
 * - "combinations": the columns come only in combinations that the training had: no town in a state where it is not
 * - "one-to-one": besides, each value of a column goes with one value of each other: an education and its number
 * - "inequality": low is at most high (with `strict`, less than high); rows where one of the two is missing pass
 * - "range": numbers or dates from `least` to `most`, both included; missing cells pass
 * - "formula": the column is computed from others: `price * quantity`, with + - * / ( ) and `[odd name]`
 * - "unique": keys by pattern, each once: 0 stands for a digit, A and a for letters, all else for itself (after \ too)
 *
 * @example
 * const towns = ["Graz", "Linz", "Wien"];
 * const orders = Table.of({
 *   id: Array.from({ length: 90 }, (_, i) => `K${100 + i}`),
 *   town: Array.from({ length: 90 }, (_, i) => towns[i % 3]),
 *   code: Array.from({ length: 90 }, (_, i) => [8010, 4020, 1010][i % 3]),
 *   price: Array.from({ length: 90 }, (_, i) => 5 + (i % 4)),
 *   paid: Array.from({ length: 90 }, (_, i) => 5 + (i % 7)),
 *   pieces: Array.from({ length: 90 }, (_, i) => 1 + (i % 2)),
 *   total: Array.from({ length: 90 }, (_, i) => (5 + (i % 4)) * (1 + (i % 2))),
 * });
 * const free = await TabularARGN.train(orders, { epochs: 1, size: "S", columns: { id: "id" } });
 * const tied = free.withConstraints([
 *   { kind: "one-to-one", columns: ["town", "code"] },
 *   { kind: "combinations", columns: ["price", "pieces"] },
 *   { kind: "inequality", low: "price", high: "paid" },
 *   { kind: "range", column: "paid", most: 10 },
 *   { kind: "formula", column: "total", formula: "price * pieces" },
 *   { kind: "unique", column: "id", pattern: "K-0000" },
 * ], { training: orders });
 * for (const { town, code, price, paid, pieces, total } of (await tied.sample(50)).rows()) {
 *   assert.equal(code, { Graz: 8010, Linz: 4020, Wien: 1010 }[town]);
 *   assert(price <= paid && paid <= 10 && total === price * pieces);
 * }
 */
export type Constraint =
  | { readonly kind: "combinations"; readonly columns: readonly string[]; readonly allowed?: Table }
  | { readonly kind: "one-to-one"; readonly columns: readonly string[]; readonly allowed?: Table }
  | { readonly kind: "inequality"; readonly low: string; readonly high: string; readonly strict?: boolean }
  | { readonly kind: "range"; readonly column: string; readonly least?: number | string; readonly most?: number | string }
  | { readonly kind: "formula"; readonly column: string; readonly formula: string; readonly decimals?: number }
  | { readonly kind: "unique"; readonly column: string; readonly pattern: string };

/** A rule as the model file holds it: combinations as codes of the columns. */
export type StoredConstraint =
  | Exclude<Constraint, { readonly allowed?: Table }>
  | {
      readonly kind: "combinations" | "one-to-one";
      readonly columns: readonly string[];
      /** One list of codes for each combination, in the order of `columns`. */
      readonly codes: readonly (readonly number[])[];
    };

const FIELDS: Readonly<Record<Constraint["kind"], readonly string[]>> = {
  combinations: ["columns", "allowed"],
  "one-to-one": ["columns", "allowed"],
  inequality: ["low", "high", "strict"],
  range: ["column", "least", "most"],
  formula: ["column", "formula", "decimals"],
  unique: ["column", "pattern"],
};

/** The rule in a few words, for messages. */
export function ruleText(rule: StoredConstraint | Constraint): string {
  switch (rule.kind) {
    case "combinations":
      return `combinations of ${quoteList(rule.columns)}`;
    case "one-to-one":
      return `one-to-one ${quoteList(rule.columns)}`;
    case "inequality":
      return `"${rule.low}" ${rule.strict === true ? "<" : "<="} "${rule.high}"`;
    case "range":
      return `"${rule.column}" from ${rule.least ?? "any"} to ${rule.most ?? "any"}`;
    case "formula":
      return `"${rule.column}" = ${rule.formula}`;
    case "unique":
      return `unique "${rule.column}" like "${rule.pattern}"`;
  }
}

/** Throws when a rule is not written as it must be. */
export function checkShape(rule: Constraint): void {
  const kinds = Object.keys(FIELDS);
  if (typeof rule !== "object" || rule === null || !kinds.includes(rule.kind)) {
    throw new TypeError(`Cannot use a constraint of kind ${JSON.stringify(rule?.kind)}: the kinds are ${quoteList(kinds, 10)}`);
  }
  checkOptions(`Cannot use the constraint ${ruleText(rule)}`, rule, ["kind", ...FIELDS[rule.kind]]);
  if ((rule.kind === "combinations" || rule.kind === "one-to-one") && new Set(rule.columns).size < 2) {
    throw new RangeError(`Cannot use the constraint ${ruleText(rule)}: it needs at least 2 different columns`);
  }
  if (rule.kind === "range" && rule.least === undefined && rule.most === undefined) {
    throw new RangeError(`Cannot use the constraint ${ruleText(rule)}: give "least", "most" or both`);
  }
}

/** All columns that a rule names, but for those inside a formula. */
export function namedColumns(rule: StoredConstraint | Constraint): readonly string[] {
  switch (rule.kind) {
    case "combinations":
    case "one-to-one":
      return rule.columns;
    case "inequality":
      return [rule.low, rule.high];
    default:
      return [rule.column];
  }
}
