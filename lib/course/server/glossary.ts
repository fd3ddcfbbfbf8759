/** The glossary as the page shows it: each term with the lessons that link to it. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { linkedTerms, parseGlossary } from "../glossary";
import type { NotebookStore } from "./notebook-store";
import type { ListedTerm } from "./run-messages";

/** The terms of the course in `root` by the alphabet; none when it has no glossary. */
export async function glossaryOf(store: NotebookStore, root: string): Promise<ListedTerm[]> {
  const text = await readFile(join(root, "notebooks", "glossary.md"), "utf8").catch(() => "");
  const lessons = (await store.list()).filter(({ folder }) => folder === "notebooks");
  const links = await Promise.all(
    lessons.map(async (lesson) => {
      const loaded = await store.load(lesson).catch(() => undefined);
      const texts = loaded?.document.cells.filter(({ kind }) => kind === "markdown").map(({ source }) => source) ?? [];
      return { id: lesson.id, terms: new Set(linkedTerms(texts.join("\n"))) };
    }),
  );
  const listed = parseGlossary(text).map((term): ListedTerm => {
    const linking = links.filter(({ terms }) => terms.has(term.id));
    return { ...term, lessons: linking.map(({ id }) => id) };
  });
  return listed.sort((a, b) => a.term.localeCompare(b.term, "en"));
}
