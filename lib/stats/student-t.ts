/** Student's t: how far a mean of few numbers may be from the truth. */

const Z = 1.959963984540054;

/**
 * The 97.5 % quantile of Student's t with so many degrees of freedom, by the expansion of Cornish and Fisher around the
 * normal: the error is 3 % at 2 degrees, below 0.5 % from 4.
 *
 * @example
 * assert.equal(studentT975(10).toFixed(2), "2.23");
 */
export function studentT975(degrees: number): number {
  const terms = [(Z ** 3 + Z) / 4, (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96, (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384];
  return terms.reduce((sum, term, k) => sum + term / degrees ** (k + 1), Z);
}
