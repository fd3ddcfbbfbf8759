/** What the engine's process and its parent say to each other. */

import type { TableAnswer, TableQuery } from "../table-query";
import type { CellEvent, CellStatus } from "./cell-events";

export type ToEngine =
  | { readonly kind: "execute"; readonly job: number; readonly code: string }
  | { readonly kind: "complete"; readonly request: number; readonly code: string; readonly position: number }
  | { readonly kind: "inspect"; readonly request: number; readonly code: string; readonly position: number }
  | { readonly kind: "look"; readonly request: number; readonly table: string; readonly query?: TableQuery }
  | { readonly kind: "reload"; readonly request: number }
  | { readonly kind: "interrupt" };

export type FromEngine =
  | { readonly kind: "ready"; readonly tslab: string; readonly typescript: string }
  | { readonly kind: "unfit"; readonly reason: string }
  | { readonly kind: "event"; readonly job: number; readonly event: CellEvent }
  | { readonly kind: "done"; readonly job: number; readonly status: Exclude<CellStatus, "died"> }
  | { readonly kind: "answer"; readonly request: number; readonly answer: EngineAnswer };

export type EngineAnswer =
  | { readonly kind: "completion"; readonly start: number; readonly end: number; readonly candidates: readonly string[] }
  | { readonly kind: "hover"; readonly text: string }
  | { readonly kind: "table"; readonly answer: TableAnswer }
  | { readonly kind: "reloaded" }
  | { readonly kind: "nothing" };

/** The environment of the engine's process names its parent, so that it notices when it is left behind. */
export const PARENT_VARIABLE = "SYNTHETIC_TABLES_ENGINE_PARENT";
