import { throwIfAborted } from "../base/abort";
import { checkInteger, checkOptions } from "../base/check";
import { Table } from "../table/table";
import { lowerTimes } from "./covariance";
import { fitMixture } from "./expectation-maximisation";
import { family, type Generator } from "./generator";
import { marginalOf } from "./marginal";
import { normalPoint, normalShare } from "./normal";

/**
 * A Gaussian mixture: the rows come from a few groups, each with its own mean and covariance. Columns are first turned
 * into normal scores, so that words and missing cells have a place among the numbers. The number of groups is the one
 * with the lowest BIC, from 1 to `most`.
 *
 *   p(z) = sum over k of w_k N(z; m_k, S_k);  BIC = -2 log likelihood + (number of parameters) log(rows)
 *
 * Source: Bishop, "Pattern Recognition and Machine Learning" (2006), section 9.2.2; Schwarz, "Estimating the dimension of
 * a model" (1978).
 */
export function mixture(options: { readonly most?: number } = {}): Generator {
  const { most = 6 } = options;
  checkOptions("Cannot make a mixture", options, ["most"]);
  checkInteger("Cannot make a mixture", "most", most, 1, 100);
  return family("mixture", (table, rng, signal) => {
    const laws = table.columns.map((column) => marginalOf(column));
    const scores = laws.map((law, j) => law.points(rng.fork(table.columns[j].name)).map(normalPoint));
    let best = fitMixture(scores, 1, rng.fork("1 group"));
    for (let groups = 2; groups <= Math.min(most, table.rowCount); groups++) {
      throwIfAborted(signal, "Training mixture");
      const candidate = fitMixture(scores, groups, rng.fork(`${groups} groups`));
      if (candidate.bic < best.bic) best = candidate;
    }
    const { weights, means, roots } = best;
    return (rows, draw) => {
      const points = laws.map(() => new Float64Array(rows));
      for (let i = 0; i < rows; i++) {
        const group = draw.weighted(weights);
        const noise = lowerTimes(
          roots[group],
          Float64Array.from(laws, () => draw.normal()),
        );
        noise.forEach((value, j) => (points[j][i] = normalShare(means[group][j] + value)));
      }
      return new Table(
        laws.map((law, j) => law.cells(points[j])),
        rows,
      );
    };
  });
}
