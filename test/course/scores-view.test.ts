import { expect, it } from "vitest";
import { scoresBundle, type ShownScores } from "../../lib/course/scores-view";

const SCORES: ShownScores = {
  accuracy: { value: 0.935, reference: 0.934 },
  univariate: { value: 0.96, reference: 0.97 },
  bivariate: { value: 0.94, reference: 0.95 },
  trivariate: { notComputed: "only two columns" },
  discriminator: { auc: { value: 0.41, reference: 0.5 }, reading: "near-copies" },
  similarity: { centroidCosine: { value: 1 } },
  distances: { dcrShare: { value: 0.5, reference: 0.5 }, identicalMatches: { value: 0, reference: 0 } },
};

const lineOf = (scores: ShownScores, name: string): string | undefined =>
  String(scoresBundle(scores)["text/plain"])
    .split("\n")
    .find((line) => line.startsWith(name));

it("shows each number beside what fresh real rows reach, or why it is not there", () => {
  expect(lineOf(SCORES, "accuracy")).toContain("93.5 % | 93.4 %");
  expect(lineOf(SCORES, "three columns")).toContain("not computed: only two columns");
});

it("calls a discriminator that is wrong more often than chance what it is: a sign of near-copies", () => {
  expect(lineOf(SCORES, "discriminator")).toContain("near-copies");
  const lost: ShownScores = { ...SCORES, discriminator: { auc: { value: 0.5, reference: 0.5 }, reading: "indistinguishable" } };
  expect(lineOf(lost, "discriminator")).not.toContain("near-copies");
});
