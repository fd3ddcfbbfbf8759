/** One answer from several synthetic tables, with an honest standard error. */

/**
 * How the tables came about. "simple": drawn from one fitted model with fixed parameters, as by a trained network. "proper":
 * parameters drawn anew for each. "fully": redrawn from the whole population frame. "partially": only some cells replaced.
 */
export type SynthesisKind = "simple" | "proper" | "fully" | "partially";

export interface CombinedEstimate {
  readonly estimate: number;
  /** Variance of the estimate around the population value. "fully" can come out negative: then it cannot be used. */
  readonly variance: number;
  /** Undefined when the variance is not above 0. */
  readonly standardError: number | undefined;
}

/**
 * Combines the estimates of m synthetic tables and their variances as computed on each.
 *
 * simple: v (k/n + 1/m); proper: v (k/n + (1 + k/n) / m); fully: (1 + 1/m) b - v; partially: b/m + v, where v is the mean
 * variance, b the variance between the estimates, k the rows of a synthetic and n of the original table. The variance that
 * one synthetic table shows is too small by half when k = n: its standard error needs a factor of sqrt(2). For a neural
 * generator "simple" is nearest, but misfit of the model is not covered.
 *
 * Sources: Raab, Nowok and Dibben (2016), table 1; Raghunathan, Reiter and Rubin (2003); Reiter (2003).
 * Throws a RangeError for lists of unequal length, none at all, or one only where b is needed.
 *
 * @example
 * const estimates = [1.02, 0.97, 1.05, 0.99, 1.01];
 * const variances = [0.01, 0.011, 0.009, 0.01, 0.01];
 * assert.equal(combineEstimates(estimates, variances).variance.toFixed(6), "0.012000");
 * assert.equal(combineEstimates(estimates, variances, { kind: "partially" }).variance.toFixed(6), "0.010184");
 */
export function combineEstimates(
  estimates: readonly number[],
  variances: readonly number[],
  {
    kind = "simple",
    syntheticRows = 1,
    originalRows = syntheticRows,
  }: { kind?: SynthesisKind; syntheticRows?: number; originalRows?: number } = {},
): CombinedEstimate {
  const tables = estimates.length;
  const least = kind === "fully" || kind === "partially" ? 2 : 1;
  if (tables < least || variances.length !== tables) {
    throw new RangeError(
      `Cannot combine ${tables} estimates with ${variances.length} variances (${kind}): both lists need the same length, at least ${least}`,
    );
  }
  const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / tables;
  const [estimate, within] = [mean(estimates), mean(variances)];
  const between = estimates.reduce((sum, each) => sum + (each - estimate) ** 2, 0) / Math.max(1, tables - 1);
  const ratio = syntheticRows / originalRows;
  const variance = {
    simple: within * (ratio + 1 / tables),
    proper: within * (ratio + (1 + ratio) / tables),
    fully: (1 + 1 / tables) * between - within,
    partially: between / tables + within,
  }[kind];
  return { estimate, variance, standardError: variance > 0 ? Math.sqrt(variance) : undefined };
}
