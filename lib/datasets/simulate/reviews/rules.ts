/** What holds for every row of `reviews`. */

import { countWhere, numbersOf, textsOf } from "../cells";
import { danglingKeys, parentRows, repeatedKeys } from "../keys";
import type { Rule } from "../simulator";
import { aspects, grammarOf } from "./grammar";
import { categories } from "./law";

export const reviewsRules: readonly Rule[] = [
  { name: "review_id is unique", violations: ({ reviews }) => repeatedKeys(reviews, "review_id") },
  { name: "product_id is unique", violations: ({ products }) => repeatedKeys(products, "product_id") },
  {
    name: "every review has its product",
    violations: ({ reviews, products }) => danglingKeys(reviews, "product_id", products, "product_id"),
  },
  {
    name: "stars are 1 to 5",
    violations: ({ reviews }) => {
      const stars = numbersOf(reviews, "stars");
      return countWhere(reviews.rowCount, (i) => ![1, 2, 3, 4, 5].includes(stars[i]));
    },
  },
  {
    name: "every text parses by the grammar of its category",
    violations: ({ reviews, products }) => {
      const product = parentRows(reviews, "product_id", products, "product_id");
      const category = textsOf(products, "category");
      const text = textsOf(reviews, "text");
      const grammars = new Map(categories.map((name) => [name, grammarOf(name)]));
      return countWhere(reviews.rowCount, (i) => grammars.get(category(product[i]) ?? "")?.test(text(i) ?? "") !== true);
    },
  },
  {
    name: "no text speaks of another category",
    violations: ({ reviews, products }) => {
      const product = parentRows(reviews, "product_id", products, "product_id");
      const category = textsOf(products, "category");
      const text = textsOf(reviews, "text");
      const foreign = new Map(
        categories.map((name) => [
          name,
          new RegExp(
            `\\b(?:${categories
              .filter((other) => other !== name)
              .flatMap((other) => aspects[other])
              .join("|")})\\b`,
          ),
        ]),
      );
      return countWhere(reviews.rowCount, (i) => foreign.get(category(product[i]) ?? "")?.test(text(i) ?? "") === true);
    },
  },
];
