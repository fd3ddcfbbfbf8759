import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { datasetPath } from "../../lib/datasets/dataset-path";
import { checksumsOf, writeDataset } from "../../lib/datasets/write-dataset";
import { simulate } from "../../lib/datasets/simulate/simulate";
import { readCsv } from "../../lib/table/read-csv";
import { readParquet } from "../../lib/table/read-parquet";
import { people } from "../../lib/datasets/simulate/people/people";

let folder = "";
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "datasets-")));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("writeDataset()", () => {
  test("writes every file that the manifest names, with its size and sha256, and nothing else", async () => {
    const home = join(folder, "people");
    const manifest = await writeDataset("people", home, { rows: 1234, seed: 3 });
    const names = (await readdir(home)).sort();
    expect(names).toEqual([...Object.keys(manifest.files), "manifest.json"].sort());
    expect(names).toEqual(["card.md", "latent.csv", "manifest.json", "people.csv", "preview.csv", "schema.json", "truth.json"]);
    for (const [name, { bytes, sha256 }] of Object.entries(manifest.files)) {
      const content = await readFile(join(home, name));
      expect(content.length).toBe(bytes);
      expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
    }
    expect(JSON.parse(await readFile(join(home, "manifest.json"), "utf8"))).toEqual(manifest);
    const lines = (await readFile(join(home, "people.csv"), "utf8")).trimEnd().split("\n");
    expect(lines).toHaveLength(1235);
    expect(manifest.files["people.csv"].rows).toBe(1234);
    expect((await readFile(join(home, "preview.csv"), "utf8")).trimEnd().split("\n")).toEqual(lines.slice(0, 101));
    expect((await checksumsOf(people, 1234, 3))["people.csv"]).toEqual(manifest.files["people.csv"]);
  });

  test("readCsv() gives back the table that was simulated", async () => {
    const home = join(folder, "read");
    await writeDataset("people", home, { rows: 1200 });
    const read = await readCsv(join(home, "people.csv"));
    const people = simulate("people", { rows: 1200 });
    expect(read.columns.map(({ name, type }) => ({ name, type }))).toEqual(people.columns.map(({ name, type }) => ({ name, type })));
    for (let i = 0; i < 1200; i += 7) expect(read.row(i)).toEqual(people.row(i));
  });

  test("writes Parquet in groups, with the same cells as CSV, and the sizes and sums of the manifest", async () => {
    const home = join(folder, "parquet");
    const manifest = await writeDataset("hospital", home, { rows: 900, seed: 2, format: "parquet" });
    const plain = join(folder, "parquet-csv");
    await writeDataset("hospital", plain, { rows: 900, seed: 2 });
    expect((await readdir(home)).filter((name) => name.endsWith(".csv") && !name.includes("preview"))).toEqual([]);
    for (const table of ["patients", "stays", "vitals", "latent"]) {
      const content = await readFile(join(home, `${table}.parquet`));
      const { rows, bytes, sha256 } = manifest.files[`${table}.parquet`];
      expect([content.length, createHash("sha256").update(content).digest("hex")]).toEqual([bytes, sha256]);
      const [read, lines] = [await readParquet(join(home, `${table}.parquet`)), await readCsv(join(plain, `${table}.csv`))];
      expect([read.rowCount, read.columnNames]).toEqual([lines.rowCount, lines.columnNames]);
      expect(rows).toBe(lines.rowCount);
      for (let i = 0; i < read.rowCount; i += 97) expect(read.row(i)).toEqual(lines.row(i));
    }
    const stop = new AbortController();
    const stopped = join(folder, "parquet-stopped");
    const writing = writeDataset("people", stopped, { rows: 50_000, format: "parquet", signal: stop.signal, onProgress: () => stop.abort() });
    await expect(writing).rejects.toMatchObject({ name: "AbortError" });
    expect(await readdir(stopped)).toEqual([]);
    // @ts-expect-error: no such format
    await expect(writeDataset("people", stopped, { format: "xlsx" })).rejects.toThrow(/format is "xlsx"/);
  });

  test("truth.json says the constants, the truths with tolerances, and the canaries", async () => {
    const home = join(folder, "truth");
    await writeDataset("people", home, { rows: 3000 });
    const truth = JSON.parse(await readFile(join(home, "truth.json"), "utf8"));
    expect(truth.constants.wage.woman).toBe(-0.16);
    expect(truth.canaries).toHaveLength(5);
    for (const { value, tolerance, inThisData } of truth.truths) expect(Math.abs(value - inThisData)).toBeLessThan(tolerance * 1.1);
  });

  test("leaves no file behind when it is stopped", async () => {
    const home = join(folder, "stopped");
    const stop = new AbortController();
    const writing = writeDataset("people", home, { rows: 50_000, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(writing).rejects.toMatchObject({ name: "AbortError" });
    expect(await readdir(home)).toEqual([]);
  });

  test("a data file keeps its old content when a new one is stopped", async () => {
    const home = join(folder, "old");
    await mkdir(home);
    await writeFile(join(home, "people.csv"), "old");
    await expect(writeDataset("people", home, { signal: AbortSignal.abort() })).rejects.toThrow(/stopped/);
    expect(await readFile(join(home, "people.csv"), "utf8")).toBe("old");
  });

  test("refuses an unknown option and an unknown dataset", async () => {
    // @ts-expect-error: an unknown option
    await expect(writeDataset("people", folder, { row: 1 })).rejects.toThrow(/unknown option "row"/);
    // @ts-expect-error: an unknown dataset
    await expect(writeDataset("person", folder)).rejects.toThrow(/people/);
  });
});

describe("datasetPath()", () => {
  test("writes on first use, then gives the same file again", async () => {
    const options = { rows: 200, seed: 2, cache: folder };
    const path = await datasetPath("people", options);
    expect(path).toBe(join(folder, "people-200-rows-seed-2", "people.csv"));
    const before = await stat(path);
    expect(await datasetPath("people", options)).toBe(path);
    expect((await stat(path)).ino).toBe(before.ino);
    expect(await datasetPath("people", { ...options, table: "latent" })).toBe(path.replace("people.csv", "latent.csv"));
  });

  test("writes again what another version of the law has written", async () => {
    const options = { rows: 60, cache: folder };
    const path = await datasetPath("people", options);
    await writeFile(path.replace("people.csv", "preview.csv"), "old");
    const before = await stat(path);
    await datasetPath("people", options);
    expect((await stat(path)).ino).not.toBe(before.ino);
  });

  test("names the tables when there is no such one", async () => {
    await expect(datasetPath("people", { table: "peple", cache: folder })).rejects.toThrow(/"people", "latent".*Did you mean "people"/);
  });
});
