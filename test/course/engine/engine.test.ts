import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CellEvent, CellOutcome } from "../../../lib/course/engine/cell-events";
import { type Engine, startEngine } from "../../../lib/course/engine/start-engine";
import { buildLibrary, ROOT } from "./built-library";

const FOLDER = join(ROOT, "notebooks");
const STOP_SIGNAL = JSON.stringify(join(ROOT, "lib/dist/course/engine/stop-signal.js"));

let engine: Engine;
const late: { cellId: string; event: CellEvent }[] = [];

beforeAll(async () => {
  buildLibrary();
  engine = await startEngine({ cwd: FOLDER, heapMegabytes: 512, onLate: (cellId, event) => late.push({ cellId, event }) });
}, 120_000);

afterAll(async () => {
  await engine.stop();
});

function run(code: string, onMessage?: (event: CellEvent) => void): Promise<CellOutcome> {
  return engine.execute(code, { cellId: "cell", ...(onMessage === undefined ? {} : { onMessage }) });
}

/** Runs a cell and stops it as soon as it has printed something. */
async function runAndStop(code: string): Promise<{ outcome: CellOutcome; stopped: string }> {
  let stop: Promise<string> | undefined;
  const outcome = await run(code, (event) => {
    if (event.kind === "text") stop ??= sleep(100).then(() => engine.interrupt());
  });
  return { outcome, stopped: (await stop) ?? "never asked" };
}

describe("what a cell leaves", () => {
  it("its last expression is the result, what it prints is a stream", async () => {
    const { status, outputs, executionCount } = await run(`console.log("one"); console.error("two"); [1, 2]`);
    expect(status).toBe("ok");
    expect(outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "one\n" },
      { output_type: "stream", name: "stderr", text: "two\n" },
      { output_type: "execute_result", data: { "text/plain": "[ 1, 2 ]" }, metadata: {}, execution_count: executionCount },
    ]);
  });

  it("a later cell sees what an earlier one declared", async () => {
    await run(`const answer = 41;`);
    const { outputs } = await run(`answer + 1`);
    expect(outputs).toMatchObject([{ data: { "text/plain": "42" } }]);
  });

  it("a shorthand property finds the name of an earlier cell", async () => {
    await run(`const pair = { training: 1, holdout: 2 };\nconst { training, holdout } = pair;\nlet changing = 1;`);
    await run(`changing = 3;`);
    const { status, outputs } = await run(`({ training, holdout, changing })`);
    expect(status).toBe("ok");
    expect(outputs).toMatchObject([{ data: { "text/plain": "{ training: 1, holdout: 2, changing: 3 }" } }]);
  });

  it("a declared name of Node's hides it in the cells alone", async () => {
    await run(`const fetch = "mine";`);
    expect((await run(`console.log(fetch, typeof globalThis.fetch)`)).outputs).toMatchObject([{ text: "mine function\n" }]);
  });

  it("100,000 lines printed in one go all arrive, in order", async () => {
    const { outputs } = await run(`for (let i = 0; i < 100_000; i++) console.log("line " + i);`);
    const lines = outputs
      .map((output) => (output.output_type === "stream" ? output.text : ""))
      .join("")
      .split("\n");
    expect(lines).toHaveLength(100_001);
    expect(lines[99_999]).toBe("line 99999");
  });

  it("an update replaces the display that it names, wherever it stands", async () => {
    const { outputs } = await run(`
      import * as tslab from "tslab";
      const bar = tslab.newDisplay();
      bar.html("10 %");
      console.log("between");
      bar.html("100 %");`);
    expect(outputs).toEqual([
      { output_type: "display_data", data: { "text/html": "100 %" }, metadata: {} },
      { output_type: "stream", name: "stdout", text: "between\n" },
    ]);
  });

  it("typed arrays and numbers that JSON lacks survive in a display", async () => {
    const { outputs } = await run(`
      import * as lab from "tslab";
      lab.display.raw("application/x+json", { y: new Float64Array([1.5, NaN]), z: -Infinity } as any);`);
    expect(outputs).toMatchObject([{ data: { "application/x+json": { y: [1.5, null], z: null } } }]);
  });

  it("a progress report of a busy loop is heard while it spins", async () => {
    const heard: number[] = [];
    await run(
      `const end = performance.now() + 1200; let next = 0;
      while (performance.now() < end) if (performance.now() > next) { console.log("tick"); next = performance.now() + 100; }`,
      () => heard.push(performance.now()),
    );
    expect(heard.length).toBeGreaterThan(3);
    expect(performance.now() - heard[0]).toBeGreaterThan(500);
  });

  it("what a timer says after the end is heard late, under the cell that set it", async () => {
    await engine.execute(`setTimeout(() => console.log("afterwards"), 100); 1`, { cellId: "patient" });
    await run("2");
    await sleep(300);
    expect(late).toContainEqual({ cellId: "patient", event: { kind: "text", name: "stdout", text: "afterwards\n" } });
  });
});

