/** What a trained model tells of itself. */

import { parameterCount } from "./blueprint";
import { columnsOf, type ModelColumn } from "./model-columns";
import type { ModelState } from "./model-state";
import type { ModelSize } from "./sizes";
import type { PrivacySpent } from "./train/private-budget";
import type { Epoch, StopReason } from "./train/progress";

export class ModelFacts {
  readonly #state: ModelState;

  protected constructor(state: ModelState) {
    this.#state = state;
  }

  /** The columns, and how each is encoded. */
  get columns(): readonly ModelColumn[] {
    return columnsOf(this.#state);
  }

  /** What a user should know: columns that are not learnt, rare values that are replaced. */
  get notes(): readonly string[] {
    return this.#state.codec.notes;
  }

  /** One entry for each epoch of training. */
  get history(): readonly Epoch[] {
    return this.#state.history;
  }

  /** The epoch whose weights the model has. */
  get bestEpoch(): Epoch | undefined {
    return this.#state.history.findLast((epoch) => epoch.best);
  }

  get stopReason(): StopReason {
    return this.#state.stopReason;
  }

  get size(): ModelSize {
    return this.#state.blueprint.size;
  }

  /** Whether the model was trained in any order of columns or in that of the data. */
  get order(): "any" | "fixed" {
    return this.#state.order;
  }

  get parameterCount(): number {
    return parameterCount(this.#state.blueprint);
  }

  get trainingRowCount(): number {
    return this.#state.trainingRowCount;
  }

  /** What a private training spent: see `PrivacySpent`. Undefined when the model was trained without privacy. */
  get privacySpent(): PrivacySpent | undefined {
    return this.#state.privacySpent;
  }

  /** Which engine trained the model. */
  get engineDescription(): string {
    return this.#state.engineDescription;
  }
}
