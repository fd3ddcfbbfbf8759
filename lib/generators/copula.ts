import type { Rng } from "../base/random";
import { Table } from "../table/table";
import { family } from "./generator";
import { choleskyOf, covarianceOf, lowerTimes } from "./covariance";
import { marginalOf } from "./marginal";
import { normalPoint, normalShare } from "./normal";

/**
 * The Gaussian copula: each column keeps its own law, and the columns are tied together by one correlation matrix of
 * their normal scores. It sees monotone ties between two columns, and no others: a U-shape or an exclusive or is lost.
 *
 *   z = Phi^-1(rank of the cell); R = corr(z); then z' ~ N(0, R), u' = Phi(z'), cell' = the cell of rank u'
 *
 * Source: Nelsen, "An Introduction to Copulas" (2006), section 2.3; Patki, Wedge and Veeramachaneni, "The Synthetic Data
 * Vault" (2016), section III.
 */
export const copula = family("copula", async (table, { rng, turn }) => {
  const laws = table.columns.map((column) => marginalOf(column));
  const scores: Float64Array[] = [];
  for (const [j, law] of laws.entries()) {
    await turn(j, laws.length);
    scores.push(law.points(rng.fork(table.columns[j].name)).map(normalPoint));
  }
  const root = choleskyOf(covarianceOf(scores), scores.length);
  return async (rows, draw, pause) => {
    const points = laws.map(() => new Float64Array(rows));
    for (let i = 0; i < rows; i++) {
      if (i % ROWS_A_TURN === 0) await pause(i, rows);
      normals(root, laws.length, draw).forEach((z, j) => (points[j][i] = normalShare(z)));
    }
    return new Table(
      laws.map((law, j) => law.cells(points[j])),
      rows,
    );
  };
});

const ROWS_A_TURN = 1000;

/** Correlated standard normals. */
function normals(root: Float64Array, size: number, rng: Rng): Float64Array {
  return lowerTimes(
    root,
    Float64Array.from({ length: size }, () => rng.normal()),
  );
}
