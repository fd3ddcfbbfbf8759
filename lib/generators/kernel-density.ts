import { checkNumber, checkOptions } from "../base/check";
import { Table } from "../table/table";
import { choleskyOf, covarianceOf, lowerTimes } from "./covariance";
import { family, type Generator } from "./generator";
import { lineOf } from "./line";

const ROWS_A_TURN = 1000;

/**
 * Kernel density: a hill stands on every training row, and a new row is a point on one of the hills. Numbers are taken in
 * units of their standard deviation; columns of words, of few values or with missing cells as normal scores of their ranks.
 * Hills have the shape of the whole cloud, so slanted ties stay slanted; points are pulled to the middle by as much as the
 * hills widen the cloud.
 *
 *   z' = m + (z - m + h e) / sqrt(1 + h^2), e ~ N(0, S), h = n^(-1 / (d + 4)) (Scott's rule), m and S mean and covariance
 *
 * In few columns it follows any shape. In many, a hill is as wide as the cloud (h = .65 for 5,000 rows of 16 columns), and
 * what is left is a normal cloud; with a narrow hill every row is a blurred copy of a real one.
 *
 * Source: Scott, "Multivariate Density Estimation" (1992), section 6.3; Silverman, "Density Estimation" (1986), section 6.4.
 *
 * @param options bandwidth: h; by default Scott's rule
 * @example
 * const table = Table.of({ age: Array.from({ length: 40 }, (_, i) => 20 + i) });
 * const synthetic = await (await kernelDensity().train(table)).sample(5);
 * assert.ok([...synthetic.rows()].every(({ age }) => Number(age) >= 20 && Number(age) <= 59));
 */
export function kernelDensity(options: { readonly bandwidth?: number } = {}): Generator {
  checkOptions("Cannot make a kernel density", options, ["bandwidth"]);
  if (options.bandwidth !== undefined) checkNumber("Cannot make a kernel density", "bandwidth", options.bandwidth, 0, 100);
  return family("kernel-density", async (table, { rng, turn }) => {
    await turn(0, 1);
    const lines = table.columns.map((column) => lineOf(column, rng.fork(column.name)));
    const scores = lines.map((line) => line.points);
    const means = scores.map((points) => points.reduce((sum, point) => sum + point / points.length, 0));
    const root = choleskyOf(covarianceOf(scores), scores.length);
    const h = options.bandwidth ?? table.rowCount ** (-1 / (lines.length + 4));
    const shrink = 1 / Math.sqrt(1 + h * h);
    return async (rows, draw, pause) => {
      const points = lines.map(() => new Float64Array(rows));
      for (let i = 0; i < rows; i++) {
        if (i % ROWS_A_TURN === 0) await pause(i, rows);
        const hill = draw.integer(table.rowCount);
        const move = lowerTimes(
          root,
          Float64Array.from(lines, () => draw.normal()),
        );
        for (let j = 0; j < lines.length; j++) points[j][i] = means[j] + (scores[j][hill] - means[j] + h * move[j]) * shrink;
      }
      return new Table(
        lines.map((line, j) => line.cells(points[j])),
        rows,
      );
    };
  });
}
