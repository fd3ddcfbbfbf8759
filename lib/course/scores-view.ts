/** The scores of an assessment as a notebook shows them: each number beside its yardstick. */

import type { DiscriminatorReading } from "../index";
import type { Bundle } from "./display";
import { escapeHtml } from "./html-text";

/** A number with what it must be read against, as `assess` gives it. */
interface Measure {
  readonly value?: number;
  readonly reference?: number;
  readonly band?: readonly [number, number];
  readonly notComputed?: string;
}

/** The part of the scores that is shown. */
export interface ShownScores {
  readonly accuracy: Measure;
  readonly univariate: Measure;
  readonly bivariate: Measure;
  readonly trivariate: Measure;
  readonly discriminator: { readonly auc: Measure; readonly reading?: DiscriminatorReading };
  readonly similarity: { readonly centroidCosine: Measure };
  readonly distances: { readonly dcrShare: Measure; readonly identicalMatches: Measure };
}

type Line = readonly [name: string, measure: Measure, write: (value: number) => string, meaning: string];

/** The headline measures, their references and how to read them. */
export function scoresBundle(scores: ShownScores): Bundle {
  const lines = linesOf(scores).map(([name, measure, write, meaning]) => [name, ...numbersOf(measure, write), meaning]);
  const head = ["", "synthetic", "fresh real rows", "read it so"];
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag} style="text-align:left;padding:.1em .8em">${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  return {
    "text/html": `<table>${row(head, "th")}${lines.map((line) => row(line, "td")).join("")}</table>`,
    "text/plain": [head.slice(1).join(" | "), ...lines.map((line) => line.join(" | "))].join("\n"),
  };
}

function linesOf(scores: ShownScores): Line[] {
  return [
    ["accuracy", scores.accuracy, share, "the mean of the next three; up is better, the reference is the ceiling"],
    ["one column", scores.univariate, share, "how well each column's shares agree"],
    ["two columns", scores.bivariate, share, "how well the joint shares of pairs agree"],
    ["three columns", scores.trivariate, share, "the same for triples"],
    ["discriminator AUC", scores.discriminator.auc, decimal, aucMeaning(scores)],
    ["similarity", scores.similarity.centroidCosine, decimal, "1: the average rows point the same way"],
    ["identical matches", scores.distances.identicalMatches, share, "no more than among fresh real rows"],
    ["DCR share", scores.distances.dcrShare, share, "50 %: no closer to training than to holdout rows"],
  ];
}

/** Below 0.5 by more than luck is no success: the rows are too near to training rows. */
function aucMeaning({ discriminator: { reading } }: ShownScores): string {
  const meaning = "0.5: a classifier cannot tell synthetic from real";
  return reading === "near-copies" ? `${meaning}; below it, as here: near-copies of training rows` : meaning;
}

function numbersOf({ value, reference, notComputed }: Measure, write: (value: number) => string): [string, string] {
  if (value === undefined) return [`not computed: ${notComputed ?? "no value"}`, ""];
  return [write(value), reference === undefined ? "" : write(reference)];
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}

function decimal(value: number): string {
  return value.toFixed(3);
}
