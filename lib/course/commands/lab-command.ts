/** `course lab`: the notebooks in JupyterLab. */

import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { type Arguments, UsageError } from "../../base/arguments";
import type { FoundJupyter } from "../find-jupyter";
import type { CommandContext, CourseCommand } from "./command";

export const labCommand: CourseCommand = {
  name: "lab",
  group: "Set up",
  usage: "[NOTEBOOK] [-- OPTIONS FOR JUPYTER]",
  summary: "Opens your notebooks in JupyterLab, with the kernel of this course; says how to get it where there is none.",
  details: "They are the files that the page of the course edits too. Nothing is registered for that: the kernel is known there only.",
  options: {},
  run,
};

const EXPLANATION = `JupyterLab is not installed here, and the course does not need it: npx course start opens the notebooks in the browser.

To have JupyterLab:  pip install jupyterlab      (or: pipx install jupyterlab, conda install jupyterlab)
Then again:          npx course lab              (the variable JUPYTER names one that stands in an unusual place)
VS Code instead:     npx course kernel install, then the extension Jupyter`;

async function run(given: Arguments, { root, print, note }: CommandContext): Promise<number> {
  // an option may be followed by its value: all from the first one on is Jupyter's
  const first = given.positionals.findIndex((word) => word.startsWith("-"));
  const [words, more] = first < 0 ? [given.positionals, []] : [given.positionals.slice(0, first), given.positionals.slice(first)];
  if (words.length > 1) throw new UsageError(`lab opens one notebook, got ${words.join(", ")}`);
  const notebook = words[0] === undefined ? undefined : await idOf(root, words[0]);
  const { findJupyter } = await import("../find-jupyter.js");
  const jupyter = findJupyter();
  if (jupyter === undefined) {
    const named = process.env.JUPYTER ?? "";
    note(named === "" ? EXPLANATION : `JUPYTER names ${named}, which does not run.\n\n${EXPLANATION}`);
    return 1;
  }
  const { writeKernelSpec } = await import("../kernel-spec.js");
  const kernels = join(root, ".course", "jupyter");
  writeKernelSpec(root, { folder: join(kernels, "kernels", "tslab"), force: true });
  print(`${jupyter.title} ${jupyter.version} opens the course. Ctrl-C ends it; npx course check grades what you write.`);
  return start(jupyter, [...(notebook === undefined ? [] : [`${notebook}.ipynb`]), ...more], { kernels, root });
}

async function idOf(root: string, word: string): Promise<string> {
  const { nameOf } = await import("../headless/find-notebook.js");
  const { notebookStore } = await import("../server/notebook-store.js");
  return (await nameOf(notebookStore(root), word)).id;
}

/** Resolves with Jupyter's own exit code. It hears Ctrl-C itself. */
function start({ file }: FoundJupyter, args: readonly string[], { kernels, root }: { kernels: string; root: string }): Promise<number> {
  const env = {
    ...process.env,
    JUPYTER_PATH: [kernels, process.env.JUPYTER_PATH].filter(Boolean).join(delimiter),
    COURSE_PROGRESS: process.env.COURSE_PROGRESS ?? join(root, ".course", "progress.json"),
  };
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, env, stdio: "inherit", shell: file.endsWith(".cmd") });
    // the terminal sends Ctrl-C to both; what is sent to this process alone is passed on
    process.on("SIGINT", () => undefined);
    for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill(signal));
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
