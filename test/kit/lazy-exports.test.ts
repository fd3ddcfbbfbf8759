import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import * as sources from "../../lib";

const built = resolve(__dirname, "../../lib/dist/index.js");

/** Names that Node and vitest add. */
const NOT_OURS = new Set<unknown>(["default", "__esModule", "module.exports"]);

/** What a fresh process prints as JSON. */
function told(script: string, kind: "commonjs" | "module" = "commonjs"): unknown {
  const flags = kind === "module" ? ["--input-type=module"] : [];
  return JSON.parse(execFileSync(process.execPath, [...flags, "-e", script], { encoding: "utf8" }));
}

/** Loads the built library, does something with it, and prints the files loaded, from dist or their package on. */
function filesLoaded(use: string): string[] {
  const printed = told(
    `const library = require(${JSON.stringify(built)}); ${use}; console.log(JSON.stringify(Object.keys(require.cache)));`,
  );
  return Array.isArray(printed) ? printed.map((file) => String(file).replace(/^.*\/(dist|node_modules)\//, "$1/")) : [];
}

it("importing the library loads nothing but its entry", () => {
  expect(filesLoaded("")).toEqual(["dist/index.js"]);
});

it("using a part of the library loads that part", () => {
  const files = filesLoaded("library.readCsv; library.split; library.Table.of");
  expect(files).toContain("dist/table/read-csv.js");
  expect(files.filter((file) => !/^(dist\/(index|table\/|base\/)|node_modules\/papaparse\/)/.test(file))).toEqual([]);
});

it("all of the library together loads no TensorFlow.js, plotly, danfo or trees", () => {
  const files = filesLoaded("for (const name in library) library[name]");
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((file) => /node_modules\/(@tensorflow|plotly|danfojs|mathjs|ydf-training)/.test(file))).toEqual([]);
});

it("ES modules find all names, each with its value", () => {
  const names = told(
    `import * as library from ${JSON.stringify(built)};
     import { readCsv, TabularARGN } from ${JSON.stringify(built)};
     if (typeof readCsv !== "function" || TabularARGN.name !== "TabularARGN") throw new Error("not found");
     console.log(JSON.stringify(Object.keys(library).filter((name) => library[name] !== undefined)));`,
    "module",
  );
  const own = (all: readonly unknown[]): unknown[] => all.filter((name) => !NOT_OURS.has(name)).sort();
  expect(own(Array.isArray(names) ? names : [])).toEqual(own(Object.keys(sources)));
});
