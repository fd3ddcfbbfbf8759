/** The verdict in plain words: what is good, what is not, what could not be computed; each with its reason. */

import type { ComputedMeasure, DiscriminatorReading, Scores } from "../quality/scores";
import { yardsticks } from "./yardsticks";
import { type KeyNumber, keyNumbers } from "./key-numbers";
import { groupFindings } from "./group-findings";
import { writtenShare } from "./written-share";

export interface Finding {
  /** "minor" is more than chance, but small. */
  readonly kind: "concern" | "minor" | "good" | "missing";
  readonly text: string;
  /** Whether it hints that training rows were copied. */
  readonly hintsAtCopies?: boolean;
  /** The section of the report that shows more. */
  readonly section: string;
}

export interface Verdict {
  readonly headline: string;
  readonly findings: readonly Finding[];
}

/** The verdict on an assessment; the report opens with it. */
export function verdictOf(scores: Scores): Verdict {
  const numbers = keyNumbers(scores);
  const findings = [...numbers.flatMap((number) => findingOf(number, scores)), ...groupFindings(scores), ...missingFindings(numbers)];
  const order = { concern: 0, minor: 1, good: 2, missing: 3 } as const;
  return { headline: headlineOf(scores, findings), findings: [...findings].sort((a, b) => order[a.kind] - order[b.kind]) };
}

function findingOf(number: KeyNumber, scores: Scores): Finding[] {
  const section = SECTION_OF[number.id] ?? "numbers";
  if (number.measure.notComputed !== undefined) return [];
  const judged = judge(number, number.measure, scores);
  return judged === undefined ? [] : [{ ...judged, section }];
}

/** What could not be computed, by reason. That flat tables have no sequences is no lack. */
function missingFindings(numbers: readonly KeyNumber[]): Finding[] {
  const absent = numbers.filter(({ id, measure }) => measure.notComputed !== undefined && id !== "coherence");
  const reasons = [...new Set(absent.map(({ measure }) => measure.notComputed ?? ""))];
  return reasons.map((reason) => {
    const names = absent.filter(({ measure }) => measure.notComputed === reason);
    const were = names.length === 1 ? "was" : "were";
    const section = SECTION_OF[names[0].id] ?? "numbers";
    return { kind: "missing", section, text: `${names.map(({ name }) => name).join("; ")} ${were} not computed: ${reason}.` };
  });
}

const SECTION_OF: Readonly<Record<string, string>> = {
  accuracy: "matrix",
  univariate: "columns",
  bivariate: "matrix",
  trivariate: "worst",
  discriminator: "discriminator",
  identical: "distances",
  "dcr-share": "distances",
  dcr: "distances",
  nndr: "distances",
  coherence: "sequences",
  dependence: "dependence",
  utility: "utility",
  importance: "utility",
  ranking: "utility",
  intervals: "utility",
};

type Judgement = { readonly kind: "concern" | "minor" | "good"; readonly text: string; readonly hintsAtCopies?: boolean } | undefined;

function judge(number: KeyNumber, measure: ComputedMeasure, scores: Scores): Judgement {
  switch (number.id) {
    case "discriminator":
      return judgeDiscriminator(number, measure, scores);
    case "identical":
      return judgeIdentical(number, measure);
    case "dcr-share":
      return judgeShare(number, measure);
    case "dcr":
      return judgeDistance(number, measure);
    case "utility":
      return judgeUse(number, measure);
    case "coverage":
      return judgeCoverage(number, measure);
    case "propensity":
      return judgePropensity(number, measure);
    case "dependence":
    case "density":
    case "discrepancy":
    case "importance":
    case "ranking":
    case "intervals":
    case "nndr":
      return undefined;
    default:
      return judgeAccuracy(number, measure);
  }
}

function judgeAccuracy({ name, write }: KeyNumber, { value, reference, band }: ComputedMeasure): Judgement {
  if (reference === undefined) return undefined;
  const [low, high] = band ?? [reference - yardsticks.small, Infinity];
  const instead = `${write(value)} instead of ${write(reference)}`;
  if (value > high)
    return {
      kind: "concern",
      hintsAtCopies: true,
      text: `${name}: above what fresh real rows would reach, ${instead}. Look for copied rows.`,
    };
  if (value >= low)
    return {
      kind: "good",
      text: `${name}: as close to the real rows as fresh real rows would be (${write(value)}; they would reach ${write(reference)}).`,
    };
  const kind = reference - value < yardsticks.small ? "minor" : "concern";
  return { kind, text: `${name}: ${howFar(reference - value)} below what fresh real rows would reach, ${instead}.` };
}

function howFar(shortfall: number): string {
  if (shortfall < yardsticks.small) return "a little";
  return shortfall < yardsticks.clear ? "visibly" : "far";
}

