import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { decimalsOf, gridOf } from "../../lib/encoding/decimals";
import { relatedColumns } from "../../lib/encoding/related-columns";
import { drawGrained, fitGrain } from "../../lib/encoding/grain";
import { drawTail, fitUpperTail } from "../../lib/encoding/tail";
import { TableCodec } from "../../lib/encoding/table-codec";
import { numberColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

const draw = (count: number, one: (rng: Rng, i: number) => number): Float64Array => {
  const rng = new Rng(11);
  return Float64Array.from({ length: count }, (_, i) => one(rng, i));
};

/** Numbers as they come back when each row keeps its code. */
async function through(values: Float64Array, protection = true): Promise<{ codec: TableCodec; decoded: Float64Array }> {
  const table = new Table([numberColumn("x", values)]);
  const codec = await TableCodec.fit(table, { columns: { x: "binned" }, protection, rng: new Rng(1) });
  const column = codec.decode(codec.encode(table), { rng: new Rng(2) }).column("x");
  if (column.type !== "number") throw new TypeError("numbers were expected");
  return { codec, decoded: column.values };
}

/** Largest difference between the distribution functions. */
function distance(a: Float64Array, b: Float64Array): number {
  const [x, y] = [a.slice().sort(), b.slice().sort()];
  let [i, j, largest] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const value = Math.min(x[i], y[j]);
    while (i < x.length && x[i] === value) i++;
    while (j < y.length && y[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / x.length - j / y.length));
  }
  return largest;
}

const shareOf = (values: Float64Array, test: (value: number) => boolean): number => values.filter(test).length / values.length;
const centsOf = (value: number): number => Math.round(value * 100) % 100;

describe("binned numbers keep", () => {
  it("the shape of heavy tails", async () => {
    const values = draw(20_000, (rng) => Math.exp(2 * rng.normal() + 5));
    const { decoded } = await through(values);
    expect(distance(values, decoded)).toBeLessThan(0.005);
    for (const quantile of [0.002, 0.01, 0.99, 0.998]) {
      const at = (sorted: Float64Array): number => sorted.slice().sort()[Math.floor(quantile * sorted.length)];
      expect(Math.abs(Math.log(at(decoded) / at(values)))).toBeLessThan(0.2);
    }
  });

  it("spikes at zero and at round numbers, exactly", async () => {
    const values = draw(5000, (rng) => (rng.uniform() < 0.6 ? 0 : rng.uniform() < 0.2 ? 500 : Math.exp(rng.normal() + 6)));
    const { codec, decoded } = await through(values);
    expect(codec.valueLabels("x").slice(0, 2)).toEqual(["0", "500"]);
    for (const spike of [0, 500]) expect(shareOf(decoded, (value) => value === spike)).toBe(shareOf(values, (value) => value === spike));
  });

  it("prices that end in .00, .50, .95 and .99", async () => {
    const endings = [0, 0.5, 0.95, 0.99, 0.99];
    const values = draw(8000, (rng) => Math.round(100 * (Math.floor(Math.exp(rng.normal() + 6)) + rng.pick(endings))) / 100);
    const { decoded } = await through(values);
    expect(shareOf(decoded, (value) => [0, 50, 95, 99].includes(centsOf(value)))).toBeGreaterThan(0.98);
    expect(shareOf(decoded, (value) => centsOf(value) === 99)).toBeCloseTo(0.4, 1);
  });

  it("salaries in hundreds and thousands, few rows too", async () => {
    for (const rows of [300, 6000]) {
      const values = draw(rows, (rng) => (rng.uniform() < 0.7 ? 1000 : 100) * Math.round(30 + 8 * Math.abs(rng.normal())));
      const { decoded } = await through(values);
      expect(shareOf(decoded, (value) => value % 100 === 0)).toBeGreaterThan(0.97);
      expect(distance(values, decoded)).toBeLessThan(0.06);
    }
  });

  it("the number of decimals of ratios", async () => {
    const values = draw(6000, (rng) => Number((rng.uniform() < 0.5 ? rng.uniform() : rng.uniform() / 100).toPrecision(3)));
    const { decoded } = await through(values);
    for (const decimals of [2, 3, 4, 5]) {
      const share = (x: Float64Array): number => shareOf(x, (value) => decimalsOf(value) === decimals);
      expect(Math.abs(share(decoded) - share(values))).toBeLessThan(0.05);
    }
  });

  it("numbers with all digits beside rounded ones", async () => {
    const values = draw(4000, (rng) => (rng.uniform() < 0.5 ? Math.round(100 * rng.normal()) / 100 : rng.normal()));
    const { decoded } = await through(values);
    expect(shareOf(decoded, (value) => decimalsOf(value) <= 2)).toBeCloseTo(0.5, 1);
  });

  it("whole numbers whole, whatever their size", async () => {
    for (const scale of [1, 1e6, 1e12]) {
      const { decoded } = await through(draw(2000, (rng) => Math.round(scale * (1 + Math.abs(rng.normal())))));
      expect(decoded.every(Number.isInteger)).toBe(true);
    }
  });

  it("positive numbers positive, and percentages below 100", async () => {
    const { decoded } = await through(draw(3000, (rng) => 100 * rng.uniform() ** 0.3));
    expect(decoded.every((value) => value > 0 && value < 100)).toBe(true);
  });
});

