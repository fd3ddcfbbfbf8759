import { describe, expect, test } from "vitest";
import { textsOf } from "../../lib/datasets/simulate/cells";
import { reviews } from "../../lib/datasets/simulate/reviews/reviews";
import { simulateWithTruth } from "../../lib/datasets/simulate/simulate";
import { stringColumn } from "../../lib/table/column";
import { testRules, testTruths } from "./expect-truths";

const REVIEWS = 60_000;
const { data, latent, canaries } = simulateWithTruth("reviews", { rows: REVIEWS, seed: 8 });
const sample = { tables: data, latent };

describe('simulate("reviews")', () => {
  testTruths(reviews, () => sample, { subjects: 60_000, ourSubjects: REVIEWS });
  testRules(reviews, () => sample);

  test("67 words, and 88 % of the texts distinct, as in the printed truths", () => {
    const text = textsOf(data.reviews, "text");
    const texts = Array.from({ length: REVIEWS }, (_, i) => (text(i) ?? "").replace(/ Voucher .*/, ""));
    const words = new Set(texts.flatMap((line) => line.toLowerCase().match(/[a-z]+/g) ?? []));
    expect(words.size).toBe(67);
    expect(new Set(texts).size / REVIEWS).toBeCloseTo(0.88, 1);
  });

  // origin: the printed mean lengths 123, 102, 97, 99, 82 of a grammar with other words
  test.each([
    [1, 123],
    [2, 102],
    [3, 97],
    [4, 99],
    [5, 82],
  ])("texts of %i stars are about %i characters long", (stars, length) => {
    const truth = reviews.truths.find(({ name }) => name === `length, ${stars} stars`);
    expect(Math.abs((truth?.value ?? 0) - length)).toBeLessThan(2);
  });

  test("each voucher stands in one text", () => {
    const text = textsOf(data.reviews, "text");
    expect(canaries).toHaveLength(3);
    for (const { cells } of canaries) {
      const hits = Array.from({ length: REVIEWS }, (_, i) => i).filter((i) => text(i)?.includes(String(cells.text)));
      expect(hits).toHaveLength(1);
      expect(cells.text).toMatch(/^Voucher [A-Z2-9]{10}\.$/);
    }
  });

  test("a text about the wrong category breaks two rules", () => {
    const text = textsOf(data.reviews, "text");
    const texts = Array.from({ length: REVIEWS }, (_, i) => text(i) ?? "");
    const lid = texts.findIndex((line) => line.includes(" lid "));
    texts[lid] = texts[lid].replaceAll(" lid ", " keyboard ");
    const broken = { ...data, reviews: data.reviews.with(stringColumn("text", texts)) };
    for (const rule of reviews.rules.slice(-2)) expect(rule.violations(broken), rule.name).toBe(1);
  });
});
