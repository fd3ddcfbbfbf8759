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
  /**
   * What computes; default "auto".
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * const [fast, readable] = [await argn.logProbability(table, { engine: "wasm" }), await argn.logProbability(table, { engine: "tfjs" })];
   * assert(Math.abs(fast[0] - readable[0]) < 1e-3);
   */
  readonly engine?: EngineChoice;
  /**
   * Worker threads; no result depends on them.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * assert.deepEqual(await argn.logProbability(table, { threads: 0 }), await argn.logProbability(table, { threads: 2 }));
   */
  readonly threads?: number;
  /**
   * Stops the work: the promise then rejects with an AbortError.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { epochs: 2, size: "S" });
   * await assert.rejects(argn.sample(10, { signal: AbortSignal.abort() }), { name: "AbortError" });
   */
  readonly signal?: AbortSignal;
}
