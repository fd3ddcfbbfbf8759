/** Tables with a planted structure, and ways to spoil them. */

import { Rng } from "../../lib/base/random";
import { booleanColumn, type Column, datetimeColumn, numberColumn, stringColumn, takeCells } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

const JOBS = ["cook", "nurse", "clerk", "driver", "teacher"];

/** People whose job depends on age, whose pay depends on both, and whose pay is sometimes missing. */
export function people(rows: number, seed: number): Table {
  const rng = new Rng(`people/${seed}`);
  const age = Float64Array.from({ length: rows }, () => 18 + Math.floor(50 * rng.uniform() ** 1.5));
  const job = Array.from(age, (years) => (rng.uniform() < 0.7 ? JOBS[Math.floor((years - 18) / 10.1)] : rng.pick(JOBS)));
  const pay = age.map((years, i) =>
    rng.uniform() < 0.08 ? NaN : Math.round(1000 + 30 * years + 400 * JOBS.indexOf(job[i]) + 300 * rng.normal()),
  );
  const since = age.map((years) => Date.UTC(2024, 0, 1) - Math.floor(rng.uniform() * (years - 16) * 365) * 86_400_000);
  const smokes = Array.from({ length: rows }, () => rng.uniform() < 0.2);
  const city = Array.from({ length: rows }, () => (rng.uniform() < 0.05 ? null : `city ${Math.floor(8 * rng.uniform() ** 2)}`));
  return new Table([
    numberColumn("age", age),
    stringColumn("job", job),
    numberColumn("pay", pay),
    datetimeColumn("since", since, "date"),
    booleanColumn("smokes", smokes),
    stringColumn("city", city),
  ]);
}

/** Every cell is replaced, with this probability, by that of a random row: column by column, so that shares stay. */
export function corrupted(table: Table, share: number, seed = 1): Table {
  const rng = new Rng(`corrupt/${seed}`);
  const spoil = (column: Column): Column =>
    takeCells(
      column,
      Int32Array.from({ length: column.length }, (_, i) => (rng.uniform() < share ? rng.integer(column.length) : i)),
    );
  return new Table(table.columns.map(spoil), table.rowCount);
}
