/** Moving among the cells with the keyboard, when no editor has the cursor. */

import type { Cell } from "./cell.js";
import { showShortcuts } from "./shortcuts.js";

export interface CellKeys {
  readonly cells: () => readonly Cell[];
  readonly run: (cell: Cell) => void;
  readonly add: (cell: Cell, where: "above" | "below") => void;
  readonly remove: (cell: Cell) => void;
}

/** Listens in `place`: arrows move, Enter edits, A and B add, D deletes, ? tells the keys, Escape leaves an editor. */
export function listenForKeys(place: HTMLElement, keys: CellKeys): void {
  place.addEventListener("keydown", (event) => {
    const target = event.target instanceof HTMLElement ? event.target : undefined;
    const section = target?.closest<HTMLElement>(".cell");
    const cell = keys.cells().find((each) => each.place === section);
    if (target === undefined || cell === undefined || event.defaultPrevented) return;
    if (event.key === "Escape" && target !== cell.place) return cell.place.focus();
    if (target !== cell.place || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act(event, cell, keys)) event.preventDefault();
  });
}

function act(event: KeyboardEvent, cell: Cell, keys: CellKeys): boolean {
  if (event.key === "Enter") {
    if (event.shiftKey) keys.run(cell);
    else cell.edit();
  } else if (event.key === "ArrowDown" || event.key === "j") move(cell, keys.cells(), 1);
  else if (event.key === "ArrowUp" || event.key === "k") move(cell, keys.cells(), -1);
  else if (event.key === "a") keys.add(cell, "above");
  else if (event.key === "b") keys.add(cell, "below");
  else if (event.key === "d") keys.remove(cell);
  else if (event.key === "?") showShortcuts();
  else return false;
  return true;
}

function move(cell: Cell, cells: readonly Cell[], step: number): void {
  const next = cells[cells.indexOf(cell) + step];
  next?.place.focus();
  next?.place.scrollIntoView({ block: "nearest" });
}
