/** How well predictions hit, with every row counted a chosen number of times: what a bootstrap needs. */

/** A score as a function of how often each row counts; undefined where it does not exist. */
export type WeightedScore = (times: ArrayLike<number>) => number | undefined;

/**
 * Area under the ROC curve with rows counted `times` times, ties half. The rows are sorted once, so that each further call
 * takes one pass.
 */
export function weightedAuc(isPositive: ArrayLike<boolean>, scores: ArrayLike<number>): WeightedScore {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a] - scores[b]);
  return (times) => {
    let [wins, positives, negatives] = [0, 0, 0];
    for (let start = 0, end = 0; start < order.length; start = end) {
      let [tiedPositives, tiedNegatives] = [0, 0];
      for (; end < order.length && scores[order[end]] === scores[order[start]]; end++) {
        if (isPositive[order[end]]) tiedPositives += times[order[end]];
        else tiedNegatives += times[order[end]];
      }
      wins += tiedPositives * (negatives + tiedNegatives / 2);
      positives += tiedPositives;
      negatives += tiedNegatives;
    }
    return positives === 0 || negatives === 0 ? undefined : wins / (positives * negatives);
  };
}

/** The mean over classes of the area under the curve of each class against the rest; classes without rows are left out. */
export function weightedMacroAuc(labels: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): WeightedScore {
  const rows = labels.length;
  const perClass = Array.from({ length: classes }, (_, k) =>
    weightedAuc(
      Array.from({ length: rows }, (__, i) => labels[i] === k),
      Float64Array.from({ length: rows }, (__, i) => probabilities[i * classes + k]),
    ),
  );
  return (times) => {
    const areas = perClass.flatMap((area) => area(times) ?? []);
    return areas.length === 0 ? undefined : areas.reduce((sum, area) => sum + area, 0) / areas.length;
  };
}

/** The share of the variance that predictions explain, 1 - sum of squared errors / sum of squared deviations; below 0 is worse than the mean. */
export function weightedR2(actual: ArrayLike<number>, predicted: ArrayLike<number>): WeightedScore {
  return (times) => {
    let [rows, total] = [0, 0];
    for (let i = 0; i < actual.length; i++) {
      rows += times[i];
      total += times[i] * actual[i];
    }
    let [errors, deviations] = [0, 0];
    for (let i = 0; i < actual.length; i++) {
      errors += times[i] * (actual[i] - predicted[i]) ** 2;
      deviations += times[i] * (actual[i] - total / rows) ** 2;
    }
    return deviations > 0 ? 1 - errors / deviations : undefined;
  };
}