describe("binned numbers protect", () => {
  it("extremes: they have no part in anything stored", async () => {
    const plain = draw(1000, (rng) => Math.round(1000 * rng.normal()));
    const sorted = plain.slice().sort();
    const extreme = plain.map((value) => (value === sorted[999] ? 1e9 + value : value));
    const [one, two] = [await through(plain), await through(extreme)];
    expect(JSON.stringify(two.codec)).toBe(JSON.stringify(one.codec));
    expect(Math.max(...two.decoded)).toBeLessThan(3 * sorted[990]);
  });

  it("rare values: none of many digits comes out", () =>
    fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 5, max: 400 }), async (seed, rows) => {
        const rng = new Rng(seed);
        const values = Float64Array.from({ length: rows }, () => rng.normal());
        const { codec, decoded } = await through(values);
        const real = new Set(values);
        expect(decoded.some((value) => real.has(value))).toBe(false);
        const stored = JSON.stringify(codec);
        expect(values.some((value) => stored.includes(String(value)))).toBe(false);
      }),
      { numRuns: 60 },
    ));

  it("what fewer than five rows show: nothing is learnt", async () => {
    const { codec, decoded } = await through(Float64Array.of(1, 2, 3, 4));
    expect(decoded.every(Number.isNaN)).toBe(true);
    expect(codec.notes[0]).toContain("too few values");
  });
});

describe("the position within the bin", () => {
  const rng = new Rng(5);
  const parts = Array.from({ length: 12_000 }, () => [100 * rng.uniform(), rng.normal(), 5 * rng.uniform()]);
  const table = Table.of({
    net: parts.map(([net]) => net),
    noise: parts.map(([, noise]) => noise),
    gross: parts.map(([net, , more]) => net + more),
  });

  it("is told where another column fixes the value, given rows enough", async () => {
    expect([...relatedColumns(table, new Rng(1)).keys()]).toEqual(["net", "gross"]);
    const subColumns = async (rows: number): Promise<number[]> =>
      (await TableCodec.fit(table.slice(0, rows))).columns.map((column) => column.subColumns.length);
    expect(await subColumns(12_000)).toEqual([2, 1, 2]);
    expect(await subColumns(5000)).toEqual([1, 1, 1]);
  });

  it("narrows the value to an eighth of the bin", async () => {
    const codec = await TableCodec.fit(table);
    const decoded = codec.decode(codec.encode(table));
    const errors = parts.map(([net], i) => Math.abs(Number(decoded.cell(i, "net")) - net)).sort((a, b) => a - b);
    expect(errors[Math.floor(0.99 * errors.length)]).toBeLessThan(0.2);
  });
});

describe("related columns", () => {
  const rng = new Rng(8);
  const cost = Array.from({ length: 6000 }, () => Math.exp(3 * rng.normal()));
  const table = Table.of({ billed: cost, effective: cost, rebate: cost.map((x) => -x), other: cost.map(() => rng.normal()) });

  it("stay copies where they are copies, and fall together where they do", async () => {
    const codec = await TableCodec.fit(table);
    const decoded = codec.decode(codec.encode(table), { rng: new Rng(3) });
    const rows = [...decoded.rows()];
    expect(rows.every(({ billed, effective }) => billed === effective)).toBe(true);
    expect(rows.filter(({ billed, rebate }) => Math.abs(Math.log(-Number(rebate) / Number(billed))) < 0.3).length).toBeGreaterThan(5700);
    const real = new Set(cost);
    expect(rows.some(({ billed }) => real.has(Number(billed)))).toBe(false);
  });
});

describe("the parts of binned numbers", () => {
  it("decimalsOf() counts the written decimals", () => {
    expect([3, 0.5, 19.99, 1e-7, -2.125, 0.1 + 0.2, Math.PI, 1e300].map(decimalsOf)).toEqual([0, 1, 2, 7, 3, 13, 13, 0]);
    expect(gridOf(Float64Array.of(1, 2.5, 3))).toBe(1);
    expect(gridOf(Float64Array.of(1, Math.PI))).toBeUndefined();
  });

  it("a grain repeats the endings that it was fitted to", () => {
    const grain = fitGrain(repeated([10.99, 12.99, 14.99, 11.49], 50), 2, 5);
    const uniforms = new Rng(1);
    const endings = Array.from(
      { length: 500 },
      () => drawGrained(grain, 20 + 5 * uniforms.uniform(), 15, 30, uniforms.uniform(), uniforms.uniform()) ?? 0,
    );
    expect(new Set(endings.map(centsOf))).toEqual(new Set([99, 49]));
  });

  it("a tail goes on as the numbers before it fall off", () => {
    const uniforms = new Rng(1);
    const excess = (values: Float64Array): number => {
      const sorted = values.sort();
      const knot = sorted[sorted.length - 10];
      const tail = fitUpperTail(sorted, knot, 6);
      const drawn = Array.from({ length: 2000 }, () => drawTail(tail, knot, uniforms.uniform()));
      return drawn.reduce((sum, value) => sum + value / knot - 1, 0) / drawn.length;
    };
    const exponential = excess(draw(20_000, (rng) => -Math.log(1 - rng.uniform())));
    const power = excess(draw(20_000, (rng) => (1 - rng.uniform()) ** -1));
    expect(exponential).toBeGreaterThan(0.03);
    expect(exponential).toBeLessThan(0.3);
    expect(power).toBeGreaterThan(3 * exponential);
  });
});

function repeated(values: readonly number[], times: number): number[] {
  return Array.from({ length: times }, () => values).flat();
}
