/** The notebooks that learners have handed in. */

import { readdir } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { plainName } from "./sheet";

export interface Submission {
  /** Who handed it in: the first folder, or the name of a file that stands alone. */
  readonly learner: string;
  /** The path from the folder of submissions, with "/". */
  readonly path: string;
  readonly file: string;
}

/** Every notebook below the folder, in order. Hidden folders and installed packages are passed over. */
export async function findSubmissions(folder: string): Promise<Submission[]> {
  const files = await notebooksIn(folder);
  return files.sort().map((path) => {
    const [first, ...rest] = path.split("/");
    return { learner: rest.length > 0 ? first : plainName(basename(path)), path, file: join(folder, ...path.split("/")) };
  });
}

async function notebooksIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      if (entry.name.startsWith(".") || entry.name === "node_modules") return [];
      if (!entry.isDirectory()) return entry.name.endsWith(".ipynb") ? [entry.name] : [];
      const inner = await notebooksIn(join(folder, entry.name));
      return inner.map((path) => `${entry.name}/${path.split(sep).join("/")}`);
    }),
  );
  return found.flat();
}
