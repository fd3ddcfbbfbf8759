/** Writes the report on an assessment to a file. */

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { replaceFile } from "../base/replace-file";
import type { Scores } from "../quality/scores";
import { type ReportOptions, reportHtml } from "./page";

/**
 * Writes the report as one HTML file that opens in any browser, offline: the verdict with its reasons, every number with
 * its yardstick, the accuracy of all pairs with a panel for each, all columns, what gives synthetic rows away, distances,
 * definitions, provenance, and the scores as JSON. The file is there whole or not at all.
 *
 * Throws a TypeError when what it gets is not the result of `assess`, a RangeError when the folder does not exist.
 *
 * @example
 * const people = Table.of({ age: [31, 44, 44, 58, 31, 44], job: ["nurse", "smith", "smith", "nurse", "nurse", "smith"] });
 * const scores = await assess({ training: people, synthetic: people }, { parts: ["accuracy"] });
 * const { mkdtemp, rm } = await import("node:fs/promises");
 * const { tmpdir } = await import("node:os");
 * const folder = await mkdtemp(`${tmpdir()}/report-`);
 * await writeReport(`${folder}/people.html`, scores);
 * await rm(folder, { recursive: true });
 */
export async function writeReport(path: string, scores: Scores, options: ReportOptions = {}): Promise<void> {
  const page = reportHtml(scores, options);
  if (!existsSync(dirname(path)))
    throw new RangeError(`Cannot write the report: the folder ${dirname(path)} does not exist. Make it first`);
  await replaceFile(path, (temporaryPath) => writeFile(temporaryPath, page, "utf8"));
}
