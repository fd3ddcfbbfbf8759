/** `reviews`: texts whose grammar is known. */

import { roundTo } from "../round-to";
import type { SeededLaw, Sheets, Simulator, TablePlan } from "../simulator";
import { vouchersOf } from "./canaries";
import { reviewsCard } from "./card";
import { voucherSentence } from "./grammar";
import { categories, constants, type Product, productsOf, type Review, reviewsOf } from "./law";
import { reviewsRules } from "./rules";
import { reviewsTruths } from "./truths";

const FIRST_DAY = Date.UTC(2023, 0, 1);
const DAY = 86_400_000;

const products: TablePlan = {
  name: "products",
  primaryKey: ["product_id"],
  foreignKeys: [],
  columns: [
    { name: "product_id", type: "string", means: "Number of the product; unique" },
    { name: "category", type: "string", values: categories, means: "What it is" },
  ],
};

const reviewTable: TablePlan = {
  name: "reviews",
  primaryKey: ["review_id"],
  foreignKeys: [{ column: "product_id", table: "products", references: "product_id" }],
  columns: [
    { name: "review_id", type: "string", means: "Number of the review; unique" },
    { name: "product_id", type: "string", means: "What is reviewed" },
    { name: "user_id", type: "string", means: "Who wrote it; most write more than once" },
    { name: "written_on", type: "datetime", format: "date", means: "Day, in 2023 or 2024; related to nothing" },
    { name: "stars", type: "number", means: "1 to 5" },
    { name: "verified", type: "boolean", means: "Whether the writer bought the product" },
    { name: "helpful", type: "number", means: "How many found it helpful" },
    { name: "text", type: "string", means: "One to six sentences and a closing line" },
  ],
};

const latent: TablePlan = {
  name: "latent",
  primaryKey: ["review_id"],
  foreignKeys: [{ column: "review_id", table: "reviews", references: "review_id" }],
  columns: [
    { name: "review_id", type: "string", means: "Number of the review" },
    { name: "quality", type: "number", means: "Quality of the product" },
    { name: "user_trait", type: "number", means: "How pleased the writer is by anything, standard normal" },
    { name: "opinion", type: "number", means: "What the stars are cut from" },
    { name: "fake", type: "boolean", means: "Whether the five stars are fake praise" },
    { name: "canary", type: "boolean", means: "Whether a voucher was planted" },
  ],
};

export const reviews: Simulator = {
  name: "reviews",
  title: "Reviews: texts whose grammar is known",
  subject: "reviews",
  defaultRows: 6000,
  tables: [products, reviewTable],
  latent,
  constants,
  truths: reviewsTruths,
  rules: reviewsRules,
  card: reviewsCard,
  seeded: (seed): SeededLaw => {
    const list = productsOf(seed);
    const review = reviewsOf(seed, list);
    const vouchers = vouchersOf(seed);
    return {
      canaries: (rows) =>
        [...vouchers].filter(([row]) => row < rows).map(([, code]) => ({ table: "reviews", cells: { text: voucherSentence(code) } })),
      draw: (start, end, sheets) => {
        // the products belong to no review: they go out with the first block
        if (start === 0) list.forEach(({ category }, p) => sheets.tables.products.add({ product_id: productId(p), category }));
        for (let i = start; i < end; i++) write(i, review(i), list, vouchers.get(i), sheets);
      },
    };
  },
};

const productId = (p: number): string => `P${String(p + 1).padStart(3, "0")}`;

function write(i: number, review: Review, list: readonly Product[], voucher: string | undefined, { tables, latent: hidden }: Sheets): void {
  const id = `V${String(i + 1).padStart(6, "0")}`;
  tables.reviews.add({
    review_id: id,
    product_id: productId(review.product),
    user_id: `U${String(review.user + 1).padStart(4, "0")}`,
    written_on: FIRST_DAY + review.writtenDay * DAY,
    stars: review.stars,
    verified: review.verified,
    helpful: review.helpful,
    text: voucher === undefined ? review.text : `${review.text} ${voucherSentence(voucher)}`,
  });
  hidden.add({
    review_id: id,
    quality: roundTo(list[review.product].quality, 3),
    user_trait: roundTo(review.userTrait, 3),
    opinion: roundTo(review.opinion, 3),
    fake: review.fake,
    canary: voucher !== undefined,
  });
}
