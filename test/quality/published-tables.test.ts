/**
 * Whole-table numbers of mostlyai-qa 1.10.7 on its public quick start tables (O-8.3 and O-8.4 of the project's notes): run where the
 * tables are at hand, in the folder that SYNTHETIC_TABLES_TEST_DATA names.
 *
 * census2k/training.csv, holdout.csv, mostly.csv, flip30.csv (2,000 rows each); baseball/training.csv, holdout.csv, mostly.csv.
 */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { assess } from "../../lib/quality/assess";
import type { Scores } from "../../lib/quality/scores";
import { readTable } from "../../lib/table/read-table";

const folder = process.env.SYNTHETIC_TABLES_TEST_DATA ?? "";
const has = (name: string): boolean => folder !== "" && existsSync(join(folder, name, "training.csv"));
for (const name of ["census2k", "baseball"]) {
  if (!has(name)) process.stderr.write(`SKIPPED: published numbers of ${name}, the tables are not in SYNTHETIC_TABLES_TEST_DATA\n`);
}

async function judged(name: string, synthetic: string): Promise<Scores> {
  const table = (part: string) => readTable(join(folder, name, `${part}.csv`));
  const trio = { training: await table("training"), holdout: await table("holdout"), synthetic: await table(synthetic) };
  return assess(trio, { compat: true, parts: ["accuracy", "distances"] });
}

/** Values and references of the four accuracies, to the digits printed. */
function expectAccuracies(scores: Scores, values: readonly number[], references: readonly number[]): void {
  [scores.univariate, scores.bivariate, scores.trivariate, scores.accuracy].forEach((measure, i) => {
    expect(measure.value).toBeCloseTo(values[i], 6);
    expect(measure.reference).toBeCloseTo(references[i], 6);
  });
}

describe.skipIf(!has("census2k"))("compat numbers of census2k", () => {
  const references = [0.9793427, 0.9484801, 0.8976988, 0.9418405];

  it("of the generator's table", async () => {
    const scores = await judged("census2k", "mostly");
    expectAccuracies(scores, [0.9603333, 0.9138714, 0.846528, 0.9069109], references);
    const byColumn = new Map(scores.univariate.byColumn.map(({ column, value }) => [column, value]));
    for (const [column, value] of Object.entries({ age: 0.95075, fnlwgt: 0.9665, education: 0.94025, sex: 0.98575, workclass: 0.93825 }))
      expect(byColumn.get(column)).toBeCloseTo(value, 5);
    const { dcr, dcrShare, nndr, comparisons } = scores.distances;
    expect(dcr.value).toBeCloseTo(0.085053371, 6);
    expect(comparisons.map((comparison) => comparison.dcr)).toEqual([
      expect.closeTo(0.085053371, 6),
      expect.closeTo(0.0864961565, 6),
      expect.closeTo(0.078380177, 6),
    ]);
    expect(dcrShare.value).toBeCloseTo(0.494, 3);
    expect(nndr.value).toBeCloseTo(0.01830015928, 6);
    expect(scores.similarity.centroidCosine.value).toBeCloseTo(0.9976657582, 6);
    expect(scores.similarity.centroidCosine.reference).toBeCloseTo(0.9998591897, 6);
  });

  it("of training rows with 30 % of the cells replaced", async () => {
    const scores = await judged("census2k", "flip30");
    expectAccuracies(scores, [0.9886333, 0.9411119, 0.8686643, 0.9328032], references);
    expect(scores.distances.identicalMatches.value).toBeCloseTo(0.264, 3);
    expect(scores.distances.dcrShare.value).toBeCloseTo(0.6385, 4);
  });
});

describe.skipIf(!has("baseball"))("compat numbers of baseball players", () => {
  it("of the generator's table", async () => {
    const { univariate, bivariate, trivariate } = await judged("baseball", "mostly");
    expect([univariate.value, bivariate.value, trivariate.value]).toEqual([
      expect.closeTo(0.95941, 4),
      expect.closeTo(0.9270247, 6),
      expect.closeTo(0.8836245, 6),
    ]);
    expect([univariate.reference, bivariate.reference, trivariate.reference]).toEqual([
      expect.closeTo(0.9904033, 6),
      expect.closeTo(0.9750987, 6),
      expect.closeTo(0.945177, 5),
    ]);
  });
});
