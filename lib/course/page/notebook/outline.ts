/** The headings of the notebook at its side. */

import { element } from "../dom.js";
import type { Cell } from "./cell.js";

/** Draws the outline into `place`; a heading leads to its cell. */
export function drawOutline(place: HTMLElement, cells: readonly Cell[]): void {
  const entries = cells
    .filter((cell) => cell.kind === "markdown")
    .flatMap((cell) => headings(cell.source()).map((heading) => ({ ...heading, cell })));
  const items = entries.map(({ text, level, cell }) => {
    const link = element("a", { href: "#", "data-level": level, click: (event) => go(event, cell) }, text);
    return element("li", {}, link);
  });
  place.replaceChildren(element("ul", {}, ...items));
}

function headings(source: string): { text: string; level: number }[] {
  const outside = source.replace(/```[\s\S]*?```/g, "");
  return Array.from(outside.matchAll(/^(#{1,3})\s+(.+)$/gm), ([, marks, text]) => ({
    level: marks.length,
    text: text.replace(/[*_`$]/g, ""),
  }));
}

function go(event: Event, cell: Cell): void {
  event.preventDefault();
  cell.place.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  cell.place.focus({ preventScroll: true });
}
