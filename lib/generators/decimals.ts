/** How finely the numbers of a column are written, so that synthetic ones are written the same way. */

const MOST_DECIMALS = 8;

/** The fewest digits after the point that write every number; numbers with more than 8 count as unrounded. */
export function decimalsOf(values: ArrayLike<number>): number | undefined {
  let decimals = 0;
  for (let i = 0; i < values.length; i++) {
    while (Number.isFinite(values[i]) && Number(values[i].toFixed(decimals)) !== values[i]) {
      if (++decimals > MOST_DECIMALS) return undefined;
    }
  }
  return decimals;
}

/** A number written as finely as the others. */
export function written(value: number, decimals: number | undefined): number {
  return decimals === undefined ? value : Number(value.toFixed(decimals)) + 0;
}
