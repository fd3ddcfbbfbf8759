/** What a trained model consists of, and what every method of it accepts. */

import type { TableCodec } from "../encoding/table-codec";
import type { Blueprint } from "./blueprint";
import type { StoredConstraint } from "./constraints/constraint";
import type { Weights } from "./engine";
import type { EngineChoice } from "./select-engine";
import type { ColumnOrder } from "./train/batches";
import type { PrivacySpent } from "./train/private-budget";
import type { Epoch, StopReason } from "./train/progress";

/** All that a trained model consists of. */
export interface ModelState {
  readonly codec: TableCodec;
  readonly blueprint: Blueprint;
  readonly weights: Weights;
  readonly order: ColumnOrder;
  readonly history: readonly Epoch[];
  readonly stopReason: StopReason;
  readonly engineDescription: string;
  readonly trainingRowCount: number;
  /** What a private training spent. */
  readonly privacySpent?: PrivacySpent;
  /** Rules that every synthetic row obeys. */
  readonly constraints?: readonly StoredConstraint[];
}

/** Where a method computes. */
export interface ComputeOptions {
  readonly engine?: EngineChoice;
  /** Worker threads; no result depends on them. */
  readonly threads?: number;
  readonly signal?: AbortSignal;
}
