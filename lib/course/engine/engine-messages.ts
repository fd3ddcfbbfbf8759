/** What the engine's process and its parent say to each other. */

import type { TableAnswer, TableQuery } from "../table-query";
import type { CellEvent, CellStatus } from "./cell-events";

export type ToEngine =
  | { readonly kind: "execute"; readonly job: number; readonly code: string; readonly maxCpuSeconds?: number }
  | { readonly kind: "complete"; readonly request: number; readonly code: string; readonly position: number }
  | { readonly kind: "inspect"; readonly request: number; readonly code: string; readonly position: number }
  | { readonly kind: "look"; readonly request: number; readonly table: string; readonly query?: TableQuery }
  | { readonly kind: "reload"; readonly request: number }
  | { readonly kind: "usage"; readonly request: number }
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
  | ({ readonly kind: "usage" } & EngineUsage)
  | { readonly kind: "nothing" };

/** What the engine's process has used so far. */
export interface EngineUsage {
  /** Time on the processor, of all threads together. */
  readonly cpuSeconds: number;
  /** Memory that it holds now. */
  readonly residentMegabytes: number;
}

/** The environment of the engine's process names its parent, so that it notices when it is left behind. */
export const PARENT_VARIABLE = "SYNTHETIC_TABLES_ENGINE_PARENT";

/** And the megabytes that it may hold, where there is a limit. */
export const MEMORY_VARIABLE = "SYNTHETIC_TABLES_ENGINE_MEGABYTES";

/** The last words of an engine that took more than it may. */
export const OVER_MEMORY = "<--- the engine holds more memory than it may --->";
export const OVER_CPU = "<--- the cell uses more of the processor than it may --->";
