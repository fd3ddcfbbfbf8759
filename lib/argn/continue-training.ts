/** A trained model, trained on: with more rows, or with newer ones. */

import { checkOptions } from "../base/check";
import { count, quoteList } from "../base/errors";
import { Rng } from "../base/random";
import { withSomeUntold } from "../encoding/repeats";
import type { Table } from "../table/table";
import type { ModelState } from "./model-state";
import { batchSizeFor, learningRateFor } from "./train/batches";
import { engineStarter, trainCodes } from "./train-model";
import type { TrainOptions } from "./train-options";
import { settingsOf } from "./train-settings";
import { trainingRows } from "./training-rows";

/** Options of training that make sense for a network that exists. */
export type ContinueOptions = Pick<
  TrainOptions,
  | "seed"
  | "epochs"
  | "minutes"
  | "maxRows"
  | "rowWeights"
  | "checkpoint"
  | "validationShare"
  | "batchSize"
  | "learningRate"
  | "engine"
  | "threads"
  | "onProgress"
  | "signal"
>;

const ACTION = "Cannot continue training";
const NAMES = ["seed", "epochs", "minutes", "maxRows", "rowWeights", "checkpoint", "validationShare", "batchSize", "learningRate"];
const COMPUTING = ["engine", "threads", "onProgress", "signal"];
/** What is known shall not be thrown over by the first steps. */
const LEARNING_RATE_SHARE = 0.5;

/** The model after training on these rows, with the encodings it has. */
export async function continueModel(state: ModelState, whole: Table, options: ContinueOptions): Promise<ModelState> {
  checkOptions(ACTION, options, [...NAMES, ...COMPUTING]);
  if (state.privacySpent !== undefined) {
    throw new RangeError(
      `${ACTION}: the model is differentially private, and what more rows would cost is not accounted for. Train a new one with privacy on all rows`,
    );
  }
  const rng = new Rng(options.seed ?? 1).fork("continue");
  const rows = trainingRows(whole, options, rng.fork("rows"));
  const { table } = rows;
  const lacking = state.codec.columns.map(({ name }) => name).filter((name) => !table.has(name));
  if (lacking.length > 0)
    throw new RangeError(`${ACTION}: the table lacks ${count(lacking.length, "column")} of the model: ${quoteList(lacking)}`);
  if (table.rowCount < 2) throw new RangeError(`${ACTION}: the table has ${count(table.rowCount, "row")}; at least 2 are needed`);
  const batchSize = options.batchSize ?? batchSizeFor(table.rowCount);
  const settings = settingsOf({
    learningRate: LEARNING_RATE_SHARE * learningRateFor(batchSize),
    ...options,
    size: state.blueprint.size,
    order: state.order,
  });
  const describe = { engine: state.engineDescription };
  const encoded = await state.codec.encodeInTurns(table, {
    rng: rng.fork("encode"),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const codes = withSomeUntold(encoded, state.codec.repeats, rng.fork("untold"));
  const { history, ...trained } = await trainCodes(
    engineStarter(settings, describe),
    state.blueprint,
    state.weights,
    codes,
    rows,
    settings,
    rng.fork("training"),
  );
  const before = state.history.length;
  return {
    ...state,
    ...trained,
    history: [...state.history, ...history.map((epoch) => ({ ...epoch, epoch: epoch.epoch + before }))],
    engineDescription: describe.engine,
    trainingRowCount: state.trainingRowCount + table.rowCount,
  };
}
