import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readSafetensors, writeSafetensors } from "../../lib/argn/safetensors";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "safetensors-"));
});

const FILE = {
  tensors: [
    { name: "a", shape: [2, 2], values: Float32Array.of(1, -2, 3.5, 4) },
    { name: "b", shape: [1], values: Float32Array.of(0.1) },
  ],
  metadata: { format: "test", 'odd "key"': "ä 🎈" },
};

describe("safetensors", () => {
  test("reads what it wrote, and leaves nothing else in the folder", async () => {
    const path = join(folder, "whole.safetensors");
    await writeSafetensors(path, FILE);
    expect(await readSafetensors(path)).toEqual(FILE);
    expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("says that a file is cut short, wherever it is cut", async () => {
    const whole = join(folder, "whole2.safetensors");
    await writeSafetensors(whole, FILE);
    const bytes = await readFile(whole);
    for (const length of [0, 4, 20, bytes.length - 1]) {
      const cut = join(folder, `cut-${length}.safetensors`);
      await writeFile(cut, bytes.subarray(0, length));
      await expect(readSafetensors(cut)).rejects.toThrow(/Cannot read cut-/);
    }
  });

  test("refuses another kind of file", async () => {
    const other = join(folder, "other.csv");
    await writeFile(other, "age,city\n1,Ulm\n");
    await expect(readSafetensors(other)).rejects.toThrow(/no header length/);
  });
});
