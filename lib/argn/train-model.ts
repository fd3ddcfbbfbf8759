/** From a table to a trained model: encoding, network, training. */

import { createHash } from "node:crypto";
import { breath } from "../base/abort";
import { inTurns } from "../base/in-turns";
import { Rng } from "../base/random";
import { withSomeUntold } from "../encoding/repeats";
import { TableCodec } from "../encoding/table-codec";
import type { Table } from "../table/table";
import { type Blueprint, drawBlueprint } from "./blueprint";
import type { CodeTable, Engine, Weights } from "./engine";
import { drawWeights, scalesOf } from "./initialise";
import type { ModelState } from "./model-state";
import { startEngine } from "./select-engine";
import { dropoutFor, takeCodes, weightedRows } from "./train/batches";
import { calibrate, type CalibrationPlan } from "./train/calibrate";
import { checkpointWriter, fingerprintOf, readCheckpoint } from "./train/checkpoint";
import { trainPrivately } from "./train/private-train";
import { type EngineStarter, train, type Trained } from "./train/train";
import type { TrainOptions } from "./train-options";
import { checkTrainingTable, settingsOf, type TrainSettings } from "./train-settings";
import { type TrainingRows, trainingRows } from "./training-rows";

/** All that a trained model consists of. */
export async function trainModel(whole: Table, options: TrainOptions): Promise<ModelState> {
  const settings = settingsOf(options);
  const rng = new Rng(settings.seed).fork("TabularARGN");
  const rows = trainingRows(whole, settings, rng.fork("rows"));
  const { table } = rows;
  if (settings.fewRows === "refuse") checkTrainingTable(table);
  const describe = { engine: "no engine: no column has anything to learn" };
  const start = engineStarter(settings, describe);
  const { privacy } = settings;
  if (privacy !== undefined) {
    const trained = await trainPrivately(start, table, { ...settings, privacy });
    return { ...trained, engineDescription: describe.engine };
  }
  const { columns, protection, rare, signal } = settings;
  const stop = signal === undefined ? {} : { signal };
  const codec = await TableCodec.fit(table, { columns, protection, rare, rng: rng.fork("encoding"), ...stop });
  await breath();
  const encoded = await codec.encodeInTurns(table, { rng: rng.fork("encode"), ...stop });
  const codes = withSomeUntold(encoded, codec.repeats, rng.fork("untold"));
  await breath();
  const blueprint = drawBlueprint(codec.columns, settings.size, settings.dropout ?? dropoutFor(table.rowCount));
  const shares = codec.empiricalProbabilities(asWeighted(codes, rows.weights, rng.fork("shares")));
  const weights = await inTurns(drawWeights(blueprint, shares, rng.fork("weights"), scalesOf(codec.columns)), signal, "Training");
  const trained = await trainCodes(start, blueprint, weights, codes, rows, settings, rng.fork("training"));
  const plan = { codec, blueprint, order: settings.order, shares, rowCount: codes.rowCount, rng: rng.fork("calibration"), signal };
  const calibrated = await withRightShares(start, trained, plan);
  return { codec, blueprint, order: settings.order, trainingRowCount: table.rowCount, ...calibrated, engineDescription: describe.engine };
}

/** The rows as often as they are worth. */
function asWeighted(codes: CodeTable, weights: Float64Array | undefined, rng: Rng): CodeTable {
  return weights === undefined ? codes : takeCodes(codes, Int32Array.from(weightedRows(weights, rng)));
}

/** The same with its shares corrected, if training came to its end. */
async function withRightShares(start: EngineStarter, trained: Trained, plan: CalibrationPlan): Promise<Trained> {
  const { stopReason } = trained;
  if (stopReason === "time is up" || stopReason === "stopped on request" || stopReason === "nothing to learn") return trained;
  const engine = await start(plan.blueprint, trained.weights);
  try {
    return { ...trained, weights: await calibrate(engine, plan) };
  } finally {
    await engine.dispose();
  }
}

/** Starts engines as the settings want them, and notes which. */
export function engineStarter(
  { privacy, engine: choice, threads }: Pick<TrainSettings, "privacy" | "engine" | "threads">,
  describe: { engine: string },
): EngineStarter {
  return async (blueprint: Blueprint, weights: Weights): Promise<Engine> => {
    // only the fast engine makes private steps
    const suited = privacy === undefined || choice === "wasm-relaxed" ? choice : "wasm";
    const engine = await startEngine(suited, { blueprint, weights, threads });
    describe.engine = engine.description;
    return engine;
  };
}

/** Trains a network on coded rows, from where a checkpoint has it if there is one. */
export async function trainCodes(
  start: EngineStarter,
  blueprint: Blueprint,
  weights: Weights,
  codes: CodeTable,
  { weights: rowWeights }: TrainingRows,
  settings: TrainSettings,
  rng: Rng,
): Promise<Trained> {
  if (blueprint.subColumns.length === 0) return { weights, history: [], stopReason: "nothing to learn" };
  const weighted = { ...settings, ...(rowWeights === undefined ? {} : { weightOfRow: rowWeights }) };
  const { checkpoint } = settings;
  if (checkpoint === undefined) return train(start, blueprint, weights, codes, weighted, rng);
  const fingerprint = fingerprintOf(lastingOptions(settings, rowWeights, weights), codes);
  const keep = checkpointWriter(checkpoint, blueprint, fingerprint);
  const resumed = await readCheckpoint(checkpoint, blueprint, fingerprint);
  return train(start, blueprint, weights, codes, { ...weighted, keep }, rng, resumed);
}

/** The options that decide what comes out of a training, but for its rows. */
function lastingOptions(settings: TrainSettings, rowWeights: Float64Array | undefined, initial: Weights): Record<string, unknown> {
  const { seed, size, order, epochs, batchSize, learningRate, dropout, validationShare } = settings;
  const hash = createHash("sha256");
  for (const values of initial.values()) hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return {
    seed,
    size,
    order,
    epochs,
    batchSize,
    learningRate,
    dropout,
    validationShare,
    rowWeights: rowWeights === undefined ? undefined : createHash("sha256").update(rowWeights).digest("hex").slice(0, 16),
    "the network before training": hash.digest("hex").slice(0, 16),
  };
}
