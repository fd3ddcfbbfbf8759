/** The glossary: every term of the course, found by typing, and the lessons that it comes from. */

import { api } from "./api.js";
import { element } from "./dom.js";
import type { Screen } from "./main.js";
import { renderMarkdown } from "./outputs/markdown.js";
import type { ListedTerm } from "../server/run-messages.js";

/** Shows all terms, and leads to one of them. */
export async function showGlossary(app: HTMLElement, id: string): Promise<Screen> {
  const terms = await api.glossary();
  const entries = terms.map((term) => ({ term, place: entryOf(term) }));
  const count = element("p", { class: "quiet", role: "status" }, `${terms.length} terms`);
  const search = element("input", { type: "search", class: "term-search", placeholder: "Find a term", "aria-label": "Find a term" });
  search.addEventListener("input", () => {
    const sought = search.value.trim().toLowerCase();
    for (const { term, place } of entries) place.hidden = !`${term.term} ${term.text}`.toLowerCase().includes(sought);
    const found = entries.filter(({ place }) => !place.hidden).length;
    count.textContent = found === 0 ? `No term has "${search.value}" in it.` : `${found} ${found === 1 ? "term" : "terms"}`;
  });
  const list = element("dl", { class: "terms" }, ...entries.map(({ place }) => place));
  const head = element(
    "header",
    { class: "home-head" },
    element("a", { href: "#" }, "Course"),
    element("h1", {}, "Glossary"),
    search,
    count,
  );
  app.replaceChildren(element("div", { class: "home" }, element("main", { id: "main", tabindex: "-1" }, head, list)));
  document.title = "Glossary · Tabular synthetic data";
  const sought = entries.find(({ term }) => term.id === id)?.place;
  sought?.classList.add("sought");
  sought?.scrollIntoView({ block: "center" });
  return { hear: () => undefined, isUnsaved: () => false, leave: async () => undefined };
}

function entryOf({ id, term, text, lessons }: ListedTerm): HTMLElement {
  const meaning = element("dd", { class: "markdown" });
  meaning.append(renderMarkdown(text));
  if (lessons.length > 0) meaning.append(element("p", { class: "quiet" }, "In ", ...lessons.flatMap(linkTo)));
  return element("div", { class: "term-entry", "data-term": id }, element("dt", {}, term), meaning);
}

function linkTo(lesson: string, i: number): (HTMLElement | string)[] {
  const number = /\/(\d+[a-z]?)/.exec(lesson)?.[1] ?? lesson;
  const link = element("a", { href: `#${lesson}` }, number);
  return i === 0 ? [link] : [", ", link];
}
