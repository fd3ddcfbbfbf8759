import { beforeAll, describe, expect, test } from "vitest";
import { drawBlueprint, visibleSubColumns } from "../../../lib/argn/blueprint";
import { drawUniform } from "../../../lib/argn/engine";
import { initialWeights } from "../../../lib/argn/initialise";
import type { ModelState } from "../../../lib/argn/model-state";
import { withoutMissing } from "../../../lib/argn/sample/complete";
import { adjustProbabilities, drawCode } from "../../../lib/argn/sample/draw-code";
import { prepareShares } from "../../../lib/argn/sample/prepare-shares";
import { Rng } from "../../../lib/base/random";
import type { Encoding } from "../../../lib/encoding/encoding";
import { TableCodec } from "../../../lib/encoding/table-codec";
import { datetimeColumn, numberColumn, stringColumn, takeCells } from "../../../lib/table/column";
import { Table } from "../../../lib/table/table";
import { flatColumns } from "../../helpers/known-law";

const ROWS = 2000;
const ENCODINGS = {
  category: "categorical",
  when: "datetime",
  place: "lat-long",
  digit: "digits",
  few: "discrete",
  many: "binned",
  text: "character",
} satisfies Record<string, Encoding>;

function everyKind(missing: boolean): Table {
  const rng = new Rng("kinds");
  const cells = <Value>(make: (i: number) => Value): Value[] => Array.from({ length: ROWS }, (_, i) => make(i));
  const table = new Table([
    stringColumn(
      "category",
      cells((i) => ["x", "y", "z"][i % 3]),
    ),
    datetimeColumn(
      "when",
      cells(() => Date.UTC(2020, 0, 1) + rng.integer(1000) * 86_400_000),
      "date",
    ),
    stringColumn(
      "place",
      cells(() => `${(22 + rng.uniform()).toFixed(4)}, ${(118 + rng.uniform()).toFixed(4)}`),
    ),
    numberColumn(
      "digit",
      cells(() => rng.integer(300)),
    ),
    numberColumn(
      "few",
      cells((i) => i % 5),
    ),
    numberColumn(
      "many",
      cells(() => rng.uniform()),
    ),
    stringColumn(
      "text",
      cells(() => String(rng.integer(90) + 10)),
    ),
  ]);
  if (!missing) return table;
  const rows = Int32Array.from({ length: ROWS }, (_, i) => (i % 11 === 0 ? -1 : i));
  return table.columns.reduce((result, column) => result.with(takeCells(column, rows)), table);
}

async function untrained(
  table: Table,
  columns: Readonly<Record<string, Encoding>>,
  rare: "sample" | "constant" = "sample",
): Promise<ModelState> {
  const codec = await TableCodec.fit(table, { columns, rare });
  const blueprint = drawBlueprint(codec.columns, "S");
  const weights = initialWeights(blueprint, codec.empiricalProbabilities(codec.encode(table)), new Rng(1));
  return {
    codec,
    blueprint,
    weights,
    order: "any",
    history: [],
    stopReason: "nothing to learn",
    engineDescription: "",
    trainingRowCount: ROWS,
  };
}

/** The fixed codes of each column by name: { category: { 0: 0, 1: 0 } }. */
function shown(state: ModelState, fixed: ReadonlyMap<number, Float64Array>): Record<string, Record<number, number>> {
  return Object.fromEntries(
    [...fixed].map(([column, shares]) => [
      state.codec.columns[column].name,
      Object.fromEntries([...shares.entries()].filter(([, share]) => !Number.isNaN(share))),
    ]),
  );
}

