import { checkNumber, checkOptions } from "../base/check";
import { didYouMean } from "../base/errors";
import { booleanColumn, type Column, numberColumn, stringColumn } from "../table/column";
import { type Row, Table } from "../table/table";
import { choleskyOf, lowerTimes } from "./covariance";
import { written } from "./decimals";
import { type Generator, sampler } from "./generator";
import { normalPoint, normalShare } from "./normal";

/** What was published of one column; `missing` is the share of missing cells, 0 to 1. */
export type PublishedColumn = { readonly missing?: number; readonly decimals?: number } & (
  | { readonly mean: number; readonly deviation: number; readonly least?: number; readonly most?: number }
  /** Values by the share of rows below them: `{ 0: 18, 0.5: 41, 1: 90 }`. */
  | { readonly quantiles: Readonly<Record<string, number>> }
  /** Rows, or shares, by word. */
  | { readonly counts: Readonly<Record<string, number>> }
  | { readonly shareTrue: number }
);

export interface PublishedOptions {
  /** Correlations of pairs of columns, by normal scores; pairs that are not named have 0. */
  readonly correlations?: readonly { readonly columns: readonly [string, string]; readonly value: number }[];
  /** What must hold for every row; a row that breaks one is drawn again. */
  readonly constraints?: readonly ((row: Row) => boolean)[];
}

/** A law as the cells at points of the unit interval; undefined is missing. */
interface PointLaw {
  readonly at: (share: number) => number | string | boolean;
  readonly type: "number" | "string" | "boolean";
  readonly missing: number;
}

const MOST_TRIES = 1000;
const ACTION = "Cannot make data from a published summary";

/**
 * Rows from published numbers alone: means and standard deviations, or quantiles, counts of words, correlations. Each column
 * follows what was published of it; a Gaussian copula ties them as the correlations say; constraints are kept in every row.
 * Training looks at nothing. What no number tells, such as a tie between three columns, is not in the rows.
 *
 *   z ~ N(0, R), u = Phi(z), cell = the published quantile at u
 *
 * Source: Nelsen, "An Introduction to Copulas" (2006), section 2.3.
 *
 * @throws {RangeError} when correlations contradict each other, or when 1,000 rows in turn break a constraint
 * @example
 * const town = published(
 *   { age: { quantiles: { 0: 18, 0.5: 41, 1: 90 }, decimals: 0 }, home: { counts: { owned: 600, rented: 400 } } },
 *   { constraints: [({ age, home }) => home !== "owned" || Number(age) >= 21] },
 * );
 * const synthetic = await (await town.train(Table.of({}))).sample(100, { seed: 1 });
 * assert.ok([...synthetic.rows()].every(({ age, home }) => home !== "owned" || Number(age) >= 21));
 */
export function published(columns: Readonly<Record<string, PublishedColumn>>, options: PublishedOptions = {}): Generator {
  checkOptions(ACTION, options, ["correlations", "constraints"]);
  const names = Object.keys(columns);
  const laws = Object.entries(columns).map(([name, column]) => lawOf(name, column));
  const root = rootOf(names, options.correlations ?? []);
  const { constraints = [] } = options;
  const trained = sampler("published", async (rows, rng, turn) => {
    const cells = laws.map((): (number | string | boolean | null)[] => []);
    const stream = rng.fork("rows");
    for (let i = 0, broken = 0; i < rows;) {
      await turn(i, rows);
      const points = lowerTimes(
        root,
        Float64Array.from(names, () => stream.normal()),
      ).map(normalShare);
      const row = laws.map(({ at, missing }, c) => (stream.uniform() < missing ? null : at(points[c])));
      const named = constraints.length === 0 ? {} : Object.fromEntries(names.map((name, c) => [name, row[c]]));
      broken = constraints.every((holds) => holds(named)) ? 0 : broken + 1;
      if (broken === MOST_TRIES)
        throw new RangeError(`${ACTION}: ${MOST_TRIES} rows in turn broke a constraint; the published numbers leave no room for it`);
      if (broken > 0) continue;
      row.forEach((cell, c) => cells[c].push(cell));
      i++;
    }
    return new Table(
      laws.map(({ type }, c) => columnOf(names[c], type, cells[c])),
      rows,
    );
  });
  return { name: "published", train: () => Promise.resolve(trained) };
}

