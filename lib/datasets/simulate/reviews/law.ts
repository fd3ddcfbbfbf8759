/** The law of `reviews`: products, and reviews of them by people who come back. */

import { Stream } from "../stream";
import { writeText } from "./grammar";

export const constants = {
  products: 300,
  users: 2500,
  categoryShares: { Laptop: 0.2, Headphones: 0.22, Kettle: 0.14, Backpack: 0.18, "Desk lamp": 0.12, "Cloud storage plan": 0.14 },
  quality: { mean: 0.35, spread: 0.55 },
  userWeight: 0.5,
  noise: 0.9,
  starCuts: [-1.3, -0.75, -0.15, 0.75],
  verifiedShare: 0.86,
  fakeShareOfUnverified: 0.5,
};

export const categories = Object.keys(constants.categoryShares);
export const categoryShares = Object.values(constants.categoryShares);

export interface Product {
  readonly category: string;
  readonly quality: number;
  readonly popularity: number;
}

export interface Review {
  readonly product: number;
  readonly user: number;
  readonly userTrait: number;
  readonly writtenDay: number;
  readonly opinion: number;
  readonly stars: number;
  readonly fake: boolean;
  readonly verified: boolean;
  readonly helpful: number;
  readonly text: string;
}

/** The products of a seed. */
export function productsOf(seed: number): readonly Product[] {
  const stream = (name: string): Stream => new Stream(seed, `reviews/product/${name}`);
  const [kinds, qualities, popularities] = [stream("category"), stream("quality"), stream("popularity")];
  const { mean, spread } = constants.quality;
  return Array.from({ length: constants.products }, (_, p) => ({
    category: categories[kinds.at(p).category(categoryShares)],
    quality: qualities.at(p).normal(mean, spread),
    popularity: Math.exp(popularities.at(p).normal()),
  }));
}

/** The reviews of a seed. */
export function reviewsOf(seed: number, products: readonly Product[]): (i: number) => Review {
  const stream = (name: string): Stream => new Stream(seed, `reviews/${name}`);
  const choices = stream("product");
  const users = stream("user");
  const traits = stream("user_trait");
  const days = stream("written_on");
  const noises = stream("stars");
  const checks = stream("verified");
  const fakes = stream("fake");
  const texts = stream("text");
  const thanks = stream("helpful");
  const popularity = products.map((product) => product.popularity);

  return (i) => {
    const product = choices.at(i).category(popularity);
    const user = Math.floor(users.at(i).uniform() * constants.users);
    const userTrait = traits.at(user).normal();
    const opinion = products[product].quality + constants.userWeight * userTrait + noises.at(i).normal(0, constants.noise);
    const verified = checks.at(i).chance(constants.verifiedShare);
    const fake = !verified && fakes.at(i).chance(constants.fakeShareOfUnverified);
    const stars = fake ? 5 : 1 + constants.starCuts.filter((cut) => cut < opinion).length;
    const text = writeText(texts.at(i), products[product].category, stars);
    const helpful = thanks.at(i).poisson(Math.exp(-0.9 + 0.006 * text.length + (stars === 1 ? 0.5 : 0)));
    return { product, user, userTrait, writtenDay: Math.floor(days.at(i).uniform() * 730), opinion, stars, fake, verified, helpful, text };
  };
}
