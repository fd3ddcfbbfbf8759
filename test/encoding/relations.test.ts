import { describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { spreadNumber, spreadOf } from "../../lib/encoding/spread-numbers";
import { TableCodec } from "../../lib/encoding/table-codec";
import { makeFromChain, wordChainOf } from "../../lib/encoding/word-chain";
import { Table } from "../../lib/table/table";

/** Codes of every sub-column, drawn without regard to each other. */
function anyCodes(codec: TableCodec, rowCount: number): Int32Array[] {
  const rng = new Rng(5);
  return codec.columns.flatMap(({ subColumns }) =>
    subColumns.map(({ cardinality, suppressed }) => {
      const free = Array.from({ length: cardinality }, (_, code) => code).filter((code) => !suppressed.includes(code));
      return Int32Array.from({ length: rowCount }, () => rng.pick(free));
    }),
  );
}

describe("what one column says about another", () => {
  const rng = new Rng(1);
  const region = Array.from({ length: 400 }, () => rng.integer(4));
  const gone = region.map(() => rng.uniform() < 0.3);
  const table = Table.of({
    town: region.map((r) => ["Ulm", "Bari", "Brno", "Bonn"][r]),
    country: region.map((r) => ["DE", "IT", "CZ", "DE"][r]),
    weight: gone.map((missing) => (missing ? null : 50 + 40 * rng.uniform())),
    height: gone.map((missing) => (missing ? null : 150 + 40 * rng.uniform())),
    luck: region.map(() => rng.integer(3)),
  });

  it("holds in rows whose codes say otherwise", async () => {
    const codec = await TableCodec.fit(table);
    const decoded = codec.decode({ rowCount: 500, codes: anyCodes(codec, 500) }, { firstRow: 0 });
    const countries = new Map([...decoded.rows()].map(({ town, country }) => [town, country]));
    expect(countries).toEqual(new Map([["Ulm", "DE"], ["Bari", "IT"], ["Brno", "CZ"], ["Bonn", "DE"]])); // prettier-ignore
    for (const { town, country, weight, height } of decoded.rows()) {
      expect(countries.get(town)).toBe(country);
      expect(weight === null).toBe(height === null);
    }
    expect([...decoded.rows()].some(({ weight }) => weight !== null)).toBe(true);
  });

  it("is no rule where it is chance, or has an exception", async () => {
    const rules = (await TableCodec.fit(table)).toJSON().implications ?? [];
    expect(rules.map(({ leader, follower }) => [table.columnNames[leader], table.columnNames[follower]])).toEqual(
      expect.arrayContaining([["town", "country"]]),
    );
    expect(rules.some(({ leader, follower }) => leader === 4 || follower === 4)).toBe(false);
    const country = region.map((r, i) => (i < 4 ? "AT" : ["DE", "IT", "CZ", "DE"][r]));
    const town = region.map((r, i) => (i < 4 ? ["Ulm", "Bari", "Brno", "Bonn"][i] : ["Ulm", "Bari", "Brno", "Bonn"][r]));
    const broken = await TableCodec.fit(Table.of({ town, country }));
    expect((broken.toJSON().implications ?? []).filter(({ leader }) => leader === 0)).toEqual([]);
  });

  it("empties no cell of rows that are completed", async () => {
    const codec = await TableCodec.fit(table);
    const codes = codec.encode(table).codes.map((column) => column.slice());
    const { first, missingCode } = codec.columns[3];
    for (let i = 0; i < 400; i++) if (codes[first][i] === missingCode) codes[first][i] = 1;
    expect(codec.decode({ rowCount: 400, codes }).column("height")).toMatchObject({ length: 400 });
    const heights = [...codec.decode({ rowCount: 400, codes }).rows()].filter(({ height }) => height === null);
    expect(heights).toEqual([]);
  });

  it("survives saving", async () => {
    const codec = await TableCodec.fit(table);
    const again = TableCodec.fromJSON(JSON.parse(JSON.stringify(codec.toJSON())));
    const encoded = { rowCount: 100, codes: anyCodes(codec, 100) };
    expect([...again.decode(encoded, { firstRow: 0 }).rows()]).toEqual([...codec.decode(encoded, { firstRow: 0 }).rows()]);
  });
});

describe("columns that repeat another", () => {
  it("come back as copies, of any type", async () => {
    const rng = new Rng(2);
    const cost = Array.from({ length: 3000 }, (_, i) => (i % 7 === 0 ? null : Math.exp(3 * rng.normal())));
    const name = cost.map(() => `n${rng.integer(9)}`);
    const table = Table.of({ cost, name, billed: cost, alias: name, other: cost.map((x) => (x === null ? 0 : x)) });
    const codec = await TableCodec.fit(table);
    expect(codec.toJSON().copies).toEqual([-1, -1, 0, 1, -1]);
    for (const row of codec.decode({ rowCount: 3000, codes: anyCodes(codec, 3000) }).rows()) {
      expect([row.billed, row.alias]).toEqual([row.cost, row.name]);
    }
  });
});

describe("whole numbers as identifiers", () => {
  it("lie where those of the training lie, none twice, the extremes left out", () => {
    const rng = new Rng(3);
    for (const [count, range] of [
      [60, 130],
      [500, 50_000],
      [4000, 9e15],
    ]) {
      // prettier-ignore
      const sorted = Float64Array.from(new Set(Array.from({ length: count }, () => 1 + Math.floor(range * rng.uniform())))).sort();
      const spread = spreadOf(sorted, 6, 1);
      if (spread === undefined) throw new Error("no spread");
      const made = Array.from({ length: 3 * sorted.length }, (_, n) => spreadNumber(spread, n, 77, rng.uniform()));
      expect(new Set(made).size).toBe(made.length);
      expect(made.every(Number.isSafeInteger)).toBe(true);
      const ours = made.slice(0, sorted.length).sort((a, b) => a - b);
      expect(Math.abs(ours[ours.length >> 1] - sorted[sorted.length >> 1])).toBeLessThan(0.1 * range);
      expect(ours[0]).toBeGreaterThanOrEqual(1);
      expect(ours[ours.length - 1]).toBeLessThan(1.1 * range);
    }
  });

  it("do not betray an outlier", async () => {
    const ids = Array.from({ length: 300 }, (_, i) => (i === 7 ? 987_654_321 : 1000 + 13 * i));
    const codec = await TableCodec.fit(Table.of({ id: ids }));
    expect(JSON.stringify(codec.toJSON())).not.toContain("987654321");
    const made = [...codec.decode({ rowCount: 300, codes: [] }, { firstRow: 0 }).rows()].map(({ id }) => Number(id));
    expect(Math.max(...made)).toBeLessThan(10_000);
  });
});

describe("texts made of words", () => {
  const rng = new Rng(4);
  const texts = Array.from(
    { length: 300 },
    (_, i) =>
      `${rng.pick(["Sunny", "Quiet", "Large"])} room near ${rng.pick(["park", "river"])}, ask for ${i === 5 ? "Zebulon" : "owner"} ${i}`,
  );
  const rows = new Int8Array(300).fill(1);

  it("speak the shared words in their order, and none that few share", () => {
    const chain = wordChainOf(texts, rows, 6, 1);
    if (chain === undefined) throw new Error("no chain");
    expect(JSON.stringify(chain)).not.toContain("Zebulon");
    for (let i = 0; i < 50; i++)
      expect(makeFromChain(chain, rng)).toMatch(/^(Sunny|Quiet|Large) room near (park|river), ask for owner( \d+)?$/);
  });

  it("are none where hardly a word is shared", () => {
    const codes = texts.map((_, i) => `X${i * 7919}Q`);
    expect(wordChainOf(codes, rows, 6, 0.5)).toBeUndefined();
  });
});
