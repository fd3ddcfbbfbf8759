import { checkNumber, checkOptions } from "../base/check";
import type { Rng } from "../base/random";
import { type Column, datetimeColumn, numberColumn, takeCells } from "../table/column";
import { Table } from "../table/table";
import { decimalsOf, written } from "./decimals";
import { family, type Generator } from "./generator";

/**
 * Training rows drawn with replacement, with noise: a number moves by a normal with `noise` times the standard deviation
 * of its column (and stays within the range of the column), a word changes with probability `noise` into that of another
 * row. With noise 0 it is a plain bootstrap: as useful as the data, and as revealing.
 *
 * @example
 * const table = Table.of({ age: [20, 30, 40], city: ["Ulm", "Bari", null] });
 * const copy = await (await bootstrap({ noise: 0 }).train(table)).sample(1);
 * assert.ok([...table.rows()].some((row) => row.age === copy.cell(0, "age") && row.city === copy.cell(0, "city")));
 */
export function bootstrap(options: { readonly noise?: number } = {}): Generator {
  const { noise = 0.1 } = options;
  checkOptions("Cannot make a bootstrap", options, ["noise"]);
  checkNumber("Cannot make a bootstrap", "noise", noise, 0, 10);
  return family("bootstrap", (table) => {
    const blur = table.columns.map((column) => blurred(column, noise));
    return (rows, rng) => {
      const stream = rng.fork("rows");
      const donors = Int32Array.from({ length: rows }, () => stream.integer(table.rowCount));
      return new Table(
        blur.map((draw, j) => draw(donors, rng.fork(table.columns[j].name))),
        rows,
      );
    };
  });
}

function blurred(column: Column, noise: number): (donors: Int32Array, rng: Rng) => Column {
  if (column.type === "string" || column.type === "boolean") {
    return (donors, rng) =>
      takeCells(
        column,
        donors.map((donor) => (rng.uniform() < noise ? rng.integer(column.length) : donor)),
      );
  }
  const present = column.values.filter((value) => !Number.isNaN(value));
  const [least, most] = present.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
  const mean = present.reduce((sum, value) => sum + value / present.length, 0);
  const deviation = Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2 / present.length, 0));
  const decimals = decimalsOf(present);
  // the day of a date stays whole
  const unit = column.type === "datetime" && column.format === "date" ? 86_400_000 : 1;
  const move = (value: number, rng: Rng): number => {
    const moved = noise === 0 ? value : written((value + noise * deviation * rng.normal()) / unit, unit === 1 ? decimals : 0) * unit;
    return Math.min(most, Math.max(least, moved));
  };
  return (donors, rng) => {
    const values = Float64Array.from(donors, (donor) => (Number.isNaN(column.values[donor]) ? NaN : move(column.values[donor], rng)));
    return column.type === "number" ? numberColumn(column.name, values) : datetimeColumn(column.name, values, column.format);
  };
}
