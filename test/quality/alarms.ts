/** Which numbers of an assessment are out of the ordinary: what a planted defect must move, and what it must leave alone. */

import type { Measure, Scores } from "../../lib/quality/scores";

/** The names of the numbers that lie beyond chance, with the direction where both exist. */
export function alarms(scores: Scores): readonly string[] {
  const { univariate, bivariate, trivariate, distances, joint, dependence, discriminator } = scores;
  const found = [
    beyond("univariate", univariate),
    beyond("bivariate", bivariate),
    beyond("trivariate", trivariate),
    over(dependence.mean, 2) ? "dependence" : "",
    away(joint.coverage, -0.06) ? "coverage" : "",
    over(joint.propensity, 2) ? "propensity" : "",
    value(distances.identicalMatches) > reference(distances.identicalMatches) + 0.01 ? "identical" : "",
    value(distances.dcrShare) > (distances.dcrShare.interval?.[1] ?? 1) ? "share" : "",
    value(distances.dcr) < 0.85 * reference(distances.dcr) ? "near" : "",
    differences(scores),
    groups(scores),
    discriminator.reading === undefined || discriminator.reading === "indistinguishable" ? "" : discriminator.reading,
  ];
  return found.flat().filter((name) => name !== "");
}

/** The columns whose own accuracy is below chance. */
export function lowColumns({ univariate }: Scores, slack = 0.01): readonly string[] {
  return univariate.byColumn.filter((measure) => value(measure) < (measure.band?.[0] ?? NaN) - slack).map(({ column }) => column);
}

/** The columns that all pairs below chance have in common; undefined when there is no such pair. */
export function lowPairsShare({ bivariate }: Scores, slack = 0.03): readonly string[] | undefined {
  const low = bivariate.byPair.filter((measure) => value(measure) < (measure.band?.[0] ?? NaN) - slack).map(({ columns }) => columns);
  return low.length === 0 ? undefined : low[0].filter((column) => low.every((columns) => columns.includes(column)));
}

function beyond(name: string, measure: Measure): string {
  const [low, high] = measure.band ?? [NaN, NaN];
  // a twentieth of fresh samples lie outside: a little slack keeps chance from ringing
  const slack = 0.3 * (high - low);
  return value(measure) < low - slack ? `${name} low` : value(measure) > high + slack ? `${name} high` : "";
}

/** Missing cells, range and coverage of single columns. */
function differences({ differences: found }: Scores): string[] {
  if (found.notComputed !== undefined) return ["differences not computed"];
  return found.byColumn.flatMap(({ column, missingShare, adherence, coverage }) => [
    Math.abs(value(missingShare) - reference(missingShare)) > 0.035 ? `missing ${column}` : "",
    value(adherence) < reference(adherence) - 0.03 ? `adherence ${column}` : "",
    value(coverage) < reference(coverage) - 0.2 ? `column coverage ${column}` : "",
  ]);
}

/** Columns with a group that is far too rare. */
function groups({ groups: found }: Scores): string[] {
  if (found.notComputed !== undefined) return ["groups not computed"];
  const rare = found.byGroup.filter(({ share }) => value(share) < 0.5 * reference(share) && reference(share) > 0.03);
  return [...new Set(rare.map(({ column }) => `group of ${column}`))];
}

function over(measure: Measure, times: number): boolean {
  return value(measure) > times * reference(measure);
}

function away(measure: Measure, by: number): boolean {
  return value(measure) < reference(measure) + by;
}

export function value(measure: { readonly value?: number | undefined }): number {
  return measure.value ?? NaN;
}

function reference(measure: { readonly reference?: number | undefined }): number {
  return measure.reference ?? NaN;
}
