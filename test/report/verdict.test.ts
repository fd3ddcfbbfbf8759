import { describe, expect, it } from "vitest";
import type { Measure, Scores } from "../../lib/quality/scores";
import { verdictOf } from "../../lib/report/verdict";
import { fixtureScores } from "./scores-fixture";

const fresh = fixtureScores({ drift: 0 });

/** Scores in which everything is as fresh real rows would have it. */
const good: Scores = {
  ...fresh,
  accuracy: { value: 0.967, reference: 0.9675, band: [0.962, 0.972] },
  univariate: { byColumn: fresh.univariate.byColumn, value: 0.985, reference: 0.985, band: [0.98, 0.99] },
  bivariate: { byPair: fresh.bivariate.byPair, value: 0.95, reference: 0.95, band: [0.94, 0.96] },
};

const withAccuracy = (accuracy: Measure): Scores => ({ ...good, accuracy });
const kinds = (scores: Scores, word: string): string[] =>
  verdictOf(scores)
    .findings.filter(({ text }) => text.includes(word))
    .map(({ kind }) => kind);

describe("verdictOf()", () => {
  it("calls rows that are as close as fresh ones just that", () => {
    expect(verdictOf(good).headline).toBe("The synthetic rows are as close to the real ones as fresh real rows would be.");
    expect(kinds(good, "Accuracy")).toEqual(["good"]);
  });

  it("names the size of a shortfall, concerns first", () => {
    const cases = [
      { value: 0.96, kind: "minor", headline: "a few differences" },
      { value: 0.94, kind: "concern", headline: "visible differences" },
      { value: 0.8, kind: "concern", headline: "differ clearly" },
    ];
    for (const { value, kind, headline } of cases) {
      const scores = withAccuracy({ value, reference: 0.9675, band: [0.962, 0.972] });
      expect(verdictOf(scores).headline).toContain(headline);
      expect(verdictOf(scores).findings[0]).toMatchObject({ kind });
      expect(kinds(scores, "Accuracy")).toEqual([kind]);
    }
  });

  it("puts hints at copying above everything", () => {
    const copying: Scores[] = [
      withAccuracy({ value: 0.99, reference: 0.9675, band: [0.962, 0.972] }),
      { ...good, discriminator: { ...good.discriminator, auc: { value: 0.2, reference: 0.5 }, reading: "near-copies" } },
      { ...good, distances: { ...good.distances, dcrShare: { value: 0.6, reference: 0.5, interval: [0.48, 0.52] } } },
      { ...good, distances: { ...good.distances, identicalMatches: { value: 0.2, reference: 0.003 } } },
      { ...good, distances: { ...good.distances, identicalMatches: { value: 0.2 } } },
      { ...good, distances: { ...good.distances, dcr: { value: 0.1, reference: 0.211 } } },
    ];
    for (const scores of copying) expect(verdictOf(scores).headline).toBe("Look for copied rows before you use this table.");
  });

  it("names the columns that give synthetic rows away", () => {
    const told = verdictOf({
      ...good,
      discriminator: { ...good.discriminator, auc: { value: 0.9, reference: 0.5 }, reading: "distinguishable" },
    });
    expect(told.findings.find(({ kind }) => kind === "concern")?.text).toContain('mostly by "age", "job", "pay"');
  });

  it("lists every number that was not computed with its reason, and never calls it good", () => {
    const absent = { notComputed: "a reason of its own" };
    const scores: Scores = {
      ...good,
      accuracy: absent,
      discriminator: { auc: absent, importances: [], values: [], rows: [] },
      distances: { ...good.distances, dcrShare: absent },
    };
    const missing = verdictOf(scores).findings.filter(({ kind }) => kind === "missing");
    const told = missing.filter(({ text }) => text.includes("a reason of its own")).map(({ text }) => text);
    expect(told).toEqual(["Accuracy; Discriminator (AUC); Share closer to training were not computed: a reason of its own."]);
    expect(verdictOf(scores).headline).toContain("could not be computed");
  });
});
