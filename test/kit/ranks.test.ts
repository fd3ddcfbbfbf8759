import { describe, expect, test } from "vitest";

import { rankViolations } from "./rank-rules";
import { sourceFiles } from "./source-files";

describe("imports go down the ranks", () => {
  test("in every file of the library", () => {
    expect(sourceFiles().flatMap(rankViolations)).toEqual([]);
  });

  test("the library has files to look at", () => {
    expect(sourceFiles().map((file) => file.path)).toContain("table/table.ts");
  });

  const of = (path: string, text: string): number => rankViolations({ path, text }).length;

  test("down and inside a folder is allowed", () => {
    expect(of("table/split.ts", 'import { Rng } from "../base/random";\nimport { Table } from "./table";')).toBe(0);
    expect(of("argn/train/train.ts", 'import { sizes } from "../sizes";')).toBe(0);
    expect(of("index.ts", 'export { Table } from "./table/table";')).toBe(0);
    expect(of("course/check.ts", 'import { Table } from "../index";')).toBe(0);
  });

  test("up, sideways and unknown folders are not", () => {
    expect(of("base/random.ts", 'import { Table } from "../table/table";')).toBe(1);
    expect(of("quality/accuracy.ts", 'import type { Model } from "../argn/model";')).toBe(1);
    expect(of("dp/bounds.ts", 'const table = await import("../table/table");')).toBe(1);
    expect(of("misc/odd.ts", 'import { Rng } from "../base/random";')).toBe(1);
    expect(of("table/split.ts", 'import { split } from "../index";')).toBe(1);
    expect(of("course/check.ts", 'import { Table } from "../table/table";')).toBe(1);
  });

  test("TensorFlow.js stays in its two folders, danfo and plotly are lazy", () => {
    expect(of("argn/tfjs/step.ts", 'import * as tf from "@tensorflow/tfjs-core";')).toBe(0);
    expect(of("argn/wasm/step.ts", 'import * as tf from "@tensorflow/tfjs-core";')).toBe(1);
    expect(
      of("table/danfo.ts", '/** Why. */\n\nimport type { DataFrame } from "danfojs-node";\nconst danfo = await import("danfojs-node");'),
    ).toBe(0);
    expect(of("table/danfo.ts", 'import { DataFrame } from "danfojs-node";')).toBe(1);
  });
});
