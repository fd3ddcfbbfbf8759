/** Numbers as people read them. */

/** 12345.678 -> "12,346"; 0.98765 -> "0.988": at most `digits` after the point, thousands set apart. */
export function formatNumber(value: number, digits = 3): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: digits });
}

/** 0.9876 -> "98.8 %". */
export function formatShare(value: number, digits = 1): string {
  return `${(100 * value).toFixed(digits)} %`;
}

/** 3725 -> "1 h 2 min"; 75 -> "1 min 15 s"; 2.345 -> "2.3 s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