function judgeDiscriminator({ write }: KeyNumber, measure: ComputedMeasure, { discriminator }: Scores): Judgement {
  const reference = measure.reference ?? 0.5;
  const against = `AUC ${write(measure.value)}, real against real ${write(reference)}`;
  const reading = discriminator.reading ?? readingOf(measure.value, reference);
  if (reading === "near-copies")
    return { kind: "concern", hintsAtCopies: true, text: `Synthetic rows look like near-copies of training rows (${against}).` };
  if (reading === "indistinguishable") return { kind: "good", text: `A strong learner can't tell synthetic from real rows (${against}).` };
  const telling = discriminator.importances
    .slice(0, 3)
    .filter(({ importance }) => importance > 0)
    .map(({ column }) => `"${column}"`);
  return {
    kind: "concern",
    text: `A strong learner can tell synthetic from real rows (${against})${telling.length === 0 ? "" : `, mostly by ${telling.join(", ")}`}.`,
  };
}

function readingOf(auc: number, reference: number): DiscriminatorReading {
  if (auc > reference + yardsticks.farAuc) return "distinguishable";
  return auc < 0.5 - yardsticks.farAuc ? "near-copies" : "indistinguishable";
}

/** Below 0 with the whole interval is a loss; how large decides the rest. */
function judgeUse({ write }: KeyNumber, { value, interval }: ComputedMeasure): Judgement {
  const against = `${write(value)} on average${interval === undefined ? "" : `, 95 % interval ${write(interval[0])} to ${write(interval[1])}`}`;
  if (value >= -yardsticks.small && (interval === undefined || interval[1] >= 0))
    return {
      kind: "good",
      text: `Models that learn from synthetic rows predict real ones as well as models that learn from real rows (${against}).`,
    };
  const kind = value >= -yardsticks.small ? "minor" : "concern";
  return { kind, text: `Models that learn from synthetic rows predict real ones less well (${against}).` };
}

function judgeCoverage({ write }: KeyNumber, { value, reference }: ComputedMeasure): Judgement {
  if (reference === undefined || value >= reference - yardsticks.clear) return undefined;
  return {
    kind: "concern",
    text: `Synthetic rows cover ${write(value)} of the real ones, holdout rows ${write(reference)}: kinds of rows are missing, or rows repeat themselves.`,
  };
}

function judgePropensity({ write }: KeyNumber, { value, reference = 2 }: ComputedMeasure): Judgement {
  if (value <= Math.max(yardsticks.goodPropensity, 1.5 * reference)) return undefined;
  return {
    kind: value > yardsticks.poorPropensity ? "concern" : "minor",
    text: `Even a plain linear model notices synthetic rows (propensity ratio ${write(value)}, real against real ${write(reference)}).`,
  };
}

function judgeIdentical({ write }: KeyNumber, { value, reference }: ComputedMeasure): Judgement {
  if (reference === undefined) {
    if (value <= yardsticks.moreIdentical) return undefined;
    return {
      kind: "concern",
      hintsAtCopies: true,
      text: `${write(value)} of the synthetic rows equal a training row; without holdout rows there is no telling how many would by chance.`,
    };
  }
  const against = `${write(value)} against ${write(reference)} of holdout rows`;
  return value > reference + yardsticks.moreIdentical
    ? {
        kind: "concern",
        hintsAtCopies: true,
        text: `More synthetic rows equal a training row than holdout rows do (${against}): look for copying.`,
      }
    : { kind: "good", text: `No more synthetic rows than holdout rows equal a training row (${against}).` };
}

function judgeShare({ write }: KeyNumber, { value, interval }: ComputedMeasure): Judgement {
  const high = interval?.[1] ?? 0.5 + yardsticks.farAuc;
  return value > high
    ? {
        kind: "concern",
        hintsAtCopies: true,
        text: `Synthetic rows lie closer to training than to holdout rows (${write(value)}; up to ${write(high)} would be chance): look for copying.`,
      }
    : {
        kind: "good",
        text: `Synthetic rows lie no closer to training than to holdout rows (${write(value)}; up to ${write(high)} is chance).`,
      };
}

function judgeDistance({ write }: KeyNumber, { value, reference }: ComputedMeasure): Judgement {
  if (reference === undefined || value >= (1 - yardsticks.distance) * reference) return undefined;
  return {
    kind: "concern",
    hintsAtCopies: true,
    text: `Synthetic rows lie nearer to training rows than holdout rows do (${write(value)} against ${write(reference)}): look for copying.`,
  };
}

function headlineOf({ accuracy }: Scores, findings: readonly Finding[]): string {
  const concerns = findings.filter(({ kind }) => kind === "concern");
  if (concerns.some(({ hintsAtCopies }) => hintsAtCopies === true)) return "Look for copied rows before you use this table.";
  if (accuracy.notComputed !== undefined) return "How close the synthetic rows are could not be computed.";
  if (accuracy.reference === undefined) return `Accuracy is ${writtenShare(accuracy.value)}; there is no yardstick to hold it against.`;
  if (findings.every(({ kind }) => kind === "good" || kind === "missing"))
    return "The synthetic rows are as close to the real ones as fresh real rows would be.";
  const shortfall = accuracy.reference - accuracy.value;
  if (shortfall < yardsticks.small) return "The synthetic rows are close to the real ones; a few differences are more than chance.";
  if (shortfall < yardsticks.clear) return "The synthetic rows resemble the real ones, with visible differences.";
  return "The synthetic rows differ clearly from the real ones.";
}
