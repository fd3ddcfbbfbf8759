/** The settings of a training: its options with their defaults, checked. */

import { checkChoice, checkInteger, checkNumber, checkOptions } from "../base/check";
import type { Table } from "../table/table";
import { checkWithPrivacy, privacySettingsOf } from "./train/private-options";
import type { TrainOptions } from "./train-options";

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
