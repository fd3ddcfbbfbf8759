/** The foot of a notebook: the one before it, and the one to go on with. */

import { element } from "../dom.js";
import type { NotebookSummary } from "../../server/run-messages.js";

/** Links to the neighbours of the same kind; after the last, back to the course. */
export function neighbours(id: string, notebooks: readonly NotebookSummary[]): HTMLElement {
  const own = notebooks.find((notebook) => notebook.id === id);
  const alike = notebooks.filter(({ kind }) => kind === own?.kind);
  const place = alike.findIndex((notebook) => notebook.id === id);
  const [before, after] = [alike[place - 1], alike[place + 1]];
  const nav = element("nav", { class: "neighbours", "aria-label": "Other notebooks" });
  if (before !== undefined) nav.append(link("Before", before));
  nav.append(after === undefined ? element("a", { class: "primary", href: "#" }, "Back to the course") : link("Next", after, "primary"));
  return nav;
}

function link(where: string, { id, title }: NotebookSummary, name = "quiet"): HTMLElement {
  return element("a", { class: name, href: `#${id}` }, `${where}: ${title}`);
}
