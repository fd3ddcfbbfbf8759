import { describe, expect, test } from "vitest";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { packageDataset, packageDatasetPath, packageDatasets } from "../../lib/datasets/package-datasets";
import { join } from "node:path";

describe("packageDatasetPath()", () => {
  test("says how to install a package that is not there", () => {
    const resolve = (name: string): string => {
      throw new Error(`Cannot find module '${name}'`);
    };
    expect(() => packageDatasetPath("movies", { resolve })).toThrow(
      /vega-datasets is not installed. Run: npm install --no-save vega-datasets@3.2.1/,
    );
  });

  test("finds exported files by name, and those of vega-datasets beside its entry", () => {
    const resolve = (name: string): string => join("/modules", name === "vega-datasets" ? "vega-datasets/build/entry.js" : name);
    expect(packageDatasetPath("diamonds", { resolve })).toBe(join("/modules/@observablehq/sample-datasets/diamonds.csv"));
    expect(packageDatasetPath("movies", { resolve })).toBe(join("/modules/vega-datasets/data/movies.json"));
  });

  test("names the nearest table", () => {
    expect(() => packageDatasetPath("penguin")).toThrow(/Did you mean "penguins"/);
    expect(new Set(packageDatasets.map(({ name }) => name)).size).toBe(packageDatasets.length);
  });
});

describe("packageDataset()", () => {
  test("reads CSV and JSON, and makes text of a column of several types", async () => {
    const folder = await mkdtemp(join(tmpdir(), "packages-"));
    await mkdir(join(folder, "data"));
    await writeFile(join(folder, "data", "movies.json"), '[{"Title":1941,"Votes":7},{"Title":"Jaws"}]');
    await writeFile(join(folder, "penguins.csv"), "species,mass\nAdelie,3750\nGentoo,\n");
    const resolve = (name: string): string => (name === "vega-datasets" ? join(folder, "build", "entry.js") : join(folder, "penguins.csv"));
    const movies = await packageDataset("movies", { resolve });
    expect([...movies.rows()]).toEqual([
      { Title: "1941", Votes: 7 },
      { Title: "Jaws", Votes: null },
    ]);
    expect((await packageDataset("penguins", { resolve })).row(1)).toEqual({ species: "Gentoo", mass: null });
    await rm(folder, { recursive: true });
  });

  test("says how to install what is absent", async () => {
    const resolve = (): string => {
      throw new Error("absent");
    };
    await expect(packageDataset("diamonds", { resolve })).rejects.toThrow(/npm install --no-save @observablehq\/sample-datasets@1.0.1/);
  });
});
