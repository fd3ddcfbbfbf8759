/** All looks of the doctor, in the order in which a learner needs them. */

import type { Finding } from "./finding";
import { benchmark, disk, memory, node, npm } from "./machine";
import { build, exactVersion, gpu } from "./packages";
import { chromium, engine, kernel, port, progress, writeAccess } from "./surroundings";

const TSLAB_VERSION = "1.0.22";
const CELL_COMPILER_VERSION = "5.0.4";
const LIBRARY_COMPILER_VERSION = "5.9.3";
const PORT = 8888;

/** Examines the machine and the course; takes a few seconds. `tell` hears each finding as it is made. */
export async function examine(courseFolder: string, tell: (finding: Finding) => void): Promise<Finding[]> {
  const looks: readonly (() => Finding | Promise<Finding>)[] = [
    () => node(),
    () => npm(),
    () => memory(),
    () => disk(courseFolder),
    () => writeAccess(courseFolder),
    () => exactVersion("tslab", "tslab", TSLAB_VERSION, "broken", courseFolder),
    () => exactVersion("compiler of cells", "@tslab/typescript-for-tslab", CELL_COMPILER_VERSION, "broken", courseFolder),
    () => exactVersion("compiler of the library", "typescript", LIBRARY_COMPILER_VERSION, "warning", courseFolder),
    () => build(courseFolder),
    () => engine(courseFolder),
    () => port(PORT),
    () => progress(courseFolder),
    () => benchmark(),
    () => gpu(courseFolder),
    () => kernel(courseFolder),
    () => chromium(),
  ];
  const findings: Finding[] = [];
  for (const look of looks) {
    const finding = await look();
    tell(finding);
    findings.push(finding);
  }
  return findings;
}
