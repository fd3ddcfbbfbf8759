/** The options of training, their defaults and their checks. */

import { checkChoice, checkInteger, checkNumber, checkOptions } from "../base/check";
import type { RareReplacement } from "../encoding/codec";
import type { Encoding } from "../encoding/encoding";
import type { Table } from "../table/table";
import type { EngineChoice } from "./select-engine";
import type { ModelSize } from "./sizes";
import type { ColumnOrder } from "./train/batches";
import { checkWithPrivacy, type PrivacyOptions, privacySettingsOf } from "./train/private-options";
import type { TrainingProgress } from "./train/progress";

export interface TrainOptions {
  /** Fixes all randomness; default 1. */
  readonly seed?: number;
  /** Size of the network; default "M". */
  readonly size?: ModelSize;
  /** Most epochs; default 100. Training mostly stops earlier, when the validation loss no longer falls. */
  readonly epochs?: number;
  /** Most minutes; default 240. */
  readonly minutes?: number;
  /** "any" (default): the model can be conditioned on any columns; "fixed": the order of the data only, a little closer to it. */
  readonly order?: ColumnOrder;
  /** Encodings of columns that should not be chosen automatically: `{ zip: "categorical" }`. */
  readonly columns?: Readonly<Record<string, Encoding>>;
  /** Whether rare values and extremes are protected; default true. */
  readonly protection?: boolean;
  /** What replaces rare categories: a draw from the others ("sample", default) or the word `_RARE_` ("constant"). */
  readonly rare?: RareReplacement;
  /**
   * Trains under differential privacy: `{ epsilon: 3, delta: 1e-5 }`. The planned epochs are run, 60 by default; categories,
   * bounds and bins come from noisy counts. The noise cannot be repeated, so the seed does not fix the model. What it cost
   * is told by `privacySpent`.
   */
  readonly privacy?: PrivacyOptions;
  /**
   * What happens to a table of no column, no row or one row: "refuse" (default) throws; "accept" gives a model that knows
   * the columns and their types and shows nothing of the row.
   */
  readonly fewRows?: "refuse" | "accept";
  /** Most rows to train on, drawn by chance from the table; default all. */
  readonly maxRows?: number;
  /**
   * What each row is worth: the name of a column of numbers, which is then not learnt, or one number a row. A row of
   * weight 2 counts as two, one of weight 0 as none. Which values are rare is told by the rows themselves, not by weights.
   */
  readonly rowWeights?: string | ArrayLike<number>;
  /** Share of the inputs that each step hides from the network, which keeps it from learning rows by heart; default 0.25. */
  readonly dropout?: number;
  /**
   * A file that keeps the state of training after its epochs. Where it is there already, training goes on from it: after a
   * kill the same call gives the same model as if nothing had happened. The file stays; remove it when the model is saved.
   */
  readonly checkpoint?: string;
  /** Share of the rows held back to decide when to stop; default 0.1. */
  readonly validationShare?: number;
  /** Rows a step; default by number of rows. */
  readonly batchSize?: number;
  /** Default by batch size. */
  readonly learningRate?: number;
  /** What computes; default "auto". */
  readonly engine?: EngineChoice;
  /** Worker threads; default all cores. The model does not depend on them. */
  readonly threads?: number;
  /** Hears at most ten reports a second, and one at the end of each epoch. */
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Stops training and keeps the best weights so far. */
  readonly signal?: AbortSignal;
}

const DEFAULTS = {
  seed: 1,
  size: "M",
  epochs: 100,
  minutes: 240,
  order: "any",
  columns: {},
  protection: true,
  rare: "sample",
  fewRows: "refuse",
  validationShare: 0.1,
  engine: "auto",
} satisfies TrainOptions;

/** Under differential privacy every epoch costs, so fewer are run, and all of them. */
const PRIVATE_EPOCHS = 60;

const NAMES = [
  ...Object.keys(DEFAULTS),
  "maxRows",
  "rowWeights",
  "dropout",
  "checkpoint",
  "batchSize",
  "learningRate",
  "threads",
  "onProgress",
  "signal",
  "privacy",
];
const ACTION = "Cannot train";

/** The options with their defaults, checked. */
export function settingsOf(options: TrainOptions) {
  checkOptions(ACTION, options, NAMES);
  const { privacy: wanted, ...others } = options;
  const privacy = wanted === undefined ? undefined : privacySettingsOf(wanted);
  const settings = { ...DEFAULTS, ...(privacy === undefined ? {} : { epochs: PRIVATE_EPOCHS }), ...others, privacy };
  if (privacy !== undefined) checkWithPrivacy(options);
  checkInteger(ACTION, "seed", settings.seed, Number.MIN_SAFE_INTEGER);
  checkChoice(ACTION, "size", settings.size, ["S", "M", "L"]);
  checkChoice(ACTION, "order", settings.order, ["any", "fixed"]);
  checkChoice(ACTION, "rare", settings.rare, ["sample", "constant"]);
  checkChoice(ACTION, "fewRows", settings.fewRows, ["refuse", "accept"]);
  checkChoice(ACTION, "engine", settings.engine, ["auto", "wasm", "wasm-relaxed", "tfjs"]);
  checkInteger(ACTION, "epochs", settings.epochs, 1);
  checkNumber(ACTION, "minutes", settings.minutes, 0, 1e6);
  checkNumber(ACTION, "validationShare", settings.validationShare, 0.01, 0.9);
  if (settings.maxRows !== undefined) checkInteger(ACTION, "maxRows", settings.maxRows, 2);
  if (settings.dropout !== undefined) checkNumber(ACTION, "dropout", settings.dropout, 0, 0.9);
  if (settings.batchSize !== undefined) checkInteger(ACTION, "batchSize", settings.batchSize, 1);
  if (settings.learningRate !== undefined) checkNumber(ACTION, "learningRate", settings.learningRate, 1e-8, 1);
  if (settings.threads !== undefined) checkInteger(ACTION, "threads", settings.threads, 0, 64);
  return settings;
}

/** The options with their defaults. */
export type TrainSettings = ReturnType<typeof settingsOf>;

/** Throws when nothing can be learnt from the table. */
export function checkTrainingTable(table: Table): void {
  if (table.columns.length === 0) throw new RangeError(`${ACTION}: the table has no columns; it needs at least one`);
  if (table.rowCount >= 2) return;
  const got = table.rowCount === 0 ? "no rows" : "only 1 row";
  throw new RangeError(
    `${ACTION}: the table has ${got}; a model needs at least 2, and learns something from about 100 on; with fewRows: "accept" it gets a model that knows the columns only`,
  );
}
