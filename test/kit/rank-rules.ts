/** The rules that imports obey: down the ranks, never up, never sideways. */

import { posix } from "node:path";

import ts from "typescript";

import type { SourceFile } from "./source-files";

/** Folders of lib, and files beside them, by rank: a file imports from lower ranks or its own folder. */
const RANKS: Readonly<Record<string, number>> = {
  base: 0,
  stats: 1,
  table: 2,
  dp: 2,
  datasets: 2.5,
  encoding: 3,
  predictors: 3,
  generators: 4,
  privacy: 4,
  fairness: 4,
  argn: 5,
  quality: 5,
  plots: 5.5,
  tasks: 6,
  report: 6,
  "index.ts": 7,
  "browser.ts": 7,
  cli: 7.5,
  course: 8,
  dev: 9,
};

/** Beside the public API the course uses the ground floor and the figures that it shows. */
const SEEN_BY_THE_COURSE: readonly string[] = ["index.ts", "base", "plots"];

const TENSORFLOW_FOLDERS: readonly string[] = ["argn/tfjs/", "generators/deep/"];
const LAZY_ONLY: readonly string[] = ["danfojs-node", "plotly.js-dist-min"];

/** What a file imports that it must not, each as a sentence. */
export function rankViolations(file: SourceFile): string[] {
  const { importedFiles } = ts.preProcessFile(file.text);
  return importedFiles.flatMap(({ fileName, pos }) => {
    const fault = fileName.startsWith(".") ? relativeFault(file, fileName) : packageFault(file, fileName, pos);
    return fault === undefined ? [] : [`lib/${file.path}:${lineAt(file.text, pos)} imports "${fileName}": ${fault}`];
  });
}

function relativeFault(file: SourceFile, imported: string): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(file.path), imported));
  const [from, to] = [folderOf(file.path), folderOf(target)];
  if (from === to) return undefined;
  const [fromRank, toRank] = [RANKS[from], RANKS[to]];
  if (fromRank === undefined) return `the folder ${from} has no rank; give it one in test/kit/rank-rules.ts and in the architecture`;
  if (toRank === undefined) return `the folder ${to} has no rank; give it one in test/kit/rank-rules.ts and in the architecture`;
  if (from === "course" && !SEEN_BY_THE_COURSE.includes(to)) return "the course sees only the public API, so import from index";
  if (toRank < fromRank) return undefined;
  return toRank === fromRank ? `${to} is of the same rank as ${from}` : `${to} ranks above ${from}`;
}

function packageFault(file: SourceFile, name: string, position: number): string | undefined {
  if (name.startsWith("@tensorflow/") && !TENSORFLOW_FOLDERS.some((folder) => file.path.startsWith(folder))) {
    return `TensorFlow.js is imported only in ${TENSORFLOW_FOLDERS.join(" and ")}`;
  }
  if (LAZY_ONLY.includes(name) && !isLazyOrType(file.text, position)) return "it is loaded only when it is used, by await import(...)";
  return undefined;
}

/** Whether the module name at this position stands in `import(...)` or in an `import type`. */
function isLazyOrType(text: string, position: number): boolean {
  const before = text.slice(0, position);
  const statement = before.slice(Math.max(before.lastIndexOf(";") + 1, before.lastIndexOf("*/") + 2));
  return /import\(\s*["']?$/.test(before) || /^\s*(import|export) type /.test(statement);
}

/** The first folder of a path below lib, or the file that stands in lib itself. */
function folderOf(path: string): string {
  const [first, ...rest] = path.split("/");
  return rest.length === 0 && !first.endsWith(".ts") && RANKS[`${first}.ts`] !== undefined ? `${first}.ts` : first;
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
