import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import { parseArguments } from "../../lib/base/arguments";
import { trainCommand } from "../../lib/cli/train-command";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "train-privately-"));
  const rows = Array.from({ length: 800 }, (_, i) => `${i % 2 === 0 ? "F" : "M"},${i % 5}`);
  await writeFile(join(folder, "people.csv"), `sex,children\n${rows.join("\n")}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

async function train(...words: string[]): Promise<{ printed: string; notes: string[] }> {
  const options = { ...trainCommand.options, seed: { value: "N", help: "" }, json: { help: "" } };
  const given = parseArguments("train", [join(folder, "people.csv"), "--model", join(folder, "m.safetensors"), ...words], options);
  let printed = "";
  const notes: string[] = [];
  const { signal } = new AbortController();
  await trainCommand.run(given, {
    signal,
    print: (text) => (printed += text),
    note: (text) => notes.push(text),
    progress: () => undefined,
  });
  return { printed, notes };
}

test("train --epsilon prints what was spent and notes what is not covered", async () => {
  const { printed, notes } = await train("--epsilon", "2", "--delta", "1e-6", "--epochs", "2");
  expect(printed).toMatch(/3\d noisy steps \(all epochs done\)/);
  expect(printed).toMatch(/privacy spent: epsilon (1\.99\d|2\.000) at delta 0\.000001/);
  expect(printed).toMatch(/ {2}column "sex": epsilon 0\.\d+, noisy counts/);
  expect(notes.some((note) => note.startsWith("not covered by the privacy guarantee: names, order and types"))).toBe(true);
  const argn = await TabularARGN.load(join(folder, "m.safetensors"));
  expect(argn.privacySpent?.delta).toBe(1e-6);
});

test("train --epsilon --json tells the parts", async () => {
  const { printed } = await train("--epsilon", "3", "--epochs", "1", "--json");
  expect(JSON.parse(printed)).toMatchObject({
    privacySpent: { delta: 1e-5, parts: [{ name: "training" }, { name: "number of rows" }, {}, {}] },
  });
});

test("train without --epsilon spends nothing that is told, and --delta alone is refused", async () => {
  const { printed } = await train("--epochs", "1");
  expect(printed).not.toContain("privacy");
  await expect(train("--delta", "1e-5")).rejects.toThrow("--delta has no meaning without --epsilon");
});
