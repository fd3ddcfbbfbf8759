import { expect, it, describe } from "vitest";
import { type Engine, drawUniform } from "../../../lib/argn/engine";
import type { Blueprint } from "../../../lib/argn/blueprint";
import { createWasmEngine, type WasmEngineOptions } from "../../../lib/argn/wasm/wasm-engine";
import { blueprintOf, plainLogProbability, plainProbabilities, randomRows, randomWeights, range } from "./networks";

/** Starts an engine on the test's own thread, uses it and frees it. */
async function withEngine<Result>(options: WasmEngineOptions, use: (engine: Engine) => Promise<Result>): Promise<Result> {
  const engine = await createWasmEngine({ threads: 0, ...options });
  try {
    return await use(engine);
  } finally {
    await engine.dispose();
  }
}

const close = (a: ArrayLike<number>, b: ArrayLike<number>, digits = 4): void => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) expect(a[i]).toBeCloseTo(b[i], digits);
};

const column = (codes: readonly Int32Array[], i: number): number[] => codes.map((values) => values[i]);

describe("probabilities equal the textbook form", () => {
  const shapes: [string, Blueprint][] = [
    ["two sub-columns in a column, size M", blueprintOf([[7, 3], [2], [13], [1]], "M")],
    ["size S", blueprintOf([[7, 3], [2], [13]], "S")],
    ["two hidden layers, size L", blueprintOf([[7, 3], [2], [40]], "L")],
    ["one sub-column", blueprintOf([[5]])],
    ["cardinality 1 alone", blueprintOf([[1]])],
  ];
  it.each(shapes)("%s", async (_, blueprint) => {
    const weights = randomWeights(blueprint);
    const table = randomRows(blueprint, 9);
    const order = range(blueprint.columns.length).reverse();
    const sequence = Array.from(order).flatMap((c) =>
      Array.from({ length: blueprint.columns[c].count }, (_unused, s) => blueprint.columns[c].first + s),
    );
    await withEngine({ blueprint, weights }, async (engine) => {
      const expected = Array.from({ length: 9 }, (_unused, i) => plainLogProbability(blueprint, weights, column(table.codes, i), sequence));
      close(await engine.logLikelihood(table, order), expected);
      const visible = sequence.slice(0, -1);
      const j = sequence[sequence.length - 1];
      const shares = Array.from({ length: 9 }, (_unused, i) =>
        plainProbabilities(blueprint, weights, column(table.codes, i), visible, j),
      ).flat();
      close(await engine.probabilities(table, visible, j), shares);
    });
  });
});

it("logLikelihood() with `only` takes these sub-columns alone, in any order of columns", async () => {
  const blueprint = blueprintOf([[4], [5, 3], [6]]);
  const table = randomRows(blueprint, 5);
  await withEngine({ blueprint, weights: randomWeights(blueprint) }, async (engine) => {
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
    ].map((columns) => Int32Array.from(columns))) {
      const parts = await Promise.all([0, 1, 2, 3].map((j) => engine.logLikelihood(table, order, [j])));
      const sums = Array.from({ length: 5 }, (_, i) => parts.reduce((sum, part) => sum + part[i], 0));
      close(await engine.logLikelihood(table, order), sums, 9);
      expect(await engine.logLikelihood(table, order, [])).toEqual(new Float64Array(5));
    }
  });
});

it("zero rows give empty results, and a table longer than a portion equals its parts", async () => {
  const blueprint = blueprintOf([[4], [3], [2]]);
  const none = randomRows(blueprint, 0);
  const many = randomRows(blueprint, 20_000);
  const tail = { rowCount: 10, codes: many.codes.map((codes) => codes.slice(19_990)) };
  await withEngine({ blueprint, weights: randomWeights(blueprint) }, async (engine) => {
    expect(await engine.logLikelihood(none, range(3))).toEqual(new Float64Array(0));
    expect(await engine.probabilities(none, [0], 1)).toEqual(new Float32Array(0));
    await engine.sample({ table: none, known: [], draws: [{ subColumn: 0, temperature: 1, topP: 1 }], seed: 1, firstRow: 0 });
    expect((await engine.logLikelihood(many, range(3))).slice(19_990)).toEqual(await engine.logLikelihood(tail, range(3)));
    expect((await engine.probabilities(many, [2], 0)).slice(4 * 19_990)).toEqual(await engine.probabilities(tail, [2], 0));
  });
});

it("thousands of codes and many sub-columns: compaction and groups of tables change nothing", async () => {
  const blueprint = blueprintOf([...Array.from({ length: 30 }, () => [40]), [3000]], "M");
  const weights = randomWeights(blueprint);
  const table = randomRows(blueprint, 1500);
  await withEngine({ blueprint, weights }, async (engine) => {
    const likelihoods = await engine.logLikelihood(table, range(31));
    for (const i of [0, 1499]) {
      const expected = plainLogProbability(blueprint, weights, column(table.codes, i), Array.from(range(31)));
      expect(likelihoods[i]).toBeCloseTo(expected, 2);
    }
  });
});

