import { checkInteger, checkOptions } from "../base/check";
import { Table } from "../table/table";
import { lowerTimes } from "./covariance";
import { fitMixture } from "./expectation-maximisation";
import { family, type Generator } from "./generator";
import { lineOf } from "./line";

const ROWS_A_TURN = 1000;

/**
 * A Gaussian mixture: the rows come from a few groups, each with its own mean and covariance. Numbers are taken in
 * units of their standard deviation; columns of words, of few values or with missing cells as normal scores of their ranks.
 * The number of groups is the one with the lowest BIC, from 1 to `most`.
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
  return family("mixture", async (table, { rng, turn }) => {
    const lines = table.columns.map((column) => lineOf(column, rng.fork(column.name)));
    const scores = lines.map((line) => line.points);
    let best = await fitMixture(scores, 1, { rng: rng.fork("1 groups"), turn });
    for (let groups = 2; groups <= Math.min(most, table.rowCount); groups++) {
      const candidate = await fitMixture(scores, groups, { rng: rng.fork(`${groups} groups`), turn });
      if (candidate.bic < best.bic) best = candidate;
    }
    const { weights, means, roots } = best;
    return async (rows, draw, pause) => {
      const points = lines.map(() => new Float64Array(rows));
      for (let i = 0; i < rows; i++) {
        if (i % ROWS_A_TURN === 0) await pause(i, rows);
        const group = draw.weighted(weights);
        const noise = lowerTimes(
          roots[group],
          Float64Array.from(lines, () => draw.normal()),
        );
        noise.forEach((value, j) => (points[j][i] = means[group][j] + value));
      }
      return new Table(
        lines.map((line, j) => line.cells(points[j])),
        rows,
      );
    };
  });
}
