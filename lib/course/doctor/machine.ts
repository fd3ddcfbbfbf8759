/** The machine: Node, npm, memory, disk, speed. */

import { spawnSync } from "node:child_process";
import { statfsSync } from "node:fs";
import { availableParallelism, freemem, totalmem } from "node:os";
import { ok, type Finding } from "./finding";
import { isAtLeast } from "./versions";

const LEAST_NODE = "20.19";
const LEAST_NPM = "10";
const GIGABYTE = 2 ** 30;

export function node(version = process.versions.node): Finding {
  if (isAtLeast(version, LEAST_NODE)) return ok("Node", version);
  return {
    name: "Node",
    state: "broken",
    found: `${version}, ${LEAST_NODE} or newer is needed`,
    mend: "install the current LTS version from nodejs.org, then run: npm ci",
  };
}

export function npm(version = npmVersion()): Finding {
  if (version === "") return { name: "npm", state: "warning", found: "not found", mend: "install Node from nodejs.org, npm comes with it" };
  if (isAtLeast(version, LEAST_NPM)) return ok("npm", version);
  return { name: "npm", state: "warning", found: `${version}, ${LEAST_NPM} or newer is tested`, mend: "npm install --global npm@latest" };
}

/** npm tells the scripts that it runs who it is; outside of npm it is asked. */
function npmVersion(): string {
  const agent = /npm\/(\S+)/.exec(process.env.npm_config_user_agent ?? "");
  if (agent !== null) return agent[1];
  const { stdout } = spawnSync("npm", ["--version"], { encoding: "utf8", shell: process.platform === "win32" });
  return (stdout ?? "").trim();
}

export function memory(total = totalmem(), available = availableMemory()): Finding {
  const found = `${gigabytes(available)} of ${gigabytes(total)} GB free`;
  if (available >= 1.5 * GIGABYTE) return ok("memory", found);
  return { name: "memory", state: "warning", found: `${found}; a notebook with a model needs about 1.5 GB`, mend: "close other programs" };
}

/** Memory that can be had without swapping; on older Node versions, memory that nobody uses at all. */
function availableMemory(): number {
  const available: unknown = Reflect.get(process, "availableMemory");
  return typeof available === "function" ? Number(Reflect.apply(available, process, [])) : freemem();
}

export function disk(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const found = `${gigabytes(free)} GB free`;
  if (free >= GIGABYTE) return ok("disk", found);
  const state = free < GIGABYTE / 10 ? "broken" : "warning";
  return { name: "disk", state, found: `${found}; 1 GB keeps data sets, models and reports`, mend: "make room on this disk" };
}

const WIDTH = 256;
const SLOW_MULTIPLICATIONS = 2e8;

/** Multiplies matrices for a second, on one core and without any library: what the plain-JavaScript parts can expect. */
export function benchmark(seconds = 1): Finding {
  const a = Float32Array.from({ length: WIDTH * WIDTH }, (_, i) => (i % 7) - 3);
  const result = new Float32Array(WIDTH * WIDTH);
  const started = performance.now();
  let rounds = 0;
  while (performance.now() - started < 1000 * seconds) {
    multiply(a, a, result);
    rounds++;
  }
  const perSecond = (rounds * WIDTH ** 3) / ((performance.now() - started) / 1000);
  const found = `${(perSecond / 1e9).toFixed(2)} billion multiplications a second on one of ${availableParallelism()} cores`;
  if (perSecond >= SLOW_MULTIPLICATIONS) return ok("speed", found);
  return {
    name: "speed",
    state: "warning",
    found: `${found}; trainings take several times as long as stated`,
    mend: "close other programs, plug in the charger",
  };
}

function multiply(a: Float32Array, b: Float32Array, result: Float32Array): void {
  result.fill(0);
  for (let i = 0; i < WIDTH; i++) {
    for (let k = 0; k < WIDTH; k++) {
      const factor = a[i * WIDTH + k];
      for (let j = 0; j < WIDTH; j++) result[i * WIDTH + j] += factor * b[k * WIDTH + j];
    }
  }
}

function gigabytes(bytes: number): string {
  return (bytes / GIGABYTE).toFixed(1);
}
