import { normalCells, type NumberSummary } from "./normal-cells";
import type { Rng } from "../base/random";
import { type Column, datetimeColumn, isMissing, missingCount, numberColumn, stringColumn, booleanColumn } from "../table/column";
import { Table } from "../table/table";
import { decimalsOf } from "./decimals";
import { family } from "./generator";

/**
 * Data from a published summary: of numbers and dates the mean, the standard deviation, the least and the greatest; of words
 * their shares, when at least five rows have them; and the share of missing cells. No row is looked at again, and nothing is
 * known of how columns go together.
 *
 * @example
 * const table = Table.of({ age: [20, 30, 40, 50] });
 * const synthetic = await (await fromSummary.train(table)).sample(2);
 * assert.ok([...synthetic.rows()].every(({ age }) => Number(age) >= 20 && Number(age) <= 50));
 */
export const fromSummary = family("from-summary", (table) => {
  const draws = table.columns.map((column) => drawColumn(column));
  return (rows, rng) =>
    new Table(
      draws.map((draw, j) => draw(rows, rng.fork(table.columns[j].name))),
      rows,
    );
});

const LEAST_ROWS_OF_A_WORD = 5;

function drawColumn(column: Column): (rows: number, rng: Rng) => Column {
  const gap = missingCount(column) / column.length;
  const cells = <Value>(rows: number, rng: Rng, draw: () => Value): (Value | null)[] =>
    Array.from({ length: rows }, () => (rng.uniform() < gap ? null : draw()));
  switch (column.type) {
    case "string": {
      const { words, counts } = wordCounts(column.codes, column.dictionary);
      return (rows, rng) =>
        stringColumn(
          column.name,
          cells(rows, rng, () => words[rng.weighted(counts)]),
        );
    }
    case "boolean": {
      const share = column.values.filter((value) => value === 1).length / Math.max(1, column.length - missingCount(column));
      return (rows, rng) =>
        booleanColumn(
          column.name,
          cells(rows, rng, () => rng.uniform() < share),
        );
    }
    case "number": {
      const summary = summaryOf(column.values, decimalsOf(column.values.filter((_, i) => !isMissing(column, i))), 1);
      return (rows, rng) =>
        numberColumn(
          column.name,
          cells(rows, rng, () => normalCells(summary, rng)),
        );
    }
    case "datetime": {
      const summary = summaryOf(column.values, 0, column.format === "date" ? 86_400_000 : 1);
      return (rows, rng) =>
        datetimeColumn(
          column.name,
          cells(rows, rng, () => normalCells(summary, rng)),
          column.format,
        );
    }
  }
}

/** The frequent words, and one stand-in for the rare ones. */
function wordCounts(codes: Int32Array, dictionary: readonly string[]): { words: string[]; counts: number[] } {
  const all = new Float64Array(dictionary.length);
  for (const code of codes) if (code >= 0) all[code]++;
  const kept = Array.from(all.keys()).filter((code) => all[code] >= LEAST_ROWS_OF_A_WORD);
  const rare = all.reduce((sum, value) => sum + (value < LEAST_ROWS_OF_A_WORD ? value : 0), 0);
  const words = kept.map((code) => dictionary[code]);
  const counts = kept.map((code) => all[code]);
  return rare > 0 || words.length === 0 ? { words: [...words, "other"], counts: [...counts, Math.max(1, rare)] } : { words, counts };
}

function summaryOf(values: Float64Array, decimals: number | undefined, unit: number): NumberSummary {
  const present = values.filter((value) => !Number.isNaN(value));
  const mean = present.reduce((sum, value) => sum + value / present.length, 0);
  const deviation = Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2 / present.length, 0));
  const [least, most] = present.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  return { mean, deviation, least, most, decimals, unit };
}
