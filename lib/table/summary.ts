/** A table at a glance. */

import { type Column, isMissing, missingCount, textOf, writeDatetime } from "./column";
import { distinctCodes } from "./distinct-codes";
import { writeNumber } from "./parse-number";
import { Table } from "./table";

/**
 * One row for each column of a table: its name and type, how many cells are missing, how many different values the others
 * have, the smallest, middle and largest of them (numbers and dates only), the most frequent value (of equally frequent
 * ones the first in the table) and how often it stands. The values are texts, since they are of several types.
 *
 * @example
 * const [age, city] = summary(Table.of({ age: [31, null, 54, 40], city: ["Ulm", "Bari", "Ulm", null] })).rows();
 * assert.deepEqual([age.missing, age.min, age.median, age.max], [1, "31", "40", "54"]);
 * assert.deepEqual([city.distinct, city.mostFrequent, city.frequency], [2, "Ulm", 2]);
 */
export function summary(table: Table): Table {
  const rows = table.columns.map(summaryOf);
  const cells = (key: keyof ColumnSummary) => rows.map((row) => row[key]);
  return Table.of({
    column: cells("column"),
    type: cells("type"),
    missing: cells("missing"),
    distinct: cells("distinct"),
    min: cells("min"),
    median: cells("median"),
    max: cells("max"),
    mostFrequent: cells("mostFrequent"),
    frequency: cells("frequency"),
  });
}

interface ColumnSummary {
  readonly column: string;
  readonly type: string;
  readonly missing: number;
  readonly distinct: number;
  readonly min: string | null;
  readonly median: string | null;
  readonly max: string | null;
  readonly mostFrequent: string | null;
  readonly frequency: number | null;
}

function summaryOf(column: Column): ColumnSummary {
  const { codes, count, firstRows } = distinctCodes(column);
  const counts = new Int32Array(count);
  for (const code of codes) if (code >= 0) counts[code]++;
  const top = counts.reduce((best, frequency, code) => (best < 0 || frequency > counts[best] ? code : best), -1);
  return {
    column: column.name,
    type: column.type,
    missing: missingCount(column),
    distinct: count,
    ...orderStatistics(column),
    mostFrequent: top < 0 ? null : textOf(column, firstRows[top]),
    frequency: top < 0 ? null : counts[top],
  };
}

function orderStatistics(column: Column): Pick<ColumnSummary, "min" | "median" | "max"> {
  if (column.type === "string" || column.type === "boolean") return { min: null, median: null, max: null };
  const values = column.values.filter((_, i) => !isMissing(column, i)).sort();
  if (values.length === 0) return { min: null, median: null, max: null };
  const text = (value: number): string => (column.type === "number" ? writeNumber(value) : writeDatetime(value, column.format));
  const [below, above] = [values[(values.length - 1) >> 1], values[values.length >> 1]];
  const median = below === above ? below : below / 2 + above / 2;
  return { min: text(values[0]), median: text(median), max: text(values[values.length - 1]) };
}
