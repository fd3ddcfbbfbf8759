/**
 * Powers with the same bits on every version of Node. JavaScript leaves the rounding of `**` open, and V8 has changed it;
 * products and V8's logarithm and exponential are the same everywhere.
 */

/** base to the power of a whole number, 0 or more, by repeated squaring. */
export function wholePower(base: number, exponent: number): number {
  let power = 1;
  let square = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}

/** base, 0 or more, to the power of any number. */
export function realPower(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  return Math.exp(exponent * Math.log(base));
}
