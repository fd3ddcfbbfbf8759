/** The small buttons of a cell: add, reset, delete. */

import { button, element, toast } from "../dom.js";
import type { Cell, CellHost } from "./cell.js";

export function cellMenu(cell: Cell, host: CellHost): HTMLElement {
  const items = [
    button("+ Code", () => host.add(cell, "below", "code"), { title: "Add a code cell below (B)" }),
    button("+ Text", () => host.add(cell, "below", "markdown"), { title: "Add a text cell below" }),
    button("Reset", () => resetSource(cell, host), { title: "Put the course's text back" }),
    button("Delete", () => host.remove(cell), { title: "Delete this cell (D)" }),
  ];
  return element("div", { class: "cell-menu", role: "group", "aria-label": "Change this cell" }, ...items);
}

function resetSource(cell: Cell, host: CellHost): void {
  const original = host.originalOf(cell.id);
  const before = cell.source();
  if (original === undefined) return toast("This cell is your own: the course has no other text for it.");
  if (original === before) return toast("This cell is as the course has it.");
  cell.setSource(original);
  toast("The course's text is back.", { text: "Undo", act: () => cell.setSource(before) });
}
