/** What the course promises of its engine and of the files, measured. Limits of time are those of the processor where a busy machine would stretch them. */

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Engine, startEngine } from "../../../lib/course/engine/start-engine";
import { buildLibrary, ROOT } from "./built-library";

const IMPORTS =
  'import { simulate, split, TabularARGN, type Table } from "synthetic-tables";\nimport { check, hint, show, todo } from "synthetic-tables/course";';

let engine: Engine;

beforeAll(async () => {
  buildLibrary();
  engine = await startEngine({ cwd: join(ROOT, "notebooks") });
}, 240_000);
afterAll(() => engine.stop());

async function cpuSecondsOf(task: () => Promise<unknown>): Promise<number> {
  const before = await engine.usage();
  await task();
  const after = await engine.usage();
  if (before === undefined || after === undefined) throw new Error("the engine does not say what it has used");
  return after.cpuSeconds - before.cpuSeconds;
}

describe("an engine that has just started", () => {
  it("holds less than 350 MB when it has warmed up and waits", async () => {
    await engine.inspect("1", 0);
    const usage = await engine.usage();
    expect(usage?.residentMegabytes).toBeGreaterThan(50);
    expect(usage?.residentMegabytes).toBeLessThan(350);
  });

  it("answers the first cell, the one with the imports, with less than a second of work", async () => {
    const cpuSeconds = await cpuSecondsOf(async () => {
      const { status } = await engine.execute(`${IMPORTS}\nconsole.log("ready");`, { cellId: "first" });
      expect(status).toBe("ok");
    });
    expect(cpuSeconds).toBeLessThan(1);
  });

  it("and holds less than 350 MB with the library in use", async () => {
    await engine.execute('const people = simulate("people", { rows: 2000, seed: 1 });\nshow(people);', { cellId: "people" });
    expect((await engine.usage())?.residentMegabytes).toBeLessThan(350);
  });
});

describe("a loop without end", () => {
  it.each([
    ["that is busy", "for (;;) {}", "stopped"],
    ["that awaits and starves the event loop", "for (;;) await null;", "restarted"],
  ])("%s is stopped within 3 s", async (_name, code, how) => {
    const outcome = engine.execute(`console.log("on it");\n${code}`, { cellId: "loop" });
    await sleep(1000);
    const started = performance.now();
    expect(await engine.interrupt()).toBe(how);
    const seconds = (performance.now() - started) / 1000;
    expect((await outcome).status).not.toBe("ok");
    expect(seconds).toBeLessThan(3);
    // the engine is of use again
    expect((await engine.execute("1 + 1", { cellId: "next" })).status).toBe("ok");
  });
});

describe("a limit of the processor's time", () => {
  it("ends a loop, and lets a cell that waits go on", async () => {
    const waiting = await engine.execute("await new Promise((resolve) => setTimeout(resolve, 1500));", {
      cellId: "waits",
      maxCpuSeconds: 1,
    });
    expect(waiting.status).toBe("ok");
    const busy = await engine.execute("for (;;) {}", { cellId: "busy", maxCpuSeconds: 1 });
    expect(busy.status).toBe("died");
    expect(busy.outputs).toMatchObject([{ evalue: expect.stringContaining("more time of the processor") }]);
    expect((await engine.execute("1 + 1", { cellId: "next" })).status).toBe("ok");
  });

  it("a limit of memory counts what stands beside the heap", async () => {
    const small = await startEngine({ cwd: join(ROOT, "notebooks"), maxMegabytes: 700 });
    const { status, outputs } = await small.execute("const eaten = [];\nfor (;;) eaten.push(new Uint8Array(20_000_000).fill(1));", {
      cellId: "eats",
    });
    await small.stop();
    expect(status).toBe("died");
    expect(outputs).toMatchObject([{ evalue: "The engine held more memory than it may (700 MB) and was ended." }]);
  });
});

describe("a server that is killed", () => {
  it("has written what it said it had saved, whole, and a save that it never answered costs no older one", async () => {
    const root = mkdtempSync(join(tmpdir(), "course-killed-"));
    for (const folder of ["notebooks", "exercises", "solutions"]) mkdirSync(join(root, folder));
    for (const shared of ["lib", "node_modules"]) symlinkSync(join(ROOT, shared), join(root, shared));
    const file = join(root, "notebooks", "00-start-here.ipynb");
    cpSync(join(ROOT, "notebooks", "00-start-here.ipynb"), file);
    writeFileSync(join(root, "package.json"), readFileSync(join(ROOT, "package.json")));
    try {
      for (let round = 0; round < 3; round++) {
        const { save, kill } = await serve(root);
        for (let i = 0; i < 10; i++) {
          await save(`// round ${round}, keystroke ${i}`);
          expect(readFileSync(file, "utf8")).toContain(`// round ${round}, keystroke ${i}`);
        }
        void save(`// round ${round}, on its way`).catch(() => undefined);
        await kill();
        const kept = readFileSync(file, "utf8");
        expect(() => JSON.parse(kept)).not.toThrow();
        expect(kept).toMatch(new RegExp(`// round ${round}, (keystroke 9|on its way)`));
      }
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

interface Served {
  readonly save: (source: string) => Promise<void>;
  readonly kill: () => Promise<void>;
}

/** The course as a process of its own, and a page's way of saving the first code cell of its first notebook. */
async function serve(root: string): Promise<Served> {
  const child = spawn(process.execPath, [join(ROOT, "lib/bin/course.js"), "start", "--no-open", "--port", "0"], {
    env: { ...process.env, COURSE_FOLDER: root },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const text = await new Promise<string>((resolve) => {
    let all = "";
    child.stdout.on("data", (chunk: Buffer) => {
      all += chunk.toString();
      if (all.includes("Ctrl-C")) resolve(all);
    });
  });
  const url = new URL(/http:\S+/.exec(text)?.[0] ?? "");
  const welcome = await fetch(url, { redirect: "manual" });
  const cookie = (welcome.headers.get("set-cookie") ?? "").split(";")[0];
  const headers = { cookie, origin: url.origin, "content-type": "application/json" };
  const address = `${url.origin}/api/notebook?id=notebooks/00-start-here`;
  const opened: { document: { cells: { kind: string; source: string }[] }; modified: number } = JSON.parse(
    await (await fetch(address, { headers })).text(),
  );
  const [code] = opened.document.cells.filter(({ kind }) => kind === "code");
  let { modified } = opened;
  return {
    save: async (source) => {
      code.source = source;
      const response = await fetch(address, { method: "PUT", headers, body: JSON.stringify({ document: opened.document, modified }) });
      expect(response.status).toBe(200);
      ({ modified } = JSON.parse(await response.text()));
    },
    kill: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}
