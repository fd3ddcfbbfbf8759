/** `npm run kernel [-- --force]`: registers the TypeScript kernel of this course with Jupyter and VS Code. */

import { messageOf } from "../base/errors";
import { courseFolder } from "./course-folder";
import { writeKernelSpec } from "./kernel-spec";

function main(options: readonly string[]): void {
  const unknown = options.filter((option) => option !== "--force");
  if (unknown.length > 0) {
    console.error(`Unknown option ${unknown.join(" ")}: the one option is --force`);
    process.exitCode = 2;
    return;
  }
  const file = writeKernelSpec(courseFolder(), { force: options.includes("--force") });
  console.log(`Registered: ${file}`);
  console.log("JupyterLab: start it in the course folder and open a notebook; the kernel is called TypeScript.");
  console.log("VS Code: open a notebook, choose Select Kernel, Jupyter Kernel, TypeScript.");
}

try {
  main(process.argv.slice(2));
} catch (thrown) {
  console.error(messageOf(thrown));
  process.exitCode = 1;
}
