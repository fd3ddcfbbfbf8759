import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCsv } from "../../lib/table/read-csv";

const PROGRAM = join(__dirname, "..", "..", "lib", "bin", "synthetic-tables.js");

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "train-options-"));
  const rows = Array.from({ length: 300 }, (_, i) => `${i % 7},${i % 5 === 0 ? "" : i % 3},${i % 2 === 0 ? 9 : 1}`);
  await writeFile(join(folder, "data.csv"), ["day,kind,weight", ...rows].join("\n"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data) => (out += String(data)));
  child.stderr.on("data", (data) => (err += String(data)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

describe("the command line", () => {
  test("trains on some rows with weights, goes on with others, and samples complete columns", async () => {
    const first = await run(
      "train",
      "data.csv",
      "--model",
      "m1.safetensors",
      "--epochs",
      "1",
      "--max-rows",
      "200",
      "--weights",
      "weight",
      "--dropout",
      "0.1",
      "--json",
    );
    expect(first.code).toBe(0);
    const { rows, columns }: { rows: number; columns: { name: string }[] } = JSON.parse(first.out);
    expect([rows, columns.map(({ name }) => name)]).toEqual([200, ["day", "kind"]]);
    const second = await run("train", "data.csv", "--continue", "m1.safetensors", "--model", "m2.safetensors", "--epochs", "1", "--json");
    expect([second.code, JSON.parse(second.out).rows]).toEqual([0, 500]);
    expect((await run("sample", "m2.safetensors", "--rows", "50", "--out", "s.csv", "--complete", "kind")).code).toBe(0);
    expect([...(await readCsv(join(folder, "s.csv"))).rows()].every(({ kind }) => kind !== null)).toBe(true);
    expect((await run("impute", "m2.safetensors", "data.csv", "--out", "f.csv", "--draws", "3", "--aggregate", "mode")).code).toBe(0);
    expect([...(await readCsv(join(folder, "f.csv"))).rows()].every(({ kind }) => kind !== null)).toBe(true);
  });

  test("says what makes no sense beside --continue", async () => {
    const { code, err } = await run("train", "data.csv", "--continue", "m1.safetensors", "--model", "m3.safetensors", "--size", "S");
    expect([code, err.includes("--size has no meaning beside --continue")]).toEqual([2, true]);
  });
});
