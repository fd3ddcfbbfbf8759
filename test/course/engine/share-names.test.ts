import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { buildLibrary, ROOT } from "./built-library";

beforeAll(buildLibrary, 120_000);

/** Cells on tslab's own executor, with nothing of our engine: what Jupyter's kernel does. Gives what they print. */
function underTslab(cells: readonly string[]): string {
  const script = `
    const { createConverter } = require(${JSON.stringify(join(ROOT, "node_modules/tslab/dist/converter.js"))});
    const { createExecutor } = require(${JSON.stringify(join(ROOT, "node_modules/tslab/dist/executor.js"))});
    const node = createConverter({ isJS: false, isBrowser: false });
    const executor = createExecutor(process.cwd(), { node, browser: node, close: () => node.close() }, console);
    (async () => {
      for (const cell of ${JSON.stringify(cells)}) await executor.execute(cell);
      process.exit(0);
    })();`;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], { cwd: join(ROOT, "notebooks"), encoding: "utf8" });
  return stdout + stderr;
}

const CELLS = ["const training = 1;", "const synthetic = 2;", "({ training, synthetic })"];

it("tslab alone does not find the names of earlier cells in a shorthand property", () => {
  expect(underTslab(CELLS)).toContain("training is not defined");
});

it("with the course imported it does, for names of earlier and of later cells", () => {
  const [first, ...later] = CELLS;
  expect(underTslab([first, 'import { show } from "synthetic-tables/course";', ...later])).toContain("{ training: 1, synthetic: 2 }");
});
