/** Real census rows: three disjoint thirds must find each other as good as real. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { assess } from "../../lib/quality/assess";
import { readCsv } from "../../lib/table/read-csv";

const folder = process.env.SYNTHETIC_TABLES_TEST_DATA;
const file = folder === undefined ? "" : join(folder, "adult", "adult_dev.csv.gz");

describe.skipIf(!existsSync(file))("assess() of real census rows (skipped without SYNTHETIC_TABLES_TEST_DATA)", () => {
  it("puts fresh rows inside every band, and most pairs inside theirs", async () => {
    const census = await readCsv(gunzipSync(readFileSync(file)));
    const order = new Rng("thirds").permutation(census.rowCount);
    const third = Math.floor(census.rowCount / 3);
    const [training, holdout, synthetic] = [0, 1, 2].map((k) => census.take(order.subarray(k * third, (k + 1) * third)));
    const scores = await assess({ training, holdout, synthetic }, { parts: ["accuracy", "distances"] });
    const inside = ({ value, band }: { value?: number | undefined; band?: readonly [number, number] | undefined }): boolean =>
      value !== undefined && band !== undefined && value >= band[0] && value <= band[1];
    for (const measure of [scores.accuracy, scores.univariate, scores.bivariate, scores.trivariate]) expect(inside(measure)).toBe(true);
    expect(scores.bivariate.byPair.filter(inside).length).toBeGreaterThan(80);
    const { dcrShare, dcr, identicalMatches } = scores.distances;
    expect(inside({ value: dcrShare.value, band: dcrShare.interval })).toBe(true);
    expect(Math.abs((dcr.value ?? NaN) / (dcr.reference ?? NaN) - 1)).toBeLessThan(0.05);
    expect(identicalMatches.value).toBeLessThan(0.005);
  });
});
