import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Constraint } from "../../../lib/argn/constraints/constraint";
import { TabularARGN } from "../../../lib/argn/tabular-argn";
import { datetimeColumn, numberColumn, stringColumn } from "../../../lib/table/column";
import { Table } from "../../../lib/table/table";
import { DAY, flights, RULES, violation } from "../../helpers/flights";

describe("constraints", () => {
  const training = flights(1500, 1);
  let untied: TabularARGN;
  let argn: TabularARGN;
  beforeAll(async () => {
    // barely trained: the rules must hold because they are kept, not because they are learnt
    untied = await TabularARGN.train(training, { seed: 1, epochs: 1, columns: { ticket: "id", seats: "discrete" } });
    argn = untied.withConstraints(RULES, { training });
  });

  test("hold in every row, in which they would not hold by themselves", async () => {
    const free = await untied.sample(1000);
    expect([...free.rows()].filter((row) => violation(row) !== undefined).length).toBeGreaterThan(100);
    const synthetic = await argn.sample(2000, { seed: 2 });
    expect([...synthetic.rows()].flatMap((row) => violation(row) ?? [])).toEqual([]);
    const keys = Array.from({ length: 2000 }, (_, i) => String(synthetic.cell(i, "ticket")));
    expect(new Set(keys).size).toBe(2000);
    expect(keys.every((key) => /^A-\d{4}$/.test(key))).toBe(true);
    expect(new Set(Array.from({ length: 2000 }, (_, i) => synthetic.cell(i, "to"))).size).toBe(3);
  });

  test("hold under given cells, of either side", async () => {
    const rows = 400;
    const given = new Table([
      stringColumn(
        "to",
        Array.from({ length: rows }, (_, i) => ["AAA", "BBB", "CCC"][i % 3]),
      ),
      numberColumn(
        "education number",
        Array.from({ length: rows }, (_, i) => [5, 10, 13, 16][i % 4]),
      ),
      numberColumn(
        "elapsed",
        Array.from({ length: rows }, (_, i) => 40 + (i % 250)),
      ),
      datetimeColumn(
        "flown",
        Array.from({ length: rows }, (_, i) => Date.UTC(2024, 2, 12) + (i % 100) * DAY),
        "date",
      ),
    ]);
    const synthetic = await argn.sample(rows, { given, seed: 3 });
    expect([...synthetic.rows()].flatMap((row) => violation(row) ?? [])).toEqual([]);
    for (const name of given.columnNames) expect(synthetic.column(name)).toEqual(given.column(name));
  });

  test("hold at high temperature, with rebalancing and with parity", async () => {
    const synthetic = await argn.sample(2000, {
      temperature: 5,
      rebalance: { price: { "100..120": 0.5 }, airline: { Y2: 0.8 } },
      parity: { outcome: "seats", across: ["airline"] },
    });
    expect([...synthetic.rows()].flatMap((row) => violation(row) ?? [])).toEqual([]);
    const share = (test: (row: ReturnType<Table["row"]>) => boolean): number => [...synthetic.rows()].filter(test).length / 2000;
    expect(Math.abs(share(({ airline }) => airline === "Y2") - 0.8)).toBeLessThan(0.04);
    expect(Math.abs(share(({ price }) => Number(price) >= 100 && Number(price) < 120) - 0.5)).toBeLessThan(0.04);
  });

  test("give the same rows for any number of threads", async () => {
    const [one, two] = [await argn.sample(300, { threads: 1 }), await argn.sample(300, { threads: 2 })];
    expect([...one.rows()]).toEqual([...two.rows()]);
  });

  test("stay in the saved model, and an empty list takes them off", async () => {
    const folder = await mkdtemp(join(tmpdir(), "constraints-"));
    await argn.save(join(folder, "m.safetensors"));
    const loaded = await TabularARGN.load(join(folder, "m.safetensors"));
    await rm(folder, { recursive: true });
    const [before, after] = [await argn.sample(200), await loaded.sample(200)];
    expect([...after.rows()]).toEqual([...before.rows()]);
    expect([...(await argn.withConstraints([]).sample(50)).rows()]).toEqual([...(await untied.sample(50)).rows()]);
  });

  test("follow a chain of orders", async () => {
    const chained = untied.withConstraints([
      { kind: "inequality", low: "seats", high: "education number" },
      { kind: "inequality", low: "education number", high: "air" },
      { kind: "inequality", low: "air", high: "price", strict: true },
      { kind: "combinations", columns: ["seats", "education"], allowed: training },
      { kind: "range", column: "air", most: 150 },
    ]);
    for (const row of (await chained.sample(1500)).rows()) {
      const chain = [row.seats, row["education number"], row.air].map(Number);
      expect(chain[0] <= chain[1] && chain[1] <= chain[2] && chain[2] < Number(row.price) && chain[2] <= 150).toBe(true);
    }
  });

  test.each<[string, Readonly<Record<string, readonly (string | number | null)[]>>]>([
    ['breaks the constraint combinations of "from", "to", "airline"', { from: ["CCC"] }],
    ["given row 2 breaks", { from: ["AAA", "AAA"], airline: ["X1", "Y2"] }],
    ['breaks the constraint one-to-one "education", "education number"', { education: ["school"], "education number": [16] }],
    ['breaks the constraint one-to-one "education", "education number"', { "education number": [7] }],
    ['breaks the constraint "air" <= "elapsed"', { air: [100], elapsed: [90] }],
    ['breaks the constraint "price" from 80 to 200', { price: [300] }],
    ['"total" is given, but the constraint "total" = price * seats derives it; give "seats" instead', { total: [300], price: [100] }],
    ["the formula gives 200", { total: [300], price: [100], seats: [2] }],
    ['breaks the constraint unique "ticket"', { ticket: ["A-1", "A-1"] }],
    ['breaks the constraint "air" <= "elapsed"', { air: [99_999] }],
  ])("name the rule that given rows break: %s", async (message, given) => {
    const table = Table.of(given);
    await expect(argn.sample(table.rowCount, { given: table })).rejects.toThrow(message);
  });

  test("let given cells pass that obey the rules beyond what the model knows", async () => {
    const beyond = await argn.sample(1, { given: Table.of({ air: [99_999], elapsed: [100_000] }) });
    expect([beyond.cell(0, "air"), beyond.cell(0, "elapsed")]).toEqual([99_999, 100_000]);
  });

  test("keep given keys and make new ones beside them", async () => {
    const given = new Table([stringColumn("ticket", ["A-0001", null, "A-0002"])]);
    const keys = await argn.sample(3, { given });
    expect([keys.cell(0, "ticket"), keys.cell(2, "ticket")]).toEqual(["A-0001", "A-0002"]);
    expect(String(keys.cell(1, "ticket"))).toMatch(/^A-\d{4}$/);
  });

  test.each<[string, readonly Constraint[]]>([
    ['"airr" is no column of the model. Did you mean "air"?', [{ kind: "range", column: "airr", least: 1 }]],
    [
      "they go round in a circle",
      [
        { kind: "inequality", low: "air", high: "price" },
        { kind: "inequality", low: "price", high: "air" },
      ],
    ],
    ["they leave no value for", [{ kind: "range", column: "price", least: 1000 }]],
    [
      "they leave no value for",
      [
        { kind: "range", column: "air", least: 200 },
        { kind: "range", column: "price", most: 60 },
        { kind: "inequality", low: "air", high: "price" },
      ],
    ],
    ["it compares a number with a datetime", [{ kind: "inequality", low: "air", high: "flown" }]],
    ["a column of numbers or dates", [{ kind: "range", column: "from", least: 1 }]],
    ['is encoded as "binned"', [{ kind: "combinations", columns: ["from", "air"], allowed: Table.of({ from: ["AAA"], air: [40] }) }]],
    [
      "belongs to",
      [
        { kind: "formula", column: "total", formula: "price * seats" },
        { kind: "range", column: "total", most: 100 },
      ],
    ],
    [
      'Cannot use the constraint combinations of "seats", "education" together with the bounds of "seats": no combination obeys them',
      [
        { kind: "range", column: "seats", least: 3 },
        { kind: "combinations", columns: ["seats", "education"], allowed: Table.of({ seats: [1, 2], education: ["school", "doctor"] }) },
      ],
    ],
    ["compares a column with itself", [{ kind: "inequality", low: "air", high: "air" }]],
    ["cannot use its own column", [{ kind: "formula", column: "total", formula: "total + 1" }]],
    ["needs at least 2 different columns", [{ kind: "combinations", columns: ["from"] }]],
    ["it needs the table that holds the combinations", [{ kind: "combinations", columns: ["from", "to"] }]],
    ["no combination is left", [{ kind: "combinations", columns: ["from", "to"], allowed: Table.of({ from: ["?"], to: ["?"] }) }]],
    [
      'use "combinations" instead',
      [{ kind: "one-to-one", columns: ["from", "to"], allowed: Table.of({ from: ["AAA", "AAA"], to: ["BBB", "CCC"] }) }],
    ],
    ["Cannot read the formula", [{ kind: "formula", column: "total", formula: "price *" }]],
    ["such as", [{ kind: "range", column: "booked", least: "soon" }]],
  ])("are refused when they make no sense: %s", (message, rules) => {
    expect(() => untied.withConstraints(rules)).toThrow(message);
  });

  test("say when a pattern allows too few keys", async () => {
    const short = untied.withConstraints([{ kind: "unique", column: "ticket", pattern: "K0" }]);
    expect((await short.sample(10)).rowCount).toBe(10);
    await expect(short.sample(11)).rejects.toThrow("the pattern allows 10 keys");
  });

  test("say when shares and rules contradict each other", async () => {
    await expect(argn.sample(100, { rebalance: { from: { BBB: 0.9 }, airline: { X1: 0.9 } } })).rejects.toThrow("contradict");
    await expect(argn.sample(100, { rebalance: { price: { "..70": 0.5 } } })).rejects.toThrow('"price" from 80 to 200');
  });
});
