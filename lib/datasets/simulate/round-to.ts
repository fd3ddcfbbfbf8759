/** The nearest multiple of 10^-digits; digits may be negative: roundTo(12345, -2) is 12300. Never -0. */
export function roundTo(value: number, digits: number): number {
  const scale = 10 ** Math.abs(digits);
  return (digits < 0 ? Math.round(value / scale) * scale : Math.round(value * scale) / scale) + 0;
}
