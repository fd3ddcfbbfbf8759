/** A term in a lesson: its meaning opens beside it, and the lesson stays where it is. */

import { api } from "../api.js";
import { element } from "../dom.js";
import { renderMarkdown } from "../outputs/markdown.js";
import type { ListedTerm } from "../../server/run-messages.js";

const PREFIX = "#glossary/";
let glossary: Promise<readonly ListedTerm[]> | undefined;

/** Links to the glossary inside `place` open a small window. */
export function openTerms(place: HTMLElement): void {
  place.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(`a[href^="${PREFIX}"]`) : null;
    if (link === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    void showTerm(link);
  });
}

async function showTerm(link: HTMLAnchorElement): Promise<void> {
  const address = link.getAttribute("href") ?? "";
  const found = await termAt(address).catch(() => undefined);
  if (found === undefined) return void (location.hash = address);
  const text = element("div", { class: "markdown" });
  text.append(renderMarkdown(found.text));
  const all = element("a", { href: address, class: "quiet" }, "All terms");
  const box = element("div", { class: "term-box", popover: "auto", role: "dialog", "aria-label": found.term, tabindex: "-1" });
  box.append(element("strong", {}, found.term), text, all);
  box.addEventListener("toggle", () => {
    if (box.matches(":popover-open")) return;
    box.remove();
    link.focus({ preventScroll: true });
  });
  document.body.append(box);
  box.showPopover();
  placeBelow(box, link.getBoundingClientRect());
  box.focus({ preventScroll: true });
}

function termAt(address: string): Promise<ListedTerm | undefined> {
  glossary ??= api.glossary();
  glossary.catch(() => (glossary = undefined));
  return glossary.then((terms) => terms.find(({ id }) => address === PREFIX + id));
}

/** Below the link, above it where there is no room, and never over the window's edge. */
function placeBelow(box: HTMLElement, link: DOMRect): void {
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(link.left, window.innerWidth - width - 8));
  const below = link.bottom + 6;
  const top = below + height > window.innerHeight - 8 ? Math.max(8, link.top - height - 6) : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
