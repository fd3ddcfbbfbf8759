/** Utility of one cross table: how far synthetic counts are from original ones, in units of pure chance. */

/** What `tableUtility` gives. */
export interface TableUtility {
  /** Voas-Williamson statistic, chi-squared with `degrees` degrees of freedom for a correct synthesis. */
  readonly vw: number;
  readonly degrees: number;
  /** Propensity score mean squared error: 0 when a row's table cannot be guessed from its cell. */
  readonly pMse: number;
  /**
   * pMSE over its expectation when synthetic rows are drawn with the shares of the original ones: about 1 is ideal, above 10
   * is poor. Fresh real rows bring noise of their own and give about 1 / (1 - c), which is 2 for tables of equal size.
   */
  readonly standardised: number;
}

/**
 * The propensity mean squared error of a cross table and its ratio to chance. With c the synthetic share of all rows and
 * s, d the counts of a cell: VW = sum (s - d c/(1-c))^2 / ((s + d) c), pMSE = VW c (1-c)^2 / N, standardised = VW / degrees.
 * Undefined when all rows share one cell or a side is empty.
 *
 * Source: Raab, Nowok and Dibben, "Assessing, visualizing and improving the utility of synthetic data" (2021), section 2.
 *
 * @example
 * const { vw, pMse, standardised } = tableUtility([30, 50, 20], [40, 40, 20]) ?? assert.fail();
 * assert.deepEqual([vw.toFixed(5), pMse.toFixed(8), standardised.toFixed(5)], ["5.07937", "0.00317460", "2.53968"]);
 */
export function tableUtility(synthetic: ArrayLike<number>, original: ArrayLike<number>): TableUtility | undefined {
  let [syntheticRows, originalRows, cells] = [0, 0, 0];
  for (let i = 0; i < synthetic.length; i++) {
    syntheticRows += synthetic[i];
    originalRows += original[i];
    if (synthetic[i] + original[i] > 0) cells++;
  }
  if (cells < 2 || syntheticRows === 0 || originalRows === 0) return undefined;
  const share = syntheticRows / (syntheticRows + originalRows);
  let vw = 0;
  for (let i = 0; i < synthetic.length; i++) {
    const both = synthetic[i] + original[i];
    if (both > 0) vw += (synthetic[i] - (original[i] * share) / (1 - share)) ** 2 / (both * share);
  }
  const pMse = (vw * share * (1 - share) ** 2) / (syntheticRows + originalRows);
  return { vw, degrees: cells - 1, pMse, standardised: vw / (cells - 1) };
}

/**
 * Propensity score mean squared error of a classifier's probabilities that each row is synthetic: mean of (p - c)^2, where c
 * is the synthetic share. 0 (nothing to tell) to c (1 - c).
 *
 * @example
 * assert.equal(propensityError([0.5, 0.5, 1, 0], 0.5), 0.125);
 */
export function propensityError(probabilities: ArrayLike<number>, syntheticShare: number): number {
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) sum += (probabilities[i] - syntheticShare) ** 2;
  return sum / probabilities.length;
}

/**
 * What `propensityError` of a logistic model with so many coefficients (the intercept left out) is by chance alone, for a
 * correct synthesis: its mean k (1-c)^2 c / N and standard deviation sqrt(2k) (1-c)^2 c / N. (Snoke and others 2018)
 */
export function propensityNull(coefficients: number, rows: number, syntheticShare: number): { mean: number; deviation: number } {
  const unit = ((1 - syntheticShare) ** 2 * syntheticShare) / rows;
  return { mean: coefficients * unit, deviation: Math.sqrt(2 * coefficients) * unit };
}
