import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { TabularARGN } from "../../lib/argn/tabular-argn";
import { products } from "../helpers/products";

const table = products(400, 1).select(["amount", "product_type", "date"]);
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "model-"));
});

async function trained(name: string, seed: number, threads: number): Promise<string> {
  const path = join(folder, name);
  await (await TabularARGN.train(table, { seed, threads, epochs: 3, size: "S" })).save(path);
  return path;
}

describe("a model file", () => {
  test("has the same bytes for the same seed, whatever the threads, and others for another seed", async () => {
    const [first, second, other] = await Promise.all([trained("1", 1, 1), trained("2", 1, 2), trained("3", 2, 1)]);
    expect((await readFile(first)).equals(await readFile(second))).toBe(true);
    expect((await readFile(first)).equals(await readFile(other))).toBe(false);
  });

  test("gives back a model that draws the same rows", async () => {
    const path = await trained("4", 1, 1);
    const argn = await TabularARGN.train(table, { seed: 1, threads: 1, epochs: 3, size: "S" });
    const read = await TabularARGN.load(path);
    expect([...(await read.sample(50, { seed: 2 })).rows()]).toEqual([...(await argn.sample(50, { seed: 2 })).rows()]);
    expect(read.history.map(({ epoch, validationLoss }) => [epoch, validationLoss])).toEqual(
      argn.history.map(({ epoch, validationLoss }) => [epoch, validationLoss]),
    );
  });

  test("of a newer version is refused", async () => {
    const path = await trained("5", 1, 1);
    const bytes = await readFile(path, "latin1");
    await writeFile(path, bytes.replace('"version":"1"', '"version":"9"'), "latin1");
    await expect(TabularARGN.load(path)).rejects.toThrow(/newer version \(model format 9/);
  });
});
