import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { buildLibrary, ROOT } from "../engine/built-library";

const COURSE = join(ROOT, "lib/bin/course.js");

beforeAll(buildLibrary, 120_000);

function startWith(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [COURSE, "start", ...args], { encoding: "utf8", timeout: 20_000 });
}

/** Starts the course and waits for its address. */
async function running(...args: string[]): Promise<{ child: ChildProcess; url: URL }> {
  const child = spawn(process.execPath, [COURSE, "start", "--no-open", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const text = await new Promise<string>((resolve, reject) => {
    let all = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      all += chunk.toString();
      if (all.includes("Ctrl-C")) resolve(all);
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${all}`)));
  });
  return { child, url: new URL(/http:\S+/.exec(text)?.[0] ?? "") };
}

describe("course start", () => {
  it("says what is wrong with a wrong call, and ends with 2", () => {
    expect(startWith("--port", "many")).toMatchObject({
      status: 2,
      stderr: 'Cannot serve at port "many": a port is a whole number from 0 to 65535\n',
    });
    expect(startWith("--prot", "1").stderr).toMatch(/unknown option --prot\. Did you mean "port"\? See course start --help/);
    expect(startWith("--notebook", "77x")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no notebook "77x". There are: '),
    });
    expect(startWith("--help")).toMatchObject({ status: 0, stdout: expect.stringContaining("--no-open") });
  });

  it("names the way out of a taken port", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => {
        const address = other.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    expect(startWith("--no-open", "--port", String(port))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(`npx course start --port ${port + 1}`),
    });
    other.close();
  });

  it("Ctrl-C ends the server and the engines", async () => {
    const { child, url } = await running("--port", "0", "--notebook", "00");
    expect(url.searchParams.get("notebook")).toBe("notebooks/00-start-here");
    const welcome = await fetch(url, { redirect: "manual" });
    expect(welcome.headers.get("location")).toBe("/#notebooks/00-start-here");
    const cookie = (welcome.headers.get("set-cookie") ?? "").split(";")[0];
    const headers = { cookie, origin: url.origin, "content-type": "application/json" };
    const body = JSON.stringify({ notebook: "notebooks/00-start-here", cell: "pid", code: "process.pid" });
    const answer = await (await fetch(`${url.origin}/api/run`, { method: "POST", headers, body })).text();
    const engine = Number(/"text\/plain":"(\d+)"/.exec(answer)?.[1]);
    expect(isAlive(engine)).toBe(true);
    child.kill("SIGINT");
    expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
    for (let i = 0; i < 40 && isAlive(engine); i++) await sleep(100);
    expect(isAlive(engine)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
