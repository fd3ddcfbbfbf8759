/** The cells of the open notebook in their order, on the page and in memory. */

import { element, toast } from "../dom.js";
import type { DocumentCell } from "../../server/notebook-document.js";
import type { Cell, CellHost } from "./cell.js";
import { CodeCell } from "./code-cell.js";
import { TextCell } from "./text-cell.js";

export class CellList {
  readonly place = element("div", { class: "cells" });
  private list: Cell[] = [];

  constructor(private readonly host: CellHost) {}

  get all(): readonly Cell[] {
    return this.list;
  }

  get code(): CodeCell[] {
    return this.list.filter((cell): cell is CodeCell => cell instanceof CodeCell);
  }

  /** Shows these cells instead of those before. */
  show(cells: readonly DocumentCell[]): void {
    this.list = cells.map((cell) => this.make(cell));
    this.place.replaceChildren(...this.list.map((cell) => cell.place));
  }

  add(beside: Cell, where: "above" | "below", kind: "code" | "markdown"): Cell {
    const cell = this.make({ id: this.freshId(), kind, source: "", metadata: {}, outputs: [], executionCount: null });
    this.insert(cell, this.list.indexOf(beside) + (where === "below" ? 1 : 0));
    this.host.changed();
    return cell;
  }

  /** Takes a cell away; it can be put back for a while. */
  remove(cell: Cell): void {
    const place = this.list.indexOf(cell);
    if (place < 0 || this.list.length === 1) return;
    this.list.splice(place, 1);
    cell.place.remove();
    this.host.changed();
    (this.list[place] ?? this.list[place - 1]).place.focus();
    const putBack = (): void => {
      this.insert(cell, Math.min(place, this.list.length));
      cell.place.focus();
      this.host.changed();
    };
    toast("The cell is deleted.", { text: "Undo", act: putBack });
  }

  after(cell: Cell): Cell | undefined {
    return this.list[this.list.indexOf(cell) + 1];
  }

  private insert(cell: Cell, index: number): void {
    const before = this.list[index];
    if (before === undefined) this.place.append(cell.place);
    else before.place.before(cell.place);
    this.list.splice(index, 0, cell);
  }

  private make(cell: DocumentCell): Cell {
    return cell.kind === "code" ? new CodeCell(cell, this.host) : new TextCell(cell, this.host);
  }

  /** Ids of the learner's own cells: short, and unlike those of the course. */
  private freshId(): string {
    return `own-${crypto.randomUUID().slice(0, 8)}`;
  }
}