describe("sample()", () => {
  const blueprint = blueprintOf([[4], [3], [6]]);
  const weights = randomWeights(blueprint);

  it("draws by inversion with drawUniform of seed, row and sub-column, row by row", async () => {
    const table = randomRows(blueprint, 50);
    const known = table.codes[1].slice();
    const draws = [2, 0].map((subColumn) => ({ subColumn, temperature: 1, topP: 1 }));
    await withEngine({ blueprint, weights }, (engine) => engine.sample({ table, known: [1], draws, seed: -77, firstRow: 1000 }));
    expect(table.codes[1]).toEqual(known);
    for (let i = 0; i < 50; i++) {
      const row = column(table.codes, i);
      expect(row[2]).toBe(invert(plainProbabilities(blueprint, weights, row, [1], 2), drawUniform(-77, 1000 + i, 2)));
      expect(row[0]).toBe(invert(plainProbabilities(blueprint, weights, row, [1, 2], 0), drawUniform(-77, 1000 + i, 0)));
    }
  });

  it("sharpens with temperature: p^(1/T), and the likeliest code at 0", async () => {
    const shares = plainProbabilities(blueprint, weights, [0, 0, 0], [], 2);
    const cold = await frequencies({ temperature: 0.5, topP: 1 });
    const squares = shares.map((share) => share ** 2);
    const sum = squares.reduce((a, b) => a + b, 0);
    close(
      cold,
      squares.map((square) => square / sum),
      1,
    );
    expect((await frequencies({ temperature: 0, topP: 1 }))[shares.indexOf(Math.max(...shares))]).toBe(1);
  });

  it("fixes shares: the given codes get theirs, the others share the rest in proportion", async () => {
    const shares = plainProbabilities(blueprint, weights, [0, 0, 0], [], 2);
    const fixed = Float64Array.from([0.5, NaN, 0, NaN, NaN, NaN]);
    const others = 1 - shares[0] - shares[2];
    const expected = shares.map((share, code) => (code === 0 ? 0.5 : code === 2 ? 0 : (share * 0.5) / others));
    const got = await frequencies({ temperature: 1, topP: 1, fixed });
    close(got, expected, 1);
    expect(got[2]).toBe(0);
    const none = await frequencies({ temperature: 1, topP: 1, fixed: new Float64Array(6) });
    close(none, new Array<number>(6).fill(1 / 6), 1);
  });

  it("top-p drops a code once likelier ones hold more", async () => {
    const shares = plainProbabilities(blueprint, weights, [0, 0, 0], [], 2);
    const largest = Math.max(...shares);
    const got = await frequencies({ temperature: 1, topP: largest / 2 });
    expect(got[shares.indexOf(largest)]).toBe(1);
  });

  /** Shares of the codes of sub-column 2 among 4000 draws with nothing known. */
  async function frequencies(controls: { temperature: number; topP: number; fixed?: Float64Array }): Promise<number[]> {
    const table = { rowCount: 4000, codes: blueprint.subColumns.map(() => new Int32Array(4000)) };
    await withEngine({ blueprint, weights }, (engine) =>
      engine.sample({ table, known: [], draws: [{ subColumn: 2, ...controls }], seed: 5, firstRow: 0 }),
    );
    return Array.from({ length: 6 }, (_, code) => table.codes[2].filter((drawn) => drawn === code).length / 4000);
  }

  function invert(shares: readonly number[], uniform: number): number {
    let sum = 0;
    return shares.findIndex((share) => (sum += share) > uniform);
  }
});

describe("bad input is named", () => {
  const blueprint = blueprintOf([[4], [3]]);
  const weights = randomWeights(blueprint);
  const options = { blueprint, weights };

  it("codes outside a sub-column", async () => {
    const table = { rowCount: 2, codes: [Int32Array.of(0, 4), Int32Array.of(0, 0)] };
    await expect(withEngine(options, (engine) => engine.setTrainingCodes(table))).rejects.toThrow(
      'row 1 of "column 0.0" has the code 4, codes run from 0 to 3',
    );
    await expect(withEngine(options, (engine) => engine.logLikelihood({ rowCount: 3, codes: table.codes }, range(2)))).rejects.toThrow(
      "2 codes",
    );
  });

  it("orders, rows, draws and weights that do not fit", async () => {
    await withEngine(options, async (engine) => {
      const table = randomRows(blueprint, 3);
      await expect(engine.logLikelihood(table, Int32Array.of(0, 0))).rejects.toThrow("must hold each of the columns 0 to 1 once");
      await expect(engine.train([{ rows: range(1), order: range(2), dropoutSeed: 1 }], 0.1)).rejects.toThrow(
        "Hand over training codes first",
      );
      const draw = { subColumn: 1, temperature: 1, topP: 1 };
      await expect(engine.sample({ table, known: [1], draws: [draw], seed: 1, firstRow: 0 })).rejects.toThrow(
        '"column 1.0" is named twice',
      );
      await expect(engine.sample({ table, known: [], draws: [{ ...draw, topP: 2 }], seed: 1, firstRow: 0 })).rejects.toThrow("topP is 2");
      await expect(engine.setWeights(new Map())).rejects.toThrow('"embedding/0" is missing, it needs 16 (4 x 4)');
    });
    await expect(createWasmEngine({ ...options, threads: -1 })).rejects.toThrow("threads is -1");
  });

  it("a network beyond 4 GiB, with its size and a way out", async () => {
    const wide = blueprintOf(
      Array.from({ length: 2000 }, () => [300]),
      "M",
    );
    await expect(createWasmEngine({ blueprint: wide, weights: new Map(), threads: 0 })).rejects.toThrow(
      /needs [0-9.]+ GiB, WebAssembly addresses 4 GiB/,
    );
  });
});
