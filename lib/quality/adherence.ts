/** Does the synthetic column stay within what the real one shows, and does it show all of it? */

import { type Column, isMissing, textOf } from "../table/column";

/**
 * Share of synthetic cells that a real cell could be: numbers and datetimes within the real range, categories among the real
 * ones. A missing cell counts against it, unless the real column has missing cells: then it is left out. 0 to 1, up is
 * better. Undefined when no cell is left to judge.
 *
 * @example
 * const real = Table.of({ x: [1, 2.4, 2.6, 0.8] }).column("x");
 * assert.equal(adherence(real, Table.of({ x: [0.9, 1.8, 2.1, 5] }).column("x")), 0.75);
 */
export function adherence(real: Column, synthetic: Column): number | undefined {
  const realHasMissing = some(real, (i) => isMissing(real, i));
  const fits = fitsInto(real);
  let [inside, judged] = [0, 0];
  for (let i = 0; i < synthetic.length; i++) {
    const missing = isMissing(synthetic, i);
    if (missing && realHasMissing) continue;
    judged++;
    if (!missing && fits(synthetic, i)) inside++;
  }
  return judged === 0 ? undefined : inside / judged;
}

/**
 * Share of the real range that the synthetic numbers span, or of the real categories that occur among the synthetic ones;
 * 0 to 1, up is better. Undefined when the real column is empty, or its numbers do not vary.
 *
 * @example
 * const real = Table.of({ c: ["a", "b", "a", "b", "c"] }).column("c");
 * assert.equal(coverage(real, Table.of({ c: ["a", "a", "a", "b", "b"] }).column("c")), 2 / 3);
 */
export function coverage(real: Column, synthetic: Column): number | undefined {
  if (real.type !== "number" && real.type !== "datetime") {
    const [wanted, found] = [categoriesOf(real), categoriesOf(synthetic)];
    return wanted.size === 0 ? undefined : [...wanted].filter((text) => found.has(text)).length / wanted.size;
  }
  const [[least, most], [from, to]] = [rangeOf(real), rangeOf(synthetic)];
  if (!(most > least)) return undefined;
  if (!(to >= from)) return 0;
  return Math.max(0, 1 - (Math.max(0, from - least) + Math.max(0, most - to)) / (most - least));
}

function fitsInto(real: Column): (column: Column, i: number) => boolean {
  if (real.type !== "number" && real.type !== "datetime") {
    const known = categoriesOf(real);
    return (column, i) => known.has(textOf(column, i) ?? "");
  }
  const [least, most] = rangeOf(real);
  return (column, i) => (column.type === "number" || column.type === "datetime") && column.values[i] >= least && column.values[i] <= most;
}

function some(column: Column, test: (i: number) => boolean): boolean {
  for (let i = 0; i < column.length; i++) if (test(i)) return true;
  return false;
}

function categoriesOf(column: Column): Set<string> {
  const texts = new Set<string>();
  if (column.type === "string") {
    for (const code of column.codes) if (code >= 0) texts.add(column.dictionary[code]);
    return texts;
  }
  for (let i = 0; i < column.length; i++) texts.add(textOf(column, i) ?? "");
  if (some(column, (i) => isMissing(column, i))) texts.delete("");
  return texts;
}

/** Smallest and largest number; Infinity to -Infinity without any. */
function rangeOf(column: Column): [number, number] {
  let [least, most] = [Infinity, -Infinity];
  if (column.type !== "number" && column.type !== "datetime") return [least, most];
  for (const value of column.values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
