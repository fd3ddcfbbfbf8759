/** What every cell of the open notebook can do. */

import type { DocumentCell } from "../../server/notebook-document.js";
import type { DisplayRegistry } from "../outputs/output-area.js";
import type { EngineHelp } from "./editor.js";

export interface Cell {
  readonly id: string;
  readonly kind: DocumentCell["kind"];
  readonly place: HTMLElement;
  /** The exercise that it belongs to, "" when to none. */
  readonly exercise: string;
  source(): string;
  setSource(source: string): void;
  /** The cell as the notebook stores it. */
  stored(): DocumentCell;
  /** Puts the cursor into the cell. */
  edit(): void;
}

/** What a cell asks of the notebook around it. */
export interface CellHost {
  readonly notebook: string;
  readonly displays: DisplayRegistry;
  readonly help: EngineHelp;
  /** The source or the outputs changed. */
  changed(): void;
  run(cell: Cell, then: "stay" | "next" | "insert"): void;
  add(beside: Cell, where: "above" | "below", kind: "code" | "markdown"): void;
  remove(cell: Cell): void;
  /** Leaves the editor, to move among the cells. */
  select(cell: Cell): void;
  /** The source that the course has for the cell, undefined for a cell of the learner's own. */
  originalOf(id: string): string | undefined;
}
