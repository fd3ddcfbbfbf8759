/** `course clean`: notebooks without their code, to type it again or in front of people. */

import { writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Arguments } from "../../base/arguments";
import type { NotebookDocument } from "../server/notebook-document";
import type { CommandContext, CourseCommand } from "./command";

export const cleanCommand: CourseCommand = {
  name: "clean",
  group: "Teach",
  usage: "[NOTEBOOK ...] [--out FOLDER]",
  summary: "Writes notebooks without their code: headings and empty cells, to type again or to code live.",
  details: "Without NOTEBOOK, of every lesson. The import cell keeps its code. npx course live types the cells for you. Deletes nothing.",
  options: { out: { value: "FOLDER", help: "where they go (default: .course/clean)" } },
  run,
};

async function run(given: Arguments, { root, print }: CommandContext): Promise<number> {
  const { nameOf } = await import("../headless/find-notebook.js");
  const { formatIpynb } = await import("../server/ipynb.js");
  const { notebookStore } = await import("../server/notebook-store.js");
  const { replaceFile } = await import("../../base/replace-file.js");
  const { mkdir } = await import("node:fs/promises");
  const store = notebookStore(root);
  const lessons = (await store.list()).filter(({ folder }) => folder === "notebooks");
  const names = given.positionals.length === 0 ? lessons : await Promise.all(given.positionals.map((word) => nameOf(store, word)));
  const folder = resolve(given.text("out") ?? join(root, ".course", "clean"));
  await mkdir(folder, { recursive: true });
  for (const named of names) {
    const document = await store.original(named);
    const file = join(folder, `${named.name}.ipynb`);
    await replaceFile(file, (path) => writeFile(path, formatIpynb(cleanOf(document))));
    print(relative(process.cwd(), file));
  }
  return 0;
}

/** The notebook with the headings of its prose and, below its imports, empty code cells. */
export function cleanOf({ cells, metadata }: NotebookDocument): NotebookDocument {
  const imports = cells.find(({ kind }) => kind === "code");
  const course: unknown = metadata.course;
  return {
    cells: cells.flatMap((cell) => {
      if (cell.kind === "code") return [{ ...cell, source: cell === imports ? cell.source : "", outputs: [], executionCount: null }];
      const prose = cell.source.replace(/^```[\s\S]*?^```/gm, "");
      const headings = prose.split("\n").filter((line) => /^#{1,6} /.test(line));
      return headings.length === 0 ? [] : [{ ...cell, source: headings.join("\n\n") }];
    }),
    metadata: { ...metadata, ...(typeof course === "object" && course !== null ? { course: { ...course, kind: "clean" } } : {}) },
  };
}
