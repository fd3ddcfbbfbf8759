/** Coded rows whose law is known: each column depends on earlier ones by a table of probabilities, so its entropy is known too. */

import { Rng } from "../../lib/base/random";
import type { CodeTable } from "../../lib/argn/engine";

export interface KnownLaw {
  readonly table: CodeTable;
  readonly cardinalities: readonly number[];
  /** Exact negative log-likelihood of each row in nats. */
  readonly rowLoss: Float64Array;
  /** Exact probability of a row of codes. */
  probability(codes: readonly number[]): number;
}

/** Rows of `cardinalities.length` columns; column j depends on columns j-1 and j-2, with sharply uneven shares. */
export function knownLaw(rowCount: number, cardinalities: readonly number[], seed: number): KnownLaw {
  const law = new Rng("known law").fork(cardinalities.join());
  const draws = new Rng(seed);
  const codes = cardinalities.map(() => new Int32Array(rowCount));
  const rowLoss = new Float64Array(rowCount);
  const tables: { readonly parents: readonly number[]; readonly shares: readonly Float64Array[] }[] = [];
  cardinalities.forEach((cardinality, j) => {
    const parents = [j - 1, j - 2].filter((p) => p >= 0);
    const states = parents.reduce((product, p) => product * Math.min(cardinalities[p], 6), 1);
    const stream = law.fork(j);
    const shares = Array.from({ length: states }, () => {
      const raw = Float64Array.from({ length: cardinality }, () => Math.exp(1.5 * stream.normal()));
      const sum = raw.reduce((total, value) => total + value, 0);
      return raw.map((value) => value / sum);
    });
    tables.push({ parents, shares });
    const draw = draws.fork(j);
    for (let i = 0; i < rowCount; i++) {
      const state = parents.reduce((index, p) => index * Math.min(cardinalities[p], 6) + (codes[p][i] % 6), 0);
      codes[j][i] = draw.weighted(shares[state]);
      rowLoss[i] -= Math.log(shares[state][codes[j][i]]);
    }
  });
  const probability = (row: readonly number[]): number =>
    tables.reduce((product, { parents, shares }, j) => {
      const state = parents.reduce((index, p) => index * Math.min(cardinalities[p], 6) + (row[p] % 6), 0);
      return product * shares[state][row[j]];
    }, 1);
  return { table: { rowCount, codes }, cardinalities, rowLoss, probability };
}

/** Columns with one sub-column each, as `drawBlueprint` wants them. */
export function flatColumns(cardinalities: readonly number[]): { name: string; subColumns: { name: string; cardinality: number }[] }[] {
  return cardinalities.map((cardinality, j) => ({ name: `c${j}`, subColumns: [{ name: "code", cardinality }] }));
}
