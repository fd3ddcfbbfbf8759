/** The engine's process: one for each open notebook, started by `startEngine`. Its folder is where the notebook lies. */

import { createRequire } from "node:module";
import { join } from "node:path";
import { versions } from "tslab";
import { CellRunner } from "./cell-runner";
import { type EngineAnswer, type FromEngine, MEMORY_VARIABLE, PARENT_VARIABLE, type ToEngine } from "./engine-messages";
import { type ProcessWatch, watchProcess } from "./process-watch";
import { lookIntoTable } from "./shown-tables";

/** The converter and the executor are inner parts of tslab: they are known to fit in this version, and in no other. */
const FITTING = { tslab: "1.0.22", typescript: "5.0.4" };
const PACKAGE = "synthetic-tables";

function send(message: FromEngine): void {
  if (process.connected) process.send?.(message);
}

function main(): void {
  const watch = watchProcess(Number(process.env[PARENT_VARIABLE]), Number(process.env[MEMORY_VARIABLE] ?? Infinity));
  if (versions.tslab !== FITTING.tslab || versions.typescript !== FITTING.typescript) {
    send({
      kind: "unfit",
      reason: `Found tslab ${versions.tslab} with TypeScript ${versions.typescript}, need ${FITTING.tslab} with ${FITTING.typescript}: run npm ci`,
    });
    return;
  }
  const runner = new CellRunner(process.cwd(), (job, event) => send({ kind: "event", job, event }));
  process.on("SIGINT", () => runner.interrupt());
  process.on("uncaughtException", (thrown) => runner.tellStray(thrown));
  process.on("unhandledRejection", (reason) => runner.tellStray(reason));
  process.on("message", (message: ToEngine) => void obey(runner, watch, message));
  send({ kind: "ready", ...versions });
  warmUp(runner);
}

async function obey(runner: CellRunner, watch: ProcessWatch, message: ToEngine): Promise<void> {
  if (message.kind === "interrupt") runner.interrupt();
  else if (message.kind === "execute") {
    watch.allow(message.maxCpuSeconds ?? Infinity);
    const status = await runner.execute(message.job, message.code);
    watch.allow(Infinity);
    send({ kind: "done", job: message.job, status });
  } else send({ kind: "answer", request: message.request, answer: answer(runner, message) });
}

function answer(runner: CellRunner, message: Exclude<ToEngine, { kind: "interrupt" | "execute" }>): EngineAnswer {
  try {
    if (message.kind === "complete") return runner.complete(message.code, message.position);
    if (message.kind === "inspect") return runner.inspect(message.code, message.position);
    if (message.kind === "look") return { kind: "table", answer: lookIntoTable(message.table, message.query) };
    if (message.kind === "usage") return usage();
    return reload();
  } catch {
    // a cell that is half written may be more than the old compiler can look into: then there is nothing to offer
    return { kind: "nothing" };
  }
}

function usage(): EngineAnswer {
  const { user, system } = process.cpuUsage();
  return { kind: "usage", cpuSeconds: (user + system) / 1e6, residentMegabytes: process.memoryUsage.rss() / 2 ** 20 };
}

/** Forgets the library's loaded code, so that the next import cell runs what was built since. */
function reload(): EngineAnswer {
  const dist = join(__dirname, "..", "..");
  const own = join(dist, "course", "engine");
  for (const file of Object.keys(require.cache)) if (file.startsWith(dist) && !file.startsWith(own)) delete require.cache[file];
  return { kind: "reloaded" };
}

/** A notebook's first cell would wait a second or two for the library's types and code: load both now. */
function warmUp(runner: CellRunner): void {
  const load = createRequire(join(process.cwd(), "notebook.js"));
  const present = [PACKAGE, `${PACKAGE}/course`].filter((name) => canLoad(load, name));
  if (present.length > 0) runner.warmUp(present);
}

function canLoad(load: NodeJS.Require, name: string): boolean {
  try {
    load(name);
    return true;
  } catch {
    // the cell that imports it will say what is wrong; here it only costs the head start
    return false;
  }
}

main();
