import { spawn, type ChildProcess } from "node:child_process";
import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Rng } from "../../lib/base/random";

const PROGRAM = join(__dirname, "..", "..", "lib", "bin", "synthetic-tables.js");

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let folder: string;
const file = (name: string): string => join(folder, name);

function start(words: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [PROGRAM, ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout?.on("data", (data) => (out += String(data)));
  child.stderr?.on("data", (data) => (err += String(data)));
  return { child, ended: new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err }))) };
}

const run = (...words: string[]): Promise<Ended> => start(words).ended;

/** One sentence on standard error, no stack, nothing on standard output. */
async function expectFailure(words: readonly string[], code: number, message: string): Promise<void> {
  const ended = await run(...words, "--quiet");
  expect(ended.err.trim().split("\n")).toHaveLength(1);
  expect(ended.err).toContain(message);
  expect(ended.err).not.toMatch(/^\s+at |Error:/m);
  expect(ended.out).toBe("");
  expect(ended.code).toBe(code);
}

async function writeRows(name: string, header: string, rows: readonly string[]): Promise<void> {
  await writeFile(file(name), `${[header, ...rows].join("\n")}\n`);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "command-line-"));
  const rng = new Rng("command line");
  const rows = (number: number, row: () => string): string[] => Array.from({ length: number }, row);
  await writeRows(
    "people.csv",
    "age,sex,income",
    rows(400, () => {
      const age = 18 + rng.integer(60);
      return `${age},${rng.pick(["M", "F"])},${rng.uniform() < age / 100 ? "high" : "low"}`;
    }),
  );
  await writeRows("holes.csv", "age,sex,income", ["30,M,", ",F,high", "50,,low"]);
  await writeFile(file("empty.csv"), "");
  await writeRows("header.csv", "a,b", []);
  await writeRows("one-row.csv", "a,b", ["1,2"]);
  await writeRows("twice.csv", "a,a", ["1,2", "3,4"]);
  await writeRows(
    "one-column.csv",
    "a",
    rows(60, () => rng.pick(["x", "y"])),
  );
  await writeRows(
    "missing.csv",
    "a,nothing",
    rows(60, () => `${rng.pick(["x", "y"])},`),
  );
  await writeRows(
    "categories.csv",
    "town,n",
    rows(3000, () => `town ${rng.integer(1000)},${rng.integer(9)}`),
  );
  await writeRows(
    "texts.csv",
    "n,m",
    rows(60, () => `"${rng.integer(9)}","${rng.pick(["1", "x"])}"`),
  );
  const trained = await run("train", "people.csv", "--model", "people.safetensors", "--epochs", "1", "--quiet");
  expect(trained.err).toBe("");
});
afterAll(() => rm(folder, { recursive: true }));

