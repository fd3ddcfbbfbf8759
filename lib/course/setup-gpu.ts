/** `npm run setup:gpu`: the optional TensorFlow package for NVIDIA graphics processors, step by step. */

import { messageOf } from "../base/errors";
import { courseFolder } from "./course-folder";
import { findLibraries, graphicsProcessors, install, thisMachine, tinyStep, whyNot } from "./gpu-setup";

function main(): number {
  const obstacle = whyNot(thisMachine());
  if (obstacle !== "") return stop(obstacle);
  const processors = graphicsProcessors();
  console.log(processors === "" ? "Graphics processor: none found (nvidia-smi gives nothing)." : `Graphics processor: ${processors}`);
  if (process.platform === "linux") sayLibraries();
  console.log("Installing; the download is several hundred megabytes ...");
  const installation = install(courseFolder());
  if (installation.kind === "failed") return stop(`The download failed:\n${installation.why}`);
  const step = tinyStep(courseFolder());
  console.log(step.status === "ok" ? `Works: ${step.text}.` : `Installed, but a first step fails:\n${step.text}`);
  if (step.status === "ok") console.log("The library uses it where it is faster. To take it out again: npm ci");
  else console.log("The library goes on without it. To take it out again: npm ci");
  return step.status === "ok" ? 0 : 1;
}

function sayLibraries(): void {
  const { found, missing } = findLibraries();
  if (found.length > 0) console.log(`Found: ${found.join(", ")}`);
  if (missing.length > 0)
    console.log(`Missing: ${missing.join(", ")}. Without them TensorFlow runs on the processor; they come with CUDA 11.2 and cuDNN 8.1.`);
}

function stop(why: string): number {
  console.log(`${why}\nNothing was changed. The course runs without it.`);
  return 1;
}

try {
  process.exitCode = main();
} catch (thrown) {
  console.error(messageOf(thrown));
  process.exitCode = 1;
}