// the vectors on fixed probabilities of section 10.7 of the facts on the reference engine
describe("fixed shares", () => {
  let state: ModelState;
  let whole: ModelState;
  beforeAll(async () => {
    state = await untrained(everyKind(true), ENCODINGS);
    whole = await untrained(everyKind(false), ENCODINGS);
  });
  const names = Object.keys(ENCODINGS);

  test("of columns to fill: no missing cell, and no rare category", () => {
    expect(shown(state, withoutMissing(state, names, new Map(), true))).toEqual({
      category: { 0: 0, 1: 0 },
      when: { 1: 0 },
      place: { 1: 0 },
      digit: { 1: 0 },
      few: { 0: 0 },
      many: { 0: 0 },
      text: { 1: 0 },
    });
  });

  test("of columns without missing cells: nothing but the rare category", () => {
    expect(shown(whole, withoutMissing(whole, names, new Map()))).toEqual({});
    expect(shown(whole, withoutMissing(whole, names, new Map(), true))).toEqual({ category: { 0: 0 } });
  });

  test("go together with those of rebalancing, and completeness wins", () => {
    const nothing = { given: [], ruled: new Set<number>(), derived: [], outcome: undefined };
    const { fixed } = prepareShares(state, { category: { x: 0.1, y: 0.2 } }, nothing);
    expect(shown(state, fixed)).toEqual({ category: { 2: 0.1, 3: 0.2 } });
    expect(shown(state, withoutMissing(state, ["category", "few"], fixed))).toEqual({ category: { 1: 0, 2: 0.1, 3: 0.2 }, few: { 0: 0 } });
  });

  test.each([
    ["no rare category", false, "constant", true],
    ["a rare category", true, "constant", false],
    ["a rare category", true, "sample", true],
  ] as const)("of a column with %s (%s, %s): suppressed %s", async (_name, rare, replacement, suppressed) => {
    const cells = Array.from({ length: 100 }, (_, i) => (rare && i === 0 ? "once" : ["a", "b"][i % 2]));
    const { codec } = await untrained(Table.of({ c: cells }), { c: "categorical" }, replacement);
    expect(codec.columns[0].subColumns[0].suppressed.includes(0)).toBe(suppressed);
  });
});

describe("the draw", () => {
  const adjust = (shares: readonly number[], controls: { temperature?: number; topP?: number }): Float32Array => {
    const row = Float32Array.from(shares);
    adjustProbabilities(row, { temperature: 1, topP: 1, ...controls });
    return row;
  };

  test("top-p 1 changes nothing", () => {
    for (const shares of [
      [0.4, 0.4, 0.2],
      [0.1, 0.1, 0.8],
    ])
      expect([...adjust(shares, { topP: 1 })].map((share) => Math.round(1e6 * share) / 1e6)).toEqual(shares);
  });

  test("temperature .1 leaves every share positive, and their sum 1", () => {
    const shares = adjust([0.4, 0.4, 0.2], { temperature: 0.1 });
    expect(shares.every((share) => share > 0)).toBe(true);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  });

  test("draws one code from rows of negative, infinite and missing numbers", () => {
    for (const row of [
      [-0.5, 0.2, 0.3],
      [Infinity, 0.5, 0.5],
      [NaN, NaN, NaN],
      [NaN, 1, 2],
    ]) {
      for (const controls of [{}, { temperature: 0.5 }, { topP: 0.9 }]) {
        const code = drawCode(adjust(row, controls), drawUniform(1, 2, 3));
        expect([0, 1, 2]).toContain(code);
      }
    }
  });
});

describe("what a column sees", () => {
  test("in a fixed order: exactly the columns before it", () => {
    // columns of 2, 3, 5 and 7 sub-columns
    const counts = [2, 3, 5, 7];
    const columns = counts.map((count, c) => ({
      name: `c${c}`,
      subColumns: flatColumns(new Array<number>(count).fill(4)).map(({ subColumns: [own] }) => own),
    }));
    const blueprint = drawBlueprint(columns, "S");
    const order = new Rng("order").permutation(4);
    const visible = visibleSubColumns(blueprint, order);
    for (const [position, column] of order.entries()) {
      const before = Array.from(order.subarray(0, position)).flatMap((c) => range(blueprint.columns[c].first, counts[c]));
      const { first, count } = blueprint.columns[column];
      for (let s = 0; s < count; s++) {
        const own = range(first, s);
        expect([...visible[first + s]].sort((a, b) => a - b)).toEqual([...before, ...own].sort((a, b) => a - b));
      }
    }
  });
});

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}
