/** Trains one epoch on a large table and samples as many rows, in a process of its own: `wide`, `long` or `categories`. */

import { TabularARGN } from "../../argn/tabular-argn";
import { messageOf } from "../../base/errors";
import { Rng } from "../../base/random";
import { codedColumn, numberColumn } from "../../table/column";
import { Table } from "../../table/table";
import { CENSUS, censusCardinalities, knownLaw } from "./known-law";
import { reportToParent } from "./run-child";

const LONG_ROWS = 1_000_000;
/** A long table repeats the rows of a shorter draw: the work is the same. */
const DRAWN_ROWS = 100_000;
const CATEGORIES = 20_000;

async function main([shape]: readonly string[]): Promise<void> {
  const table = tableOf(shape);
  await reportToParent(async () => {
    const started = performance.now();
    // rare categories stay, for it is their number that is tried
    const argn = await TabularARGN.train(table, { seed: 1, epochs: 1, protection: false });
    const trained = performance.now();
    const { rowCount } = await argn.sample(table.rowCount, { seed: 2 });
    return { trainSeconds: (trained - started) / 1000, sampleSeconds: (performance.now() - trained) / 1000, rows: rowCount };
  });
}

function tableOf(shape: string): Table {
  switch (shape) {
    case "wide":
      return categoryTable(censusCardinalities(500), 2000, 2000);
    case "long":
      return categoryTable(CENSUS, DRAWN_ROWS, LONG_ROWS);
    case "categories":
      return manyCategories(200_000);
    default:
      throw new RangeError(`There is no shape "${shape}"`);
  }
}

/** Columns of words by a known law. */
function categoryTable(cardinalities: readonly number[], drawnRows: number, rowCount: number): Table {
  const { codes } = knownLaw(cardinalities).draw(drawnRows, 1).table;
  return new Table(
    cardinalities.map((cardinality, j) => {
      const repeated = Int32Array.from({ length: rowCount }, (_, i) => codes[j][i % drawnRows]);
      return codedColumn(`column ${j + 1}`, repeated, wordsOf(cardinality));
    }),
  );
}

/** A column of 20,000 categories with the frequencies of ranks, and three columns that depend on it. */
function manyCategories(rowCount: number): Table {
  const rng = new Rng("many categories");
  const codes = Int32Array.from({ length: rowCount }, (_, i) => (i < CATEGORIES ? i : Math.floor(CATEGORIES * rng.uniform() ** 3)));
  return new Table([
    codedColumn("product", codes, wordsOf(CATEGORIES)),
    codedColumn(
      "group",
      codes.map((code) => code % 12),
      wordsOf(12),
    ),
    numberColumn(
      "price",
      Float64Array.from(codes, (code) => Math.round(10 * Math.exp(rng.normal() + (code % 7))) / 10),
    ),
    numberColumn(
      "amount",
      Float64Array.from(codes, () => rng.integer(10)),
    ),
  ]);
}

function wordsOf(count: number): string[] {
  return Array.from({ length: count }, (_, code) => `value ${code + 1}`);
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = 1;
});
