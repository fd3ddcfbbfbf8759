/** `course kernel install`: makes the notebooks run in JupyterLab and VS Code too. */

import { type Arguments, UsageError } from "../../base/arguments";
import { didYouMean } from "../../base/errors";
import type { CommandContext, CourseCommand } from "./command";
import { atMost } from "./exercise-of";

export const kernelCommand: CourseCommand = {
  name: "kernel",
  group: "Set up",
  usage: "install [--force]",
  summary: "Registers the TypeScript kernel of this course with JupyterLab and VS Code; needs no Python.",
  options: { force: { help: "also in place of another tslab that is registered" } },
  run,
};

async function run(given: Arguments, { root, print }: CommandContext): Promise<number> {
  atMost(given, 1);
  const { kernelFolder, kernelState, writeKernelSpec } = await import("../kernel-spec.js");
  const [action] = given.positionals;
  if (action === undefined) {
    const state = { ours: "registered", foreign: "another tslab is registered", absent: "not registered" }[
      kernelState(root, kernelFolder())
    ];
    throw new UsageError(`The kernel of this course: ${state} in ${kernelFolder()}. To register it: npx course kernel install`);
  }
  if (action !== "install")
    throw new UsageError(`kernel knows no "${action}".${didYouMean(action, ["install"])} There is: npx course kernel install`);
  const file = writeKernelSpec(root, { force: given.has("force") });
  print(`Registered: ${file}`);
  print("JupyterLab: npx course lab, or start it yourself and open a notebook; the kernel is called TypeScript.");
  print("VS Code: install the extension Jupyter, open the course's folder and a notebook, then Select Kernel, Jupyter Kernel, TypeScript.");
  print("npx course check grades what you write there, npx course reset brings a notebook back.");
  return 0;
}
