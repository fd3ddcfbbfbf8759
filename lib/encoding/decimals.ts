/** The written precision of numbers: how many digits stand after the point. */

/** Beyond so many decimals a number counts as measured without a grid. */
export const MOST_DECIMALS = 12;
const LARGEST_SCALED = 2 ** 53;

/** 10 to the power d; exact up to 22, so that an integer divided by it is the nearest number to its decimal form. */
export const POWERS_OF_TEN: readonly number[] = Array.from({ length: 23 }, (_, d) => Number(`1e${d}`));

/** The smallest number of decimals that writes the value exactly; MOST_DECIMALS + 1 when none up to there does. */
export function decimalsOf(value: number): number {
  for (let d = 0; d <= MOST_DECIMALS; d++) {
    const scaled = Math.round(value * POWERS_OF_TEN[d]);
    if (Math.abs(scaled) > LARGEST_SCALED) return d === 0 && Number.isInteger(value) ? 0 : MOST_DECIMALS + 1;
    if (scaled / POWERS_OF_TEN[d] === value) return d;
  }
  return MOST_DECIMALS + 1;
}

/**
 * The grid that the numbers stand on: the fewest decimals that write all but `strays` of them; undefined for numbers
 * without a grid. Looks at a regular sample when there are many.
 */
export function gridOf(values: Float64Array, strays = 0): number | undefined {
  const stride = Math.max(1, Math.floor(values.length / 50_000));
  const counts = new Float64Array(MOST_DECIMALS + 2);
  let total = 0;
  for (let i = 0; i < values.length; i += stride) {
    counts[decimalsOf(values[i])]++;
    total++;
  }
  let above = total;
  for (let d = 0; d <= MOST_DECIMALS; d++) {
    above -= counts[d];
    if (above <= strays * total) return d;
  }
  return undefined;
}

/** The value on the grid that is nearest. */
export function roundTo(value: number, decimals: number | undefined): number {
  if (decimals === undefined) return value;
  const scaled = value * POWERS_OF_TEN[decimals];
  return Math.abs(scaled) < LARGEST_SCALED ? Math.round(scaled) / POWERS_OF_TEN[decimals] + 0 : value;
}
