/** What the course meets when it runs: the folder, the port, the engine, Jupyter, a browser. */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { messageOf } from "../../base/errors";
import { startEngine } from "../engine/start-engine";
import { kernelFolder, kernelState } from "../kernel-spec";
import { findChromium } from "../slides/chromium";
import { ok, type Finding } from "./finding";

/** Writes a file into the folders where progress and reports go. */
export function writeAccess(courseFolder: string): Finding {
  try {
    for (const folder of [courseFolder, join(courseFolder, ".course")]) {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `.doctor-${process.pid}`);
      writeFileSync(file, "");
      rmSync(file);
    }
    return ok("write access", courseFolder);
  } catch (thrown) {
    return {
      name: "write access",
      state: "broken",
      found: messageOf(thrown),
      mend: "give your user the right to write here, or copy the course to your own folder",
    };
  }
}

/** Whether the page can listen on its port. */
export function port(number: number): Promise<Finding> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => {
      resolve({
        name: "port",
        state: "optional",
        found: `${number} is taken (${error.message})`,
        mend: "nothing to do: npx course start takes the next free one",
      });
    });
    server.listen(number, "127.0.0.1", () => server.close(() => resolve(ok("port", `${number} is free`))));
  });
}

/** Starts the engine that runs cells, and runs one that imports the library. */
export async function engine(courseFolder: string): Promise<Finding> {
  const started = performance.now();
  try {
    const running = await startEngine({ cwd: join(courseFolder, "notebooks") });
    const outcome = await running.execute('import { Table } from "synthetic-tables";\nTable.of({ age: [1, 2] }).rowCount', {
      cellId: "doctor",
      maxSeconds: 60,
    });
    await running.stop();
    if (outcome.status === "ok")
      return ok("engine", `starts and imports the library in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    const [diagnostic] = outcome.diagnostics;
    return brokenEngine(diagnostic?.message ?? JSON.stringify(outcome.outputs).slice(0, 200));
  } catch (thrown) {
    return brokenEngine(messageOf(thrown));
  }
}

function brokenEngine(found: string): Finding {
  return { name: "engine", state: "broken", found, mend: "npm ci && npm run build" };
}

/** Whether Jupyter and VS Code know the kernel of this course. */
export function kernel(courseFolder: string): Finding {
  const folder = kernelFolder();
  switch (kernelState(courseFolder, folder)) {
    case "ours":
      return ok("Jupyter kernel", folder);
    case "foreign":
      return {
        name: "Jupyter kernel",
        state: "optional",
        found: `another tslab is registered in ${folder}; it works here too`,
        mend: "npx course kernel install --force (to put this one in its place)",
      };
    case "absent":
      return {
        name: "Jupyter kernel",
        state: "optional",
        found: "not registered; needed for JupyterLab and VS Code only",
        mend: "npx course kernel install",
      };
  }
}

/** A Chromium for the tests of the page and for slides as PDF; learners use any browser. */
export function chromium(path = process.env.PATH ?? ""): Finding {
  const found = findChromium({ ...process.env, PATH: path });
  if (found !== undefined) return ok("Chromium", found);
  return {
    name: "Chromium",
    state: "optional",
    found: "not found; needed for the tests of the page and slides as PDF only",
    mend: "install Chromium or Chrome",
  };
}

/** The progress file can be read, when there is one. */
export function progress(courseFolder: string): Finding {
  const file = join(courseFolder, ".course", "progress.json");
  if (!existsSync(file)) return ok("progress", "none yet");
  try {
    JSON.parse(readFileSync(file, "utf8"));
    return ok("progress", file);
  } catch {
    return {
      name: "progress",
      state: "warning",
      found: `${file} can't be read`,
      mend: "it is set aside at the next check, and counting starts anew",
    };
  }
}
