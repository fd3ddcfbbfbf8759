/**
 * Rules of the form "where this column says a, that one says b", which a table keeps without exception: a code and its
 * label, a region and its country, cells that are missing together. A network draws such pairs nearly always right; the
 * rules make it always. They are found in the codes, so a rule is shared by at least as many people as what it speaks of.
 */

import type { Rng } from "../base/random";

/** What the search needs to know of a column. */
export interface ImplicationColumn {
  readonly first: number;
  readonly subColumns: readonly { readonly cardinality: number; readonly suppressed: readonly number[] }[];
  readonly missingCode?: number;
  readonly hasMissingFlag: boolean;
}

/** One column follows another. Indices are those of columns. */
export interface Implication {
  readonly leader: number;
  readonly follower: number;
  /** For each code of the leader the code of the follower; -1 where it is free. */
  readonly codes: readonly number[];
  /** Whether the follower is never missing where the leader is not. */
  readonly present: boolean;
}

/** By chance alone, a rule would hold with a probability below exp(-20). */
const LEAST_SURPRISE = 20;
const LEAST_ROWS = 50;
/** A glance at so many rows tells most pairs of columns that have no rule. */
const GLANCED_ROWS = 1000;
const LEAST_GLANCED = 10;

/** The rules of a coded table: each column follows one other at most, and none follows itself through others. Pauses between pairs. */
export function* findImplications(
  columns: readonly ImplicationColumn[],
  codes: readonly Int32Array[],
  rowCount: number,
  threshold: number,
): Generator<undefined, Implication[]> {
  if (rowCount < LEAST_ROWS) return [];
  const counts = codes.map((column, j) => countsOf(column, columns, j));
  const found: { readonly rule: Implication; readonly rows: number }[] = [];
  for (const [a, leader] of columns.entries()) {
    if (!canLead(leader)) continue;
    for (const [b, follower] of columns.entries()) {
      if (a === b || !canFollow(follower)) continue;
      const rule = ruleBetween(columns, codes, counts, threshold, a, b);
      if (rule !== undefined) found.push(rule);
      yield;
    }
  }
  const cardinality = (column: number): number => columns[column].subColumns[0].cardinality;
  found.sort((x, y) => y.rows - x.rows || cardinality(y.rule.leader) - cardinality(x.rule.leader) || x.rule.leader - y.rule.leader);
  return inOrder(withoutCycles(found.map(({ rule }) => rule)));
}

/** Changes codes so that they keep the rules. Without `mayEmpty`, no cell that is present becomes missing. */
export function applyImplications(
  rules: readonly Implication[],
  columns: readonly ImplicationColumn[],
  codes: readonly Int32Array[],
  mayEmpty: boolean,
  rng: Rng,
): Int32Array[] {
  const kept = codes.slice();
  for (const { leader, follower, codes: implied, present } of rules) {
    const leading = kept[columns[leader].first];
    const { first, missingCode } = columns[follower];
    const following = kept[first].slice();
    kept[first] = following;
    for (let i = 0; i < following.length; i++) {
      const code = implied[leading[i]] ?? -1;
      if (code >= 0 && (mayEmpty || code !== missingCode)) following[i] = code;
    }
    if (present && missingCode !== undefined) fillPresent(columns[leader], leading, following, missingCode, rng);
  }
  return kept;
}

/** A follower that is missing beside a leader that is not takes the code of another row, one with the same leader if it can. */
function fillPresent(leader: ImplicationColumn, leading: Int32Array, following: Int32Array, missingCode: number, rng: Rng): void {
  const donors = new Map<number, number[]>();
  const all: number[] = [];
  const holes: number[] = [];
  for (let i = 0; i < following.length; i++) {
    if (following[i] !== missingCode) {
      const alike = donors.get(leading[i]);
      if (alike === undefined) donors.set(leading[i], [following[i]]);
      else alike.push(following[i]);
      all.push(following[i]);
    } else if (leading[i] !== leader.missingCode) holes.push(i);
  }
  for (const i of holes) if (all.length > 0) following[i] = rng.pick(donors.get(leading[i]) ?? all);
}

function canLead({ subColumns, hasMissingFlag }: ImplicationColumn): boolean {
  return subColumns.length === 1 || (hasMissingFlag && subColumns.length > 1);
}

/** Columns of several sub-columns follow by their flag alone: what stands behind it is drawn anyway. */
function canFollow(column: ImplicationColumn): boolean {
  return canLead(column) && column.subColumns[0].cardinality > 1;
}

