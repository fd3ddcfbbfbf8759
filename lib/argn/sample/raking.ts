/** Iterative proportional fitting: the table of shares that is closest to a given one and has given margins. */

const MOST_ROUNDS = 500;
const CLOSE_ENOUGH = 1e-6;

/**
 * Scales the cells until each margin has its shares (Deming and Stephan 1940). Of all tables with these margins the result
 * is the one nearest to the start in relative entropy: how the columns go together stays, as far as it can.
 *
 * @param start shares of the cells, the last column running fastest
 * @param margins for each column, the shares of its classes; each sums to 1
 * @returns the shares of the cells, and the largest difference left between a margin and its shares: it stays large when no
 *   table with the zeros of the start has such margins
 */
export function rake(start: Float64Array, margins: readonly (readonly number[])[]): { cells: Float64Array; worst: number } {
  const cells = Float64Array.from(start);
  const sizes = margins.map((margin) => margin.length);
  const strides = sizes.map((_, column) => sizes.slice(column + 1).reduce((product, size) => product * size, 1));
  let worst = Infinity;
  for (let round = 0; round < MOST_ROUNDS && worst > CLOSE_ENOUGH; round++) {
    worst = 0;
    margins.forEach((margin, column) => {
      const classOfCell = (cell: number): number => Math.floor(cell / strides[column]) % sizes[column];
      const sums = new Float64Array(margin.length);
      for (let cell = 0; cell < cells.length; cell++) sums[classOfCell(cell)] += cells[cell];
      margin.forEach((share, i) => (worst = Math.max(worst, Math.abs(share - sums[i]))));
      for (let cell = 0; cell < cells.length; cell++) {
        const sum = sums[classOfCell(cell)];
        if (sum > 0) cells[cell] *= margin[classOfCell(cell)] / sum;
      }
    });
  }
  return { cells, worst };
}
