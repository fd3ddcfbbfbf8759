import { describe, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import { Rng } from "../../lib/base/random";
import { numberColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";
import type { Encoding } from "../../lib/encoding/encoding";

const ROWS = 1000;
const SHARES = [0.25, 0.5, 0.75, 1];
const ENCODINGS: readonly (Encoding | undefined)[] = [undefined, "digits"];

function chosen(encoding: Encoding | undefined, names: readonly string[]): Record<string, Encoding> {
  return encoding === undefined ? {} : Object.fromEntries(names.map((name) => [name, encoding]));
}

function values(table: Table, name: string): number[] {
  return Array.from({ length: table.rowCount }, (_, i) => Number(table.cell(i, name)));
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** How far the sums are off: squared relative errors, summed over 1,000 rows. */
async function sumErrors(encoding: Encoding | undefined, epochs: number): Promise<number> {
  const rng = new Rng("sums");
  const n = Array.from({ length: ROWS }, () => 100 * rng.integer(98));
  const m = n.map(() => rng.integer(98));
  const table = Table.of({ n, m, o: n.map((value, i) => value + m[i]) });
  const argn = await TabularARGN.train(table, { seed: 1, epochs, columns: chosen(encoding, ["n", "m", "o"]) });
  const synthetic = await argn.sample(ROWS, { seed: 2 });
  const [a, b, sum] = ["n", "m", "o"].map((name) => values(synthetic, name));
  return sum.reduce((total, o, i) => total + (o === 0 ? 0 : ((o - a[i] - b[i]) / o) ** 2), 0);
}

// section 10.5 of the facts on the reference engine
describe("numbers that are the sum of two others", () => {
  test("stay about as well so in bins as in digits after 5 epochs", async () => {
    expect((await sumErrors(undefined, 5)) / (await sumErrors("digits", 5))).toBeLessThan(10);
  });
});

describe.each(ENCODINGS)("prices encoded as %s", (encoding) => {
  test("keep their quantiles", async () => {
    const sums = SHARES.map(() => [0, 0]);
    // the quantiles of 1,000 prices move by 7 % from table to table, so three tables and many draws make the comparison
    for (const seed of [1, 2, 3]) {
      const rng = new Rng(seed).fork("prices");
      const prices = Array.from({ length: ROWS }, () => rng.integer(300) + rng.pick([0, 0.05, 0.5, 0.95, 0.99]));
      const table = new Table([numberColumn("price", prices)]);
      const argn = await TabularARGN.train(table, { seed, epochs: 5, columns: chosen(encoding, ["price"]) });
      const drawn = values(await argn.sample(10 * ROWS, { seed: 2 }), "price").sort((x, y) => x - y);
      prices.sort((x, y) => x - y);
      SHARES.forEach((share, q) => [prices, drawn].forEach((list, l) => (sums[q][l] += quantile(list, share))));
    }
    for (const [one, other] of sums) expect((2 * Math.abs(one - other)) / (one + other)).toBeLessThan(0.05);
  });
});
