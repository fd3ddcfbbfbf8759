import { checkInteger, checkOptions } from "../base/check";
import { quoteList } from "../base/errors";
import { textOf } from "../table/column";
import { Table } from "../table/table";
import { between } from "./between-rows";
import { family, type Generator, type Turn } from "./generator";
import { distancesIn, MOST_CANDIDATES, nearest } from "./row-neighbours";

export interface AdasynOptions {
  /** The column with the classes. */
  readonly target: string;
  /** The class to make rows of, as it is written; by default the one with the fewest rows. */
  readonly value?: string;
  readonly neighbours?: number;
}

/**
 * ADASYN: new rows of a rare class, as SMOTE makes them, and most where the class is hardest to tell from the others: a row
 * is drawn in proportion to the share of other classes among its neighbours. All rows that it gives are of that class; add
 * them to the training rows.
 *
 *   weight of row i = (neighbours of another class) / k;   cell = a + u (b - a), b one of the k nearest rows of the class
 *
 * It sharpens the border between classes, and does not keep what the class looks like: rows deep inside it are never drawn.
 *
 * Source: He, Bai, Garcia and Li, "ADASYN" (2008), section II.
 *
 * @example
 * const table = Table.of({ age: [30, 40, 50, 60, 70], ill: ["yes", "yes", "no", "no", "no"] });
 * const more = await (await adasyn({ target: "ill", neighbours: 2 }).train(table)).sample(10);
 * assert.ok([...more.rows()].every(({ ill }) => ill === "yes"));
 */
export function adasyn(options: AdasynOptions): Generator {
  const action = "Cannot make an ADASYN";
  checkOptions(action, options, ["target", "value", "neighbours"]);
  const { target, value, neighbours = 5 } = options;
  if (typeof target !== "string")
    throw new TypeError(`${action}: target is ${String(target)}, it must be the name of the column with the classes`);
  checkInteger(action, "neighbours", neighbours, 1, 1000);
  return family("adasyn", async (table, { rng, turn }) => {
    const rare = rowsOf(table, target, value);
    const features = table.drop([target]);
    const weights = await borderWeights(
      features,
      rare,
      { neighbours, candidates: rng.permutation(table.rowCount).subarray(0, MOST_CANDIDATES) },
      turn,
    );
    const ownKind = Int32Array.from(rng.shuffle([...rare]).slice(0, MOST_CANDIDATES));
    const distances = distancesIn(features, ownKind);
    return async (rows, draw, pause) => {
      const first = new Int32Array(rows);
      const second = new Int32Array(rows);
      const share = new Float64Array(rows);
      for (let i = 0; i < rows; i++) {
        await pause(i, rows);
        first[i] = rare[draw.weighted(weights)];
        const near = nearest(distances(first[i]), ownKind, first[i], neighbours);
        second[i] = near.length === 0 ? first[i] : near[draw.integer(near.length)];
        share[i] = draw.uniform();
      }
      return new Table(
        table.columns.map((column) => between(column, first, second, share, draw.fork(column.name))),
        rows,
      );
    };
  });
}

/** The rows of the class. */
function rowsOf(table: Table, target: string, value: string | undefined): Int32Array {
  const column = table.column(target);
  const byClass = new Map<string, number[]>();
  for (let i = 0; i < table.rowCount; i++) {
    const text = textOf(column, i);
    if (text !== null) {
      const rows = byClass.get(text);
      if (rows === undefined) byClass.set(text, [i]);
      else rows.push(i);
    }
  }
  const rarest = [...byClass].sort(([a, first], [b, second]) => first.length - second.length || (a < b ? -1 : 1))[0];
  const rows = value === undefined ? rarest?.[1] : byClass.get(value);
  if (rows !== undefined) return Int32Array.from(rows);
  throw new RangeError(
    `Cannot train adasyn: no row has "${value ?? ""}" in "${target}". Its classes are ${quoteList([...byClass.keys()])}`,
  );
}

interface Search {
  readonly neighbours: number;
  readonly candidates: Int32Array;
}

/** The share of other classes among the neighbours of each row of the class; even weights when no row lies at a border. */
async function borderWeights(features: Table, rare: Int32Array, { neighbours, candidates }: Search, turn: Turn): Promise<Float64Array> {
  const own = new Set(rare);
  const distances = distancesIn(features, candidates);
  const weights = new Float64Array(rare.length);
  for (const [k, row] of rare.entries()) {
    await turn(k, rare.length);
    const near = nearest(distances(row), candidates, row, neighbours);
    weights[k] = near.reduce((others, other) => others + (own.has(other) ? 0 : 1 / near.length), 0);
  }
  return weights.some((weight) => weight > 0) ? weights : weights.fill(1);
}
