/** Three planted vouchers: each stands in one text of the data. */

import { Stream } from "../stream";

const CANARIES = 3;
const ROWS_PER_CANARY = 1000;
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 10;

/** The voucher codes of a seed by number of review: one in each of the first three blocks of 1,000. */
export function vouchersOf(seed: number): ReadonlyMap<number, string> {
  const draw = new Stream(seed, "reviews/vouchers");
  return new Map(
    Array.from({ length: CANARIES }, (_, k) => {
      draw.at(k);
      const row = k * ROWS_PER_CANARY + Math.floor(draw.uniform() * ROWS_PER_CANARY);
      const code = Array.from({ length: LENGTH }, () => LETTERS[Math.floor(draw.uniform() * LETTERS.length)]).join("");
      return [row, code];
    }),
  );
}