function countsOf(column: Int32Array, columns: readonly ImplicationColumn[], subColumn: number): Int32Array {
  const owner = columns.find(({ first }) => first === subColumn);
  const counts = new Int32Array(owner === undefined || owner.subColumns.length === 0 ? 0 : owner.subColumns[0].cardinality);
  if (counts.length > 0) for (const code of column) counts[code]++;
  return counts;
}

function ruleBetween(
  columns: readonly ImplicationColumn[],
  codes: readonly Int32Array[],
  counts: readonly Int32Array[],
  threshold: number,
  a: number,
  b: number,
): { rule: Implication; rows: number } | undefined {
  const [leader, follower] = [columns[a], columns[b]];
  if (!isWorthALook(codes[leader.first], codes[follower.first], counts[leader.first].length)) return undefined;
  const implied = onlyCodes(codes[leader.first], codes[follower.first], counts[leader.first].length);
  const total = codes[leader.first].length;
  const suppressed = new Set(follower.subColumns[0].suppressed);
  const hidden = new Set(leader.subColumns[0].suppressed);
  let rows = 0;
  let surprise = 0;
  for (let code = 0; code < implied.length; code++) {
    const share = implied[code] >= 0 ? counts[follower.first][implied[code]] / total : 1;
    const gain = -Math.log(share) * counts[leader.first][code];
    const flagOnly = follower.hasMissingFlag && implied[code] !== follower.missingCode;
    const usable = counts[leader.first][code] >= threshold && !suppressed.has(implied[code]) && !hidden.has(code) && !flagOnly;
    if (implied[code] < 0 || gain < LEAST_SURPRISE || !usable) implied[code] = -1;
    else {
      rows += counts[leader.first][code];
      surprise += gain;
    }
  }
  const present = isPresentTogether(leader, follower, codes, counts, threshold);
  if (surprise === 0 && !present) return undefined;
  return { rule: { leader: a, follower: b, codes: Array.from(implied), present }, rows };
}

/** For each code of the leader the only code of the follower beside it; -1 where there are several, or none. */
function onlyCodes(leading: Int32Array, following: Int32Array, cardinality: number): Int32Array {
  const NONE = -2;
  const only = new Int32Array(cardinality).fill(NONE);
  for (let i = 0; i < leading.length; i++) {
    const code = leading[i];
    if (only[code] === NONE) only[code] = following[i];
    else if (only[code] !== following[i]) only[code] = -1;
  }
  return only.map((code) => Math.max(code, -1));
}

function isWorthALook(leading: Int32Array, following: Int32Array, cardinality: number): boolean {
  const [some, others] = [leading.subarray(0, GLANCED_ROWS), following.subarray(0, GLANCED_ROWS)];
  const implied = onlyCodes(some, others, cardinality);
  let rows = 0;
  for (const code of some) if (implied[code] >= 0) rows++;
  return rows >= LEAST_GLANCED;
}

/** Whether the follower is never missing beside a leader that is present, and that is no chance. */
function isPresentTogether(
  leader: ImplicationColumn,
  follower: ImplicationColumn,
  codes: readonly Int32Array[],
  counts: readonly Int32Array[],
  threshold: number,
): boolean {
  if (leader.missingCode === undefined || follower.missingCode === undefined) return false;
  const [leading, following] = [codes[leader.first], codes[follower.first]];
  const missing = counts[follower.first][follower.missingCode];
  const presentLeaders = leading.length - counts[leader.first][leader.missingCode];
  if (missing < threshold || presentLeaders < threshold) return false;
  if (-Math.log(1 - missing / leading.length) * presentLeaders < LEAST_SURPRISE) return false;
  for (let i = 0; i < leading.length; i++) {
    if (following[i] === follower.missingCode && leading[i] !== leader.missingCode) return false;
  }
  return true;
}

/** Takes the rules in their order, leaving out those of columns that follow already and those that close a circle. */
function withoutCycles(rules: readonly Implication[]): Implication[] {
  const leaderOf = new Map<number, number>();
  return rules.filter(({ leader, follower }) => {
    if (leaderOf.has(follower)) return false;
    for (let above: number | undefined = leader; above !== undefined; above = leaderOf.get(above)) if (above === follower) return false;
    leaderOf.set(follower, leader);
    return true;
  });
}

/** Leaders before those who follow them. */
function inOrder(rules: readonly Implication[]): Implication[] {
  const ruleOf = new Map(rules.map((rule) => [rule.follower, rule]));
  const depth = (column: number): number => {
    const rule = ruleOf.get(column);
    return rule === undefined ? 0 : 1 + depth(rule.leader);
  };
  return [...rules].sort((x, y) => depth(x.follower) - depth(y.follower) || x.follower - y.follower);
}