function columnOf(name: string, type: PointLaw["type"], cells: readonly (number | string | boolean | null)[]): Column {
  if (type === "number")
    return numberColumn(
      name,
      cells.map((cell) => (typeof cell === "number" ? cell : null)),
    );
  if (type === "string")
    return stringColumn(
      name,
      cells.map((cell) => (typeof cell === "string" ? cell : null)),
    );
  return booleanColumn(
    name,
    cells.map((cell) => (typeof cell === "boolean" ? cell : null)),
  );
}

function lawOf(name: string, column: PublishedColumn): PointLaw {
  const action = `${ACTION}: column "${name}"`;
  const { missing = 0, decimals } = column;
  checkNumber(action, "missing", missing, 0, 1);
  if ("counts" in column) return { at: wordAt(action, column.counts), type: "string", missing };
  if ("shareTrue" in column) {
    checkNumber(action, "shareTrue", column.shareTrue, 0, 1);
    return { at: (share) => share >= 1 - column.shareTrue, type: "boolean", missing };
  }
  const at = "quantiles" in column ? quantileAt(action, column.quantiles) : normalAt(action, column);
  return { at: (share) => written(at(share), decimals), type: "number", missing };
}

/** Words one after the other on the unit interval, as they were listed: an order of the list is an order of the law. */
function wordAt(action: string, counts: Readonly<Record<string, number>>): (share: number) => string {
  const entries = Object.entries(counts);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  if (!(total > 0) || entries.some(([, count]) => !(count >= 0)))
    throw new RangeError(`${action}: counts must be 0 or more, and not all 0`);
  return (share) => {
    let left = share * total;
    return (entries.find(([, count]) => (left -= count) < 0) ?? entries[entries.length - 1])[0];
  };
}

/** Straight lines between the published quantiles. */
function quantileAt(action: string, quantiles: Readonly<Record<string, number>>): (share: number) => number {
  const knots = Object.entries(quantiles)
    .map(([share, value]) => ({ share: Number(share), value }))
    .sort((a, b) => a.share - b.share);
  for (const { share } of knots) checkNumber(action, "the share of a quantile", share, 0, 1);
  if (knots.length < 2 || knots.some(({ value }, k) => k > 0 && value < knots[k - 1].value)) {
    throw new RangeError(`${action}: at least two quantiles are needed, and they must not fall`);
  }
  return (share) => {
    const next = knots.findIndex((knot) => knot.share >= share);
    if (next === 0) return knots[0].value;
    if (next < 0) return knots[knots.length - 1].value;
    const [low, high] = [knots[next - 1], knots[next]];
    return low.value + ((share - low.share) / (high.share - low.share)) * (high.value - low.value);
  };
}

/** A normal law cut off at the least and the most. */
function normalAt(
  action: string,
  { mean, deviation, least = -Infinity, most = Infinity }: { mean: number; deviation: number; least?: number; most?: number },
) {
  checkNumber(action, "deviation", deviation, 0, Number.MAX_VALUE);
  checkNumber(action, "mean", mean, least, most);
  if (deviation === 0) return () => mean;
  const [low, high] = [normalShare((least - mean) / deviation), normalShare((most - mean) / deviation)];
  return (share: number) => Math.min(most, Math.max(least, mean + deviation * normalPoint(low + share * (high - low))));
}

/** The lower triangle of the correlation matrix. */
function rootOf(names: readonly string[], correlations: NonNullable<PublishedOptions["correlations"]>): Float64Array {
  const size = names.length;
  const matrix = Float64Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? 1 : 0));
  for (const { columns, value } of correlations) {
    const [a, b] = columns.map((name) => {
      if (!names.includes(name))
        throw new RangeError(`${ACTION}: a correlation names "${name}", which is no column.${didYouMean(name, names)}`);
      return names.indexOf(name);
    });
    checkNumber(ACTION, "a correlation", value, -1, 1);
    matrix[a * size + b] = matrix[b * size + a] = value;
  }
  const root = choleskyOf(matrix, size);
  for (let a = 0; a < size; a++) {
    const length = Math.hypot(...root.subarray(a * size, (a + 1) * size));
    // a row longer than 1 means that its diagonal had to be raised: no numbers can be tied like that
    if (length > 1.001)
      throw new RangeError(`${ACTION}: the correlations contradict each other at "${names[a]}"; no table can have them all`);
  }
  return root;
}
