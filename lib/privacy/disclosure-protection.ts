/** How well a synthetic table hides one column of a person of whom others are known: the measure of SDMetrics. */

import { checkOptions } from "../base/check";
import { type Column, isMissing, textOf } from "../table/column";
import type { Table } from "../table/table";
import { alignTrio } from "./align-trio";

export interface DisclosureOptions {
  /** Columns that an attacker knows. */
  readonly known: readonly string[];
  /** Columns that an attacker wants to know. */
  readonly sensitive: readonly string[];
  /** Bins of equal width for numbers and datetimes (10). */
  readonly bins?: number;
}

export interface DisclosureProtection {
  /** min(1, protection / baseline); up is better. */
  readonly score: number;
  /** 1 - mean share of synthetic rows with the same known cells that have the right sensitive ones. */
  readonly protection: number;
  /** What guessing among all combinations with equal chances leaves. */
  readonly baseline: number;
}

/**
 * Protection against guessing sensitive columns by looking up synthetic rows with the same known cells (correct attribution
 * probability). Real rows without such a synthetic row are left out. (SDMetrics 0.29, DisclosureProtection)
 *
 * The baseline guesses uniformly, far below the best blind guess: skewed secrets look less protected than they are. To judge
 * a generator compare training rows with holdout rows. Throws a RangeError for unknown columns, for no column, and when no real
 * row meets a synthetic one.
 *
 * @example
 * const real = Table.of({ job: ["cook", "nurse"], ill: ["yes", "no"] });
 * const { protection, baseline } = disclosureProtection(real, real, { known: ["job"], sensitive: ["ill"] });
 * assert.deepEqual([protection, baseline], [0, 0.5]);
 */
export function disclosureProtection(real: Table, synthetic: Table, options: DisclosureOptions): DisclosureProtection {
  const action = "Cannot measure the protection against disclosure";
  checkOptions(action, options, ["known", "sensitive", "bins"]);
  const { known, sensitive, bins = 10 } = options;
  if (known.length === 0 || sensitive.length === 0) throw new RangeError(`${action}: it needs at least one known and one sensitive column`);
  for (const name of [...known, ...sensitive]) real.column(name);
  const aligned = alignTrio({ training: real, synthetic });
  const namers = new Map([...known, ...sensitive].map((name) => [name, cellNamer(aligned.training.column(name), bins)]));
  const words = (table: Table, names: readonly string[], i: number): string =>
    JSON.stringify(names.map((name) => namers.get(name)?.(table.column(name), i)));
  const found = new Map<string, Map<string, number>>();
  for (let i = 0; i < synthetic.rowCount; i++) {
    const key = words(aligned.synthetic, known, i);
    const targets = found.get(key) ?? new Map<string, number>();
    const target = words(aligned.synthetic, sensitive, i);
    found.set(key, targets.set(target, (targets.get(target) ?? 0) + 1));
  }
  let [matched, right] = [0, 0];
  for (let i = 0; i < real.rowCount; i++) {
    const targets = found.get(words(aligned.training, known, i));
    if (targets === undefined) continue;
    matched++;
    const total = [...targets.values()].reduce((sum, times) => sum + times, 0);
    right += (targets.get(words(aligned.training, sensitive, i)) ?? 0) / total;
  }
  if (matched === 0) throw new RangeError(`${action}: no real row has the known cells of a synthetic row; know fewer columns`);
  const protection = 1 - right / matched;
  const combinations = sensitive.reduce((product, name) => product * distinct(aligned.training, name, words), 1);
  const baseline = 1 - 1 / combinations;
  return { protection, baseline, score: disclosureScore(protection, baseline) };
}

/**
 * A protection against that of blind guessing: min(1, protection / baseline); without anything to guess, 1 for any protection.
 *
 * @example
 * assert.equal(disclosureScore(0.88, 0.98).toFixed(10), "0.8979591837");
 */
export function disclosureScore(protection: number, baseline: number): number {
  if (baseline === 0) return protection > 0 ? 1 : 0;
  return Math.min(1, protection / baseline);
}

function distinct(table: Table, name: string, words: (table: Table, names: readonly string[], i: number) => string): number {
  return new Set(Array.from({ length: table.rowCount }, (_, i) => words(table, [name], i))).size;
}

function cellNamer(real: Column, bins: number): (column: Column, i: number) => string | number | null {
  if (real.type !== "number" && real.type !== "datetime") return (column, i) => textOf(column, i);
  const known = real.values.filter((value) => Number.isFinite(value));
  const [least, most] = [known.reduce((a, b) => Math.min(a, b), Infinity), known.reduce((a, b) => Math.max(a, b), -Infinity)];
  return (column, i) => {
    if (isMissing(column, i) || (column.type !== "number" && column.type !== "datetime")) return null;
    // the upper edge belongs to the bin below it
    const place = most > least ? Math.ceil((bins * (column.values[i] - least)) / (most - least)) - 1 : 0;
    return Math.max(0, Math.min(bins - 1, place));
  };
}