describe("mistakes", () => {
  it("a type error names its place and the cell does not run", async () => {
    const { status, diagnostics, outputs } = await run(`console.log("ran");\nconst n: number = "x";`);
    expect(status).toBe("error");
    expect(diagnostics).toEqual([
      { line: 2, column: 7, endLine: 2, endColumn: 8, code: 2322, message: "Type 'string' is not assignable to type 'number'." },
    ]);
    expect(outputs).toMatchObject([{ output_type: "error", ename: "TypeScript" }]);
  });

  it("a thrown error comes with its name, its message and no frame of the engine", async () => {
    const { status, outputs } = await run(`function half(n: number): number { throw new RangeError("too small"); }\nhalf(1);`);
    expect(status).toBe("error");
    expect(outputs).toEqual([
      { output_type: "error", ename: "RangeError", evalue: "too small", traceback: ["at half (this notebook)", "at this notebook"] },
    ]);
  });

  it("the next cell runs at once after an error", async () => {
    await run(`throw new Error("stop here")`);
    expect((await run("1 + 1")).status).toBe("ok");
  });

  it("a value that is no Error is shown as it is", async () => {
    const { outputs } = await run(`throw { code: 7 }`);
    expect(outputs).toMatchObject([{ ename: "Thrown value", evalue: "{ code: 7 }" }]);
  });

  it("process.exit() loses the variables, says so, and the next cell runs", async () => {
    const { status, outputs } = await run(`process.exit(3)`);
    expect(status).toBe("died");
    expect(outputs).toMatchObject([{ output_type: "error", evalue: expect.stringContaining("code 3") }]);
    expect((await run("1 + 1")).status).toBe("ok");
  });

  it("a full heap is named as such", async () => {
    const { status, outputs } = await run(`const rows: number[][] = []; for (;;) rows.push(new Array(100_000).fill(1.5));`);
    expect(status).toBe("died");
    expect(outputs).toMatchObject([{ evalue: expect.stringContaining("ran out of memory (its limit is 512 MB)") }]);
  });
});

describe("stopping", () => {
  it("a busy loop ends and the variables stay", async () => {
    await run(`const kept = "still here";`);
    const { outcome, stopped } = await runAndStop(`console.log("go"); for (;;) {}`);
    expect({ status: outcome.status, stopped }).toEqual({ status: "interrupted", stopped: "stopped" });
    expect((await run("kept")).outputs).toMatchObject([{ data: { "text/plain": "still here" } }]);
  });

  it("a cell that waits is given up", async () => {
    const { outcome } = await runAndStop(`console.log("go"); await new Promise((resolve) => setTimeout(resolve, 60_000));`);
    expect(outcome.status).toBe("interrupted");
  });

  it("a spin that starves the event loop costs the process, and the learner is told", async () => {
    const { outcome, stopped } = await runAndStop(`console.log("go"); for (;;) await null;`);
    expect({ status: outcome.status, stopped }).toEqual({ status: "died", stopped: "restarted" });
    expect(outcome.outputs.at(-1)).toMatchObject({ evalue: expect.stringContaining("All variables are gone") });
  });

  it("work that took the stop signal ends early, keeps its result, and the cell completes", async () => {
    const { outcome, stopped } = await runAndStop(`
      const { stopSignal } = require(${STOP_SIGNAL});
      const signal: AbortSignal = stopSignal();
      console.log("go");
      let epochs = 0;
      while (!signal.aborted && epochs < 1000) { epochs++; await new Promise((resolve) => setTimeout(resolve, 20)); }
      epochs > 0 && epochs < 1000 ? "kept the best" : "ran to the end"`);
    expect({ status: outcome.status, stopped }).toEqual({ status: "ok", stopped: "stopped" });
    expect(outcome.outputs.at(-1)).toMatchObject({ data: { "text/plain": "kept the best" } });
  });

  it("a cell past its time is ended", async () => {
    const { status, outputs } = await engine.execute("for (;;) {}", { cellId: "slow", maxSeconds: 0.5 });
    expect(status).toBe("died");
    expect(outputs).toMatchObject([{ evalue: expect.stringContaining("longer than 0.5 s") }]);
  });

  it("nothing runs: nothing is stopped", async () => {
    expect(await engine.interrupt()).toBe("idle");
  });

  it("a restart forgets the variables", async () => {
    await run(`const gone = 1;`);
    await engine.restart();
    expect((await run("gone")).status).toBe("error");
  });
});

describe("help while writing", () => {
  it("completes members and shows types", async () => {
    await run(`const words = ["a"];`);
    expect((await engine.complete("words.leng", 10)).candidates).toContain("length");
    expect(await engine.inspect("words", 2)).toContain("string[]");
    expect(await engine.inspect("   ", 1)).toBeUndefined();
  });
});

describe("an engine whose parent is killed", () => {
  it.each([
    ["idle", "0"],
    ["busy", "for (;;) {}"],
  ])("ends soon when %s", async (_name, code) => {
    const script = `
      const { startEngine } = require(${JSON.stringify(join(ROOT, "lib/dist/course/engine/start-engine.js"))});
      startEngine({ cwd: ${JSON.stringify(FOLDER)} }).then(async (engine) => {
        const onMessage = (event) => event.kind === "text" && process.stdout.write(event.text);
        await engine.execute("console.log(process.pid)", { cellId: "pid", onMessage });
        engine.execute(${JSON.stringify(code)}, { cellId: "then" });
      });
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const child = await new Promise<number>((resolve) => parent.stdout.once("data", (chunk: Buffer) => resolve(Number(chunk.toString()))));
    await sleep(200);
    expect(isAlive(child)).toBe(true);
    parent.kill("SIGKILL");
    for (let i = 0; i < 60 && isAlive(child); i++) await sleep(100);
    expect(isAlive(child)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
