/** Logarithm of the complementary error function, without underflow. */

const WHERE_THE_FRACTION_TAKES_OVER = 2;

/**
 * ln erfc(x), where erfc(x) = 2/sqrt(pi) times the integral of exp(-t^2) from x to infinity. Correct to about 13 digits
 * for all x, also where erfc itself is 0 in double precision.
 *
 * Below 2 by the series of erf with positive terms, from 2 on by the continued fraction (Abramowitz and Stegun 1964,
 * formulas 7.1.6 and 7.1.14).
 *
 * @example
 * assert.ok(Math.abs(logErfc(0)) < 1e-12);
 * assert.ok(Math.abs(logErfc(10) - -102.8798890) < 1e-6);
 */
export function logErfc(x: number): number {
  if (x < -WHERE_THE_FRACTION_TAKES_OVER) return Math.log(2 - Math.exp(logErfc(-x)));
  if (x < WHERE_THE_FRACTION_TAKES_OVER) return Math.log1p(-erfBySeries(x));
  return -x * x - Math.log(Math.sqrt(Math.PI) * fraction(x));
}

/** erf(x) = 2/sqrt(pi) exp(-x^2) times the sum of 2^n x^(2n+1) / (1*3*5*...*(2n+1)). */
function erfBySeries(x: number): number {
  let term = x;
  let sum = 0;
  for (let n = 0; Math.abs(term) > 1e-18 * Math.abs(sum) && n < 200; n++) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 3);
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** x + (1/2)/(x + 1/(x + (3/2)/(x + ...))), from the inside out. */
function fraction(x: number): number {
  let value = x;
  for (let k = 120; k >= 1; k--) value = x + k / 2 / value;
  return value;
}
