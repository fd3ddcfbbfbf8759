/** The probabilities of a binomial number, over the window that holds all but a vanishing part of them. */

/** Probabilities of `first`, `first + 1`, ...; they sum to 1. */
export interface ProbabilityWindow {
  readonly first: number;
  readonly probabilities: Float64Array;
}

const WINDOW_DEVIATIONS = 9;

/**
 * P(X = x) for X binomial with `trials` trials of probability `share`, within 9 standard deviations (and 12 more) of the
 * mean. Built by ratios from the mode and scaled to sum 1, so that it needs no factorials and cannot overflow.
 */
export function binomialWindow(trials: number, share: number): ProbabilityWindow {
  const odds = share / (1 - share);
  return window(trials, trials * share, trials * share * (1 - share), 0, (x) => ((trials - x + 1) / x) * odds);
}

/**
 * P(X = x) for X hypergeometric: of `total` rows, `marked` are marked, and `drawn` are drawn without replacement;
 * X of the drawn ones are marked.
 */
export function hypergeometricWindow(total: number, marked: number, drawn: number): ProbabilityWindow {
  const share = drawn / total;
  const variance = total > 1 ? (marked * share * (1 - share) * (total - marked)) / (total - 1) : 0;
  const least = Math.max(0, marked + drawn - total);
  const ratio = (x: number): number => ((marked - x + 1) / x) * ((drawn - x + 1) / (total - marked - drawn + x));
  return window(Math.min(marked, drawn), marked * share, variance, least, ratio);
}

/** `ratio(x)` is P(x) / P(x - 1). */
function window(most: number, mean: number, variance: number, least: number, ratio: (x: number) => number): ProbabilityWindow {
  const reach = WINDOW_DEVIATIONS * Math.sqrt(variance) + 12;
  const first = Math.max(least, Math.floor(mean - reach));
  const last = Math.max(first, Math.min(most, Math.ceil(mean + reach)));
  const mode = Math.min(last, Math.max(first, Math.floor(mean)));
  const probabilities = new Float64Array(last - first + 1);
  probabilities[mode - first] = 1;
  for (let x = mode + 1; x <= last; x++) probabilities[x - first] = probabilities[x - 1 - first] * ratio(x);
  for (let x = mode; x > first; x--) probabilities[x - 1 - first] = probabilities[x - first] / ratio(x);
  let sum = 0;
  for (const probability of probabilities) sum += probability;
  for (let i = 0; i < probabilities.length; i++) probabilities[i] /= sum;
  return { first, probabilities };
}
