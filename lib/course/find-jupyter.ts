/** JupyterLab on this machine, if it has one. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

export interface FoundJupyter {
  readonly file: string;
  readonly title: "JupyterLab" | "Jupyter Notebook";
  readonly version: string;
}

const PROGRAMS = [
  { name: "jupyter-lab", title: "JupyterLab" },
  { name: "jupyter-notebook", title: "Jupyter Notebook" },
] as const;

/**
 * The program that the variable JUPYTER names, else JupyterLab where it works, else Jupyter's older Notebook; undefined when
 * there is none that runs.
 */
export function findJupyter({ JUPYTER: named = "", PATH: path = "" }: NodeJS.ProcessEnv = process.env): FoundJupyter | undefined {
  for (const { name, title } of PROGRAMS) {
    for (const file of named === "" ? candidates(name, path) : [named]) {
      const version = versionOf(file);
      if (version !== undefined) return { file, title, version };
    }
  }
  return undefined;
}

/** In the search path, then where Python's installers put programs: another Python may stand in front with one that does not work. */
function candidates(name: string, path: string): string[] {
  const usual = [join(homedir(), ".local", "bin"), "/usr/local/bin", "/usr/bin", "/opt/homebrew/bin", "/opt/conda/bin"];
  const names = process.platform === "win32" ? [`${name}.exe`, `${name}.cmd`] : [name];
  const folders = [...new Set([...path.split(delimiter).filter((folder) => folder !== ""), ...usual])];
  return folders.flatMap((folder) => names.map((each) => join(folder, each))).filter((file) => existsSync(file));
}

/** What the program says of its version; undefined when it does not run. */
function versionOf(file: string): string | undefined {
  const { status, stdout } = spawnSync(file, ["--version"], { encoding: "utf8", timeout: 30_000, shell: file.endsWith(".cmd") });
  return status === 0 ? stdout.trim() : undefined;
}
