/** Numbers of benchmarks as people read them: three digits that matter, never more. */

/** 12345.6 -> "12,346"; 5.678 -> "5.68"; 0.01234 -> "0.0123". */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-GB");
  if (value === 0) return "0";
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return String(Number(value.toFixed(Math.min(decimals, 12))));
}

/** 0.00567 -> "5.67 ms". */
export function milliseconds(seconds: number): string {
  return `${threeDigits(1000 * seconds)} ms`;
}

/** 88123 -> "88,123 rows/s". */
export function perSecond(rows: number): string {
  return `${threeDigits(rows)} rows/s`;
}