describe("the command line, as a process of its own", () => {
  test("trains, samples, imputes and assesses, one line of JSON each", async () => {
    const results = [
      await run("train", "people.csv", "--model", "again.safetensors", "--epochs", "1", "--json", "--quiet"),
      await run("sample", "people.safetensors", "--rows", "200", "--out", "s.csv", "--json", "--quiet"),
      await run("impute", "people.safetensors", "holes.csv", "--out", "full.csv", "--draws", "3", "--json", "--quiet"),
      await run("assess", "--training", "people.csv", "--synthetic", "s.csv", "--out", "scores.json", "--json", "--quiet"),
    ];
    for (const { code, out, err } of results) {
      expect([code, err]).toEqual([0, ""]);
      expect(out.endsWith("\n") && !out.slice(0, -1).includes("\n")).toBe(true);
      expect(() => JSON.parse(out)).not.toThrow();
    }
    expect(JSON.parse(results[2].out)).toMatchObject({ rows: 3, filled: 3, left: 0 });
    const full = (await readFile(file("full.csv"), "utf8")).trim().split("\n");
    expect(full[1]).toMatch(/^30,M,(high|low)$/);
    expect(full[2]).toMatch(/^\d+,F,high$/);
    expect(full[3]).toMatch(/^50,(M|F),low$/);
  });

  async function weightsOf(name: string): Promise<Buffer> {
    const bytes = await readFile(file(name));
    return bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
  }

  test("gives the same bytes for the same seed and others for another", async () => {
    await run("train", "people.csv", "--model", "b.safetensors", "--epochs", "1", "--threads", "1");
    await run("train", "people.csv", "--model", "c.safetensors", "--epochs", "1", "--seed", "9");
    expect((await weightsOf("b.safetensors")).equals(await weightsOf("people.safetensors"))).toBe(true);
    expect((await weightsOf("c.safetensors")).equals(await weightsOf("people.safetensors"))).toBe(false);
    const texts = [];
    for (const words of [
      ["--seed", "4"],
      ["--seed", "4", "--threads", "1"],
      ["--seed", "5"],
    ]) {
      await run("sample", "people.safetensors", "--rows", "300", "--out", "t.csv", ...words);
      texts.push(await readFile(file("t.csv"), "utf8"));
    }
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
  });

  test("rebalances by values and ranges, and samples with parity", async () => {
    const { code } = await run(
      "sample",
      "people.safetensors",
      "--rows",
      "2000",
      "--out",
      "r.csv",
      "--rebalance",
      "sex:F=0.9",
      "--rebalance",
      "age:18..30=0.8",
      "--parity",
      "income:sex",
    );
    expect(code).toBe(0);
    const rows = (await readFile(file("r.csv"), "utf8"))
      .trim()
      .split("\n")
      .slice(1)
      .map((row) => row.split(","));
    const share = (some: string[][], test: (row: string[]) => boolean): number => some.filter(test).length / some.length;
    expect(Math.abs(share(rows, ([, sex]) => sex === "F") - 0.9)).toBeLessThan(0.03);
    expect(Math.abs(share(rows, ([age]) => Number(age) < 30) - 0.8)).toBeLessThan(0.04);
    const high = ["F", "M"].map((sex) =>
      share(
        rows.filter((row) => row[1] === sex),
        (row) => row[2] === "high",
      ),
    );
    expect(Math.abs(high[0] - high[1])).toBeLessThan(0.02);
  });

  test.concurrent.each(["one-column", "missing", "categories", "texts"])("copes with %s", async (name) => {
    const trained = await run("train", `${name}.csv`, "--model", `${name}.safetensors`, "--epochs", "1");
    expect(trained.code).toBe(0);
    if (name === "missing") expect(trained.err).toContain('"nothing"');
    expect((await run("sample", `${name}.safetensors`, "--rows", "20", "--out", `${name}-out.csv`)).code).toBe(0);
    const [header] = (await readFile(file(`${name}.csv`), "utf8")).split("\n");
    const lines = (await readFile(file(`${name}-out.csv`), "utf8")).trimEnd().split("\n");
    expect([lines[0], lines.length]).toEqual([header, 21]);
  });

  test("writes a dataset", async () => {
    const { code, out } = await run("data", "people", "--rows", "50", "--out", "data", "--json", "--quiet");
    expect(code).toBe(0);
    expect(() => JSON.parse(out)).not.toThrow();
  });

  test.concurrent.each([
    ["no such file", ["train", "nowhere.csv", "--model", "x.safetensors"], 1, "there is no such file"],
    ["an empty file", ["train", "empty.csv", "--model", "x.safetensors"], 1, "it is empty"],
    ["a header alone", ["train", "header.csv", "--model", "x.safetensors"], 1, "no rows"],
    ["one row", ["train", "one-row.csv", "--model", "x.safetensors"], 1, "only 1 row"],
    ["a name that stands twice", ["train", "twice.csv", "--model", "x.safetensors"], 1, "more than once"],
    ["an unknown option", ["train", "people.csv", "--modell", "x.safetensors"], 2, 'Did you mean "model"?'],
    ["no model name", ["train", "people.csv"], 2, "needs --model"],
    ["an unknown command", ["tran"], 2, 'Did you mean "train"?'],
    ["a word for a number", ["train", "people.csv", "--model", "x.safetensors", "--epochs", "ten"], 2, "must be a number"],
    [
      "a folder that does not exist",
      ["sample", "people.safetensors", "--out", "no/where.csv"],
      1,
      'Cannot write no/where.csv: there is no folder "no"',
    ],
    ["an unknown column", ["sample", "people.safetensors", "--out", "x.csv", "--rebalance", "sexx:F=0.5"], 1, 'Did you mean "sex"?'],
    ["a share without a column", ["sample", "people.safetensors", "--out", "x.csv", "--rebalance", "0.5"], 2, "COLUMN:VALUE=SHARE"],
    ["parity without groups", ["sample", "people.safetensors", "--out", "x.csv", "--parity", "income"], 2, "OUTCOME:COLUMN"],
    ["half a row", ["sample", "people.safetensors", "--out", "x.csv", "--rows", "1.5"], 1, "whole number"],
    ["a table for a model", ["sample", "people.csv", "--out", "x.csv"], 1, "people.csv"],
    ["one file to impute", ["impute", "people.safetensors", "--out", "x.csv"], 2, "a model file and a table"],
    [
      "no such column to impute",
      ["impute", "people.safetensors", "holes.csv", "--out", "x.csv", "--columns", "agee"],
      1,
      'Did you mean "age"?',
    ],
    ["no draws", ["impute", "people.safetensors", "holes.csv", "--out", "x.csv", "--draws", "0"], 1, "draws is 0"],
    ["no such dataset", ["data", "peeple", "--out", "x"], 2, 'Did you mean "people"?'],
  ])("says in one sentence what is wrong with %s", (_what, words, code, message) => expectFailure(words, code, message));

  test("leaves neither a result nor a part of one behind when it fails", async () => {
    const names = await readdir(folder);
    expect(names.filter((name) => name.startsWith("x.") || name.includes(".part"))).toEqual([]);
  });

  test("refuses a model file that is cut short, and one of a newer version", async () => {
    await copyFile(file("people.safetensors"), file("short.safetensors"));
    await truncate(file("short.safetensors"), 5000);
    await expectFailure(["sample", "short.safetensors", "--out", "x.csv"], 1, "short.safetensors");
    const bytes = await readFile(file("people.safetensors"));
    const newer = Buffer.from(bytes.toString("latin1").replace('"version":"1"', '"version":"9"'), "latin1");
    expect(newer.equals(bytes)).toBe(false);
    await writeFile(file("newer.safetensors"), newer);
    await expectFailure(["sample", "newer.safetensors", "--out", "x.csv"], 1, "newer version");
  });

  test("keeps the best so far when it is interrupted, and saves the model", async () => {
    const { child, ended } = start(["train", "categories.csv", "--model", "stopped.safetensors", "--epochs", "100"]);
    let heard = "";
    child.stderr?.on("data", (data) => {
      heard += String(data);
      // the first progress line comes with the first steps
      if (heard.includes("epoch") && !child.killed) child.kill("SIGINT");
    });
    const { code, err } = await ended;
    expect(err).toContain("what is done so far is kept");
    expect(code).toBe(0);
    expect((await run("sample", "stopped.safetensors", "--rows", "5", "--out", "stopped.csv")).code).toBe(0);
    expect((await readdir(folder)).filter((name) => name.includes(".part"))).toEqual([]);
  });

  test("says nothing on standard error with --quiet, and helps with --help", async () => {
    const { err } = await run("sample", "people.safetensors", "--rows", "10", "--out", "q.csv", "--quiet");
    expect(err).toBe("");
    for (const words of [["--help"], ["impute", "--help"]]) {
      const { code, out } = await run(...words);
      expect(code).toBe(0);
      expect(out).toContain("Usage: synthetic-tables");
    }
  });
});
