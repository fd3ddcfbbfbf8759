/** What is true of `reviews`. Reviews of one product stray together, so errors are those of the 300 products. */

import { isTrue, numbersOf, textsOf } from "../cells";
import { correlationByCluster, meanByCluster } from "../estimates";
import { parentRows } from "../keys";
import { normalCumulative } from "../normal-cumulative";
import type { Estimate, Sample, Truth } from "../simulator";
import { counted, exact } from "../truth";
import { chanceOfMood, meanLength, type Mood, moods } from "./grammar";
import { categories, categoryShares, constants } from "./law";

type Test = (i: number) => boolean;
const STARS = [1, 2, 3, 4, 5];

/** The shares of 1 to 5 stars before fake praise: the opinion is normal. */
const honest = STARS.map((stars) => {
  const { quality, userWeight, noise, starCuts } = constants;
  const below = (cut: number): number => normalCumulative((cut - quality.mean) / Math.hypot(quality.spread, userWeight, noise));
  return (stars === 5 ? 1 : below(starCuts[stars - 1])) - (stars === 1 ? 0 : below(starCuts[stars - 2]));
});

const fakeShare = (1 - constants.verifiedShare) * constants.fakeShareOfUnverified;
const shares = honest.map((share, k) => (1 - fakeShare) * share + (k === 4 ? fakeShare : 0));

function mean(sample: Sample, values: (i: number) => number, given: Test = () => true): Estimate {
  const { reviews, products } = sample.tables;
  const cells = Float64Array.from({ length: reviews.rowCount }, (_, i) => (given(i) ? values(i) : NaN));
  return meanByCluster(cells, parentRows(reviews, "product_id", products, "product_id"));
}

function share(sample: Sample, where: Test, given?: Test): Estimate {
  return mean(sample, (i) => Number(where(i)), given);
}

function withStars({ tables: { reviews } }: Sample, wanted: number): Test {
  const stars = numbersOf(reviews, "stars");
  return (i) => stars[i] === wanted;
}

/** Whether a word of this mood stands in the text. */
function speaks({ tables: { reviews } }: Sample, mood: Mood): Test {
  const text = textsOf(reviews, "text");
  const words = new RegExp(`\\b(?:${moods[mood].join("|")})\\b`);
  return (i) => words.test(text(i) ?? "");
}

/** Lengths without the planted vouchers. */
function lengths({ tables: { reviews } }: Sample): (i: number) => number {
  const text = textsOf(reviews, "text");
  return (i) => (text(i) ?? "").replace(/ Voucher .*/, "").length;
}

const helpful = ({ tables: { reviews } }: Sample): ((i: number) => number) => {
  const counts = numbersOf(reviews, "helpful");
  return (i) => counts[i];
};

const expectedLength = (stars: number): number =>
  categories.reduce((sum, category, k) => sum + categoryShares[k] * meanLength(category, stars), 0);

const verified = ({ tables: { reviews } }: Sample): Test => isTrue(reviews, "verified");

export const reviewsTruths: readonly Truth[] = [
  ...STARS.map((stars, k) =>
    exact(`${stars} stars`, shares[k], "normal shares between the cuts, plus fake praise", (s) => share(s, withStars(s, stars))),
  ),
  exact(
    "mean of stars",
    shares.reduce((sum, p, k) => sum + p * (k + 1), 0),
    "sum of stars x share",
    (s) => {
      const stars = numbersOf(s.tables.reviews, "stars");
      return mean(s, (i) => stars[i]);
    },
  ),
  ...STARS.flatMap((stars) =>
    (["positive", "negative"] as const).map((mood) =>
      exact(
        `${mood} word, ${stars} stars`,
        chanceOfMood(mood, stars),
        "1 - E[(1 - p)^sentences], p = 0.90 when it fits, 0.05 when not",
        (s) => share(s, speaks(s, mood), withStars(s, stars)),
      ),
    ),
  ),
  ...STARS.map((stars) =>
    exact(`length, ${stars} stars`, expectedLength(stars), "mean number of sentences x mean sentence + closing line, in characters", (s) =>
      mean(s, lengths(s), withStars(s, stars)),
    ),
  ),
  exact("5 stars, not verified", 0.5 + 0.5 * honest[4], "0.5 + 0.5 P(5 stars, honest)", (s) => {
    const bought = verified(s);
    return share(s, withStars(s, 5), (i) => !bought(i));
  }),
  exact("5 stars, verified", honest[4], "1 - Phi((0.75 - 0.35) / sd)", (s) => share(s, withStars(s, 5), verified(s))),
  counted("helpful", 0.78, 2, "mean of helpful", (s) => mean(s, helpful(s))),
  counted("helpful, 1 star", 1.47, 2, "mean of helpful given 1 star", (s) => mean(s, helpful(s), withStars(s, 1))),
  counted("helpful, 5 stars", 0.69, 2, "mean of helpful given 5 stars", (s) => mean(s, helpful(s), withStars(s, 5))),
  counted("quality and stars", 0.388, 3, "corr(quality, stars) over reviews", (s) =>
    correlationByCluster(
      numbersOf(s.latent, "quality"),
      numbersOf(s.tables.reviews, "stars"),
      parentRows(s.tables.reviews, "product_id", s.tables.products, "product_id"),
    ),
  ),
];
