/** Installing the optional TensorFlow package for NVIDIA graphics processors, beside the lockfile. */

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isAtLeast } from "./doctor/versions";

const PACKAGE = "@tensorflow/tfjs-node-gpu";
const VERSION = "4.22.0";

/** The machine, as far as the package depends on it. */
export interface GpuMachine {
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
}

export function thisMachine(): GpuMachine {
  return { node: process.versions.node, platform: process.platform, arch: process.arch };
}

/** Why the package can't work on this machine, "" when it can. */
export function whyNot({ node, platform, arch }: GpuMachine): string {
  if (isAtLeast(node, "23")) return `Node is ${node}; ${PACKAGE} ${VERSION} needs a function that Node 23 removed. Use Node 20 or 22.`;
  if (arch !== "x64" || !["linux", "win32"].includes(platform))
    return `This is ${platform} on ${arch}; its makers offer GPU builds for Linux and Windows on x64 only.`;
  return "";
}

/** What the driver says of the graphics processors, one a line; "" when there is no driver. */
export function graphicsProcessors(): string {
  const { stdout, status } = spawnSync("nvidia-smi", ["--query-gpu=name,memory.total,driver_version", "--format=csv,noheader"], {
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : "";
}

/** Which of the libraries that TensorFlow 2.9 loads can be found. Linux only: elsewhere the tiny step below must tell. */
export function findLibraries(folders = libraryFolders()): { found: string[]; missing: string[] } {
  const names = folders.flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : []));
  const known = `${names.join("\n")}\n${spawnSync("ldconfig", ["-p"], { encoding: "utf8" }).stdout ?? ""}`;
  const isThere = (library: string): boolean => known.includes(library);
  return { found: LIBRARIES.filter(isThere), missing: LIBRARIES.filter((library) => !isThere(library)) };
}

const LIBRARIES: readonly string[] = ["libcudart.so.11", "libcublas.so.11", "libcudnn.so.8"];

function libraryFolders(): string[] {
  return [
    "/usr/local/cuda/lib64",
    "/usr/lib/x86_64-linux-gnu",
    ...(process.env.LD_LIBRARY_PATH ?? "").split(":").filter((folder) => folder !== ""),
  ];
}

/** What came of the installation. */
export type Installation = { readonly kind: "installed" } | { readonly kind: "failed"; readonly why: string };

/**
 * Installs the package without touching package.json or the lockfile. When its download fails, what was put into
 * node_modules is taken out again.
 */
export function install(courseFolder: string): Installation {
  const npm = spawnSync(
    "npm",
    ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts=false", "--foreground-scripts", `${PACKAGE}@${VERSION}`],
    {
      cwd: courseFolder,
      encoding: "utf8",
      shell: process.platform === "win32",
    },
  );
  const folder = join(courseFolder, "node_modules", PACKAGE);
  if (npm.status === 0 && hasBinary(folder)) return { kind: "installed" };
  rmSync(folder, { recursive: true, force: true });
  return { kind: "failed", why: reasonIn(`${npm.stdout ?? ""}\n${npm.stderr ?? ""}`) };
}

/** npm may skip the install script that fetches TensorFlow: then the package is there, but it can do nothing. */
function hasBinary(folder: string): boolean {
  return existsSync(join(folder, "deps", "lib")) || existsSync(join(folder, "lib", "napi-v8"));
}

/** The lines of npm's output that tell what happened. */
function reasonIn(output: string): string {
  const telling = output
    .split("\n")
    .filter((line) =>
      /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENOSPC|EACCES|E4\d\d|getaddrinfo|download|certificate|status code/i.test(line),
    );
  const lines = telling.length > 0 ? telling : output.trim().split("\n").slice(-6);
  return lines.slice(0, 6).join("\n").trim() || "npm gave no reason; its install script did not run, or it fetched nothing";
}

/** A tiny step on the device, in a process of its own because a missing library ends the process. */
export function tinyStep(courseFolder: string): { readonly status: "ok" | "failed"; readonly text: string } {
  const code = `
    const tf = require(${JSON.stringify(PACKAGE)});
    const w = tf.variable(tf.randomNormal([256, 256], 0, 0.05, "float32", 1));
    const x = tf.randomNormal([512, 256], 0, 1, "float32", 2);
    const { value, grads } = tf.variableGrads(() => tf.mean(tf.square(tf.matMul(x, w))));
    const backend = tf.backend();
    const device = backend.isUsingGpuDevice ? "a graphics processor" : "the processor";
    console.log("one training step on " + device + ", backend " + tf.getBackend() + ", loss " + value.dataSync()[0].toFixed(4) + ", gradients " + Object.keys(grads).length);
  `;
  const { stdout, stderr, status, signal } = spawnSync(process.execPath, ["-e", code], {
    cwd: courseFolder,
    encoding: "utf8",
    timeout: 120_000,
  });
  if (status === 0) return { status: "ok", text: stdout.trim() };
  const telling = stderr.split("\n").filter((line) => line.trim() !== "" && !/^\s+at |^Node\.js v|node:internal/.test(line));
  return { status: "failed", text: [...(signal === null ? [] : [`ended by ${signal}`]), ...telling.slice(0, 8)].join("\n") };
}
