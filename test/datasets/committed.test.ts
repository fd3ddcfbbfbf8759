import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { simulators } from "../../lib/datasets/simulate/simulators";
import { committedFilesOf } from "../../lib/datasets/write-descriptions";

const home = join(__dirname, "../../datasets");

describe.each(simulators.map((simulator) => ({ simulator, name: simulator.name })))("datasets/$name", ({ simulator, name }) => {
  test("is what the code writes, and nothing else", async () => {
    const files = await committedFilesOf(simulator);
    expect((await readdir(join(home, name))).sort()).toEqual(Object.keys(files).sort());
    for (const [file, text] of Object.entries(files)) expect(await readFile(join(home, name, file), "utf8"), file).toBe(text);
  });
});
