/** Fidelity on real tables: what comes back when every row keeps its codes. Needs SYNTHETIC_TABLES_TEST_DATA. */

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { decimalsOf } from "../../lib/encoding/decimals";
import { TableCodec } from "../../lib/encoding/table-codec";
import { readCsv } from "../../lib/table/read-csv";
import type { Table } from "../../lib/table/table";

const folder = process.env.SYNTHETIC_TABLES_TEST_DATA;
if (folder === undefined) process.stderr.write("skipped: encoding of real tables, because SYNTHETIC_TABLES_TEST_DATA is not set\n");

interface Fidelity {
  /** Largest difference between the distribution functions. */
  readonly distance: number;
  /** Share of rows whose value 10 rows or more have, real and decoded. */
  readonly tied: readonly [number, number];
  /** Total variation between the numbers of decimals. */
  readonly decimals: number;
}

async function through(table: Table): Promise<{ codec: TableCodec; decoded: Table }> {
  const codec = await TableCodec.fit(table, { rng: new Rng(1) });
  return { codec, decoded: codec.decode(codec.encode(table), { rng: new Rng(2) }) };
}

function fidelityOf(real: Float64Array, decoded: Float64Array): Fidelity {
  const [x, y] = [real, decoded].map((values) => values.filter(Number.isFinite).sort());
  let [i, j, distance] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i], y[j]);
    while (i < x.length && x[i] === value) i++;
    while (j < y.length && y[j] === value) j++;
    distance = Math.max(distance, Math.abs(i / x.length - j / y.length));
  }
  const [a, b] = [x, y].map(sharesOfDecimals);
  return { distance, tied: [tiedShare(x), tiedShare(y)], decimals: a.reduce((sum, share, d) => sum + Math.abs(share - b[d]) / 2, 0) };
}

function tiedShare(sorted: Float64Array): number {
  let tied = 0;
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    if (end - start >= 10) tied += end - start;
  }
  return tied / sorted.length;
}

function sharesOfDecimals(values: Float64Array): number[] {
  const shares = new Array<number>(14).fill(0);
  for (const value of values) shares[decimalsOf(value)] += 1 / values.length;
  return shares;
}

describe.skipIf(folder === undefined)("numbers of real tables come back with their shape", () => {
  const tables = [
    { file: "adult/adult_dev.csv.gz", distance: 0.005, tied: 0.02, decimals: 0.01 },
    { file: "nycflights/flights.csv.gz", distance: 0.005, tied: 0.03, decimals: 0.01 },
    { file: "nycflights/weather.csv.gz", distance: 0.005, tied: 0.03, decimals: 0.02 },
    { file: "pbc/patients.csv.gz", distance: 0.05, tied: 0.02, decimals: 0.03 },
    { file: "pbc/visits.csv.gz", distance: 0.03, tied: 0.2, decimals: 0.05 },
    { file: "focus/focus_sample_1000.csv.gz", distance: 0.03, tied: 0.05, decimals: 0.1 },
  ];

  it.each(tables)("$file", async ({ file, ...most }) => {
    const table = await readCsv(join(folder ?? "", file));
    const { codec, decoded } = await through(table);
    expect(decoded.columnNames).toEqual(table.columnNames);
    codec.columns.forEach(({ name, encoding }) => {
      const [real, ours] = [table.column(name), decoded.column(name)];
      expect(ours.type).toBe(real.type);
      if (real.type !== "number" || ours.type !== "number" || encoding === "id") return;
      expect(ours.values.filter(Number.isNaN).length, name).toBe(real.values.filter(Number.isNaN).length);
      if (real.values.filter(Number.isFinite).length < 100) return;
      const { distance, tied, decimals } = fidelityOf(real.values, ours.values);
      expect(distance, name).toBeLessThan(most.distance);
      expect(Math.abs(tied[0] - tied[1]), name).toBeLessThan(most.tied);
      expect(decimals, name).toBeLessThan(most.decimals);
    });
  });

  it("in less than half a second for Adult", async () => {
    const table = await readCsv(join(folder ?? "", "adult/adult_dev.csv.gz"));
    const codec = await TableCodec.fit(table);
    const start = performance.now();
    codec.encode(table);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
