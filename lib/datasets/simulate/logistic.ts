/** s(x) = 1 / (1 + exp(-x)): the chance that belongs to a score. */
export function logistic(score: number): number {
  return 1 / (1 + Math.exp(-score));
}
