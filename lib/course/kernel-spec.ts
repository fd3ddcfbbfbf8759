/** The file that tells Jupyter and VS Code how to start the TypeScript kernel: no Python is needed to write it. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, posix, win32 } from "node:path";

/** The machine, as far as the place of the kernel depends on it. */
export interface Surroundings {
  readonly platform: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The folder in which Jupyter looks for this kernel, on Linux, macOS and Windows. */
export function kernelFolder(
  { platform, home, env }: Surroundings = { platform: process.platform, home: homedir(), env: process.env },
): string {
  const { join: joined } = platform === "win32" ? win32 : posix;
  return joined(jupyterFolder(platform, home, env, joined), "kernels", "tslab");
}

function jupyterFolder(platform: string, home: string, env: Surroundings["env"], joined: typeof posix.join): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform === "win32") return joined(env.APPDATA || joined(home, "AppData", "Roaming"), "jupyter");
  if (platform === "darwin") return joined(home, "Library", "Jupyter");
  return joined(env.XDG_DATA_HOME || joined(home, ".local", "share"), "jupyter");
}

/** The content of kernel.json: this Node, this course's tslab. */
export function kernelSpec(courseFolder: string, node = process.execPath): object {
  return {
    argv: [node, tslabFile(courseFolder), "kernel", "--config-path", "{connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
  };
}

function tslabFile(courseFolder: string): string {
  return join(courseFolder, "node_modules", "tslab", "bin", "tslab");
}

/** Whether the folder holds a kernel of this course, another one, or none. */
export function kernelState(courseFolder: string, folder: string): "ours" | "foreign" | "absent" {
  const file = join(folder, "kernel.json");
  if (!existsSync(file)) return "absent";
  return readFileSync(file, "utf8").includes(JSON.stringify(tslabFile(courseFolder))) ? "ours" : "foreign";
}

/** Writes kernel.json into the folder. A kernel that is not of this course is left alone unless `force` is set. */
export function writeKernelSpec(
  courseFolder: string,
  { folder = kernelFolder(), force = false }: { readonly folder?: string; readonly force?: boolean } = {},
): string {
  if (!existsSync(tslabFile(courseFolder)))
    throw new RangeError(`Cannot register the kernel: ${tslabFile(courseFolder)} is missing; run: npm ci`);
  const file = join(folder, "kernel.json");
  if (kernelState(courseFolder, folder) === "foreign" && !force) {
    throw new RangeError(
      `Cannot register the kernel: ${file} belongs to another tslab. It runs this course too; to replace it: npx course kernel install --force`,
    );
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.part`, `${JSON.stringify(kernelSpec(courseFolder), null, 2)}\n`);
  renameSync(`${file}.part`, file);
  return file;
}
