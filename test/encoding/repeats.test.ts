import { describe, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import { Rng } from "../../lib/base/random";
import { TableCodec } from "../../lib/encoding/table-codec";
import { Table } from "../../lib/table/table";

/** Bills of many amounts; 40 % are paid in full, those of the kind "full" nearly always, and a tenth is 0. */
function bills(rows: number, seed: number): Table {
  const rng = new Rng(seed);
  const kind = Array.from({ length: rows }, () => (rng.uniform() < 0.4 ? "full" : "part"));
  const bill = kind.map(() => (rng.uniform() < 0.1 ? 0 : Math.round(Math.exp(6 + rng.normal()))));
  const paid = bill.map((amount, i) => {
    if (rng.uniform() < 0.03) return null;
    return kind[i] === "full" ? amount : Math.round(amount * rng.uniform() * 0.5);
  });
  return Table.of({ kind, bill, paid });
}

/** Share of the rows with both amounts, above 0, in which they are the same. */
function shareOfSame(table: Table): number {
  const rows = Array.from(table.rows()).filter((row) => row.paid !== null && row.bill !== null && row.paid !== 0);
  return rows.filter((row) => row.paid === row.bill).length / rows.length;
}

describe("columns that repeat another in some rows", () => {
  test("are found, with a sub-column that tells when, and come back as they were", async () => {
    const table = bills(1500, 1);
    const codec = await TableCodec.fit(table, { rng: new Rng(2) });
    expect(codec.repeats).toMatchObject([{ follower: 2, leader: 1 }]);
    const { subColumns, first } = codec.columns[2];
    expect(subColumns.at(-1)).toMatchObject({ name: "as bill", cardinality: 3, suppressed: [2] });
    expect(codec.valueLabels("paid", subColumns.length - 1)).toEqual(["a value of its own", "as bill", "not told"]);
    const encoded = codec.encode(table);
    const told = encoded.codes[first + subColumns.length - 1];
    const decoded = codec.decode(encoded, { cells: table });
    for (let i = 0; i < table.rowCount; i++) {
      const { bill, paid } = table.row(i);
      if (told[i] === 1) expect(decoded.row(i).paid).toBe(bill);
      expect(told[i] === 1).toBe(paid === bill && paid !== 0);
    }
  });

  test("are not seen where small whole numbers meet by chance, and copies need no such sub-column", async () => {
    const rng = new Rng(3);
    const dice = (): number => Math.floor(rng.uniform() * 400);
    const first = Array.from({ length: 3000 }, dice);
    const table = Table.of({ first, second: first.map((value) => value + Math.round(2 * rng.normal())), copy: first });
    const codec = await TableCodec.fit(table, { rng: new Rng(4) });
    expect(codec.repeats).toEqual([]);
  });

  test("a model keeps their share, and what is given is repeated to the last digit", async () => {
    const table = bills(1500, 5);
    const model = await TabularARGN.train(table, { seed: 6 });
    const rows = await model.sample(1500, { seed: 7 });
    expect(Math.abs(shareOfSame(rows) - shareOfSame(table))).toBeLessThan(0.05);
    const given = Table.of({ kind: new Array<string>(400).fill("full"), bill: Array.from({ length: 400 }, (_, i) => 301 + i) });
    const paid = await model.sample(400, { seed: 8, given });
    expect(shareOfSame(paid)).toBeGreaterThan(0.85);
    const holes = Table.of({ paid: Array.from({ length: 400 }, (_, i) => 301 + i) });
    // of a payment alone the model is not told whether it repeats: bills are drawn on both sides
    const drawn = await model.sample(400, { seed: 9, given: holes });
    const same = shareOfSame(drawn);
    expect(same).toBeLessThan(0.9);
    const larger = Array.from(drawn.rows()).filter(({ bill, paid: amount }) => Number(bill) > Number(amount)).length / 400;
    expect(larger).toBeGreaterThan(0.3);
  }, 60_000);
});
