/** From a table to a trained model: encoding, network, training. */

import { breath } from "../base/abort";
import { inTurns } from "../base/in-turns";
import { Rng } from "../base/random";
import { TableCodec } from "../encoding/table-codec";
import type { Table } from "../table/table";
import { type Blueprint, drawBlueprint } from "./blueprint";
import type { Engine, Weights } from "./engine";
import { drawWeights, scalesOf } from "./initialise";
import type { ModelState } from "./model-state";
import { startEngine } from "./select-engine";
import { trainPrivately } from "./train/private-train";
import { calibrate, type CalibrationPlan } from "./train/calibrate";
import { type EngineStarter, train, type Trained } from "./train/train";
import { checkTrainingTable, settingsOf, type TrainOptions } from "./train-options";

/** All that a trained model consists of. */
export async function trainModel(table: Table, options: TrainOptions): Promise<ModelState> {
  const settings = settingsOf(options);
  if (settings.fewRows === "refuse") checkTrainingTable(table);
  const describe = { engine: "no engine: no column has anything to learn" };
  const start = async (network: Blueprint, initial: Weights): Promise<Engine> => {
    // only the fast engine makes private steps
    const choice = settings.privacy === undefined || settings.engine === "wasm-relaxed" ? settings.engine : "wasm";
    const engine = await startEngine(choice, { blueprint: network, weights: initial, threads: settings.threads });
    describe.engine = engine.description;
    return engine;
  };
  const { privacy } = settings;
  if (privacy !== undefined) {
    const trained = await trainPrivately(start, table, { ...settings, privacy });
    return { ...trained, engineDescription: describe.engine };
  }
  const rng = new Rng(settings.seed).fork("TabularARGN");
  const { columns, protection, rare, signal } = settings;
  const codec = await TableCodec.fit(table, {
    columns,
    protection,
    rare,
    rng: rng.fork("encoding"),
    ...(signal === undefined ? {} : { signal }),
  });
  await breath();
  const stop = signal === undefined ? {} : { signal };
  const codes = await codec.encodeInTurns(table, { rng: rng.fork("encode"), ...stop });
  await breath();
  const blueprint = drawBlueprint(codec.columns, settings.size);
  const shares = codec.empiricalProbabilities(codes);
  const weights = await inTurns(drawWeights(blueprint, shares, rng.fork("weights"), scalesOf(codec.columns)), signal, "Training");
  const described = { codec, blueprint, order: settings.order, trainingRowCount: table.rowCount };
  if (blueprint.subColumns.length === 0) {
    return { ...described, engineDescription: describe.engine, weights, history: [], stopReason: "nothing to learn" };
  }
  const trained = await train(start, blueprint, weights, codes, settings, rng.fork("training"));
  const plan = { codec, blueprint, order: settings.order, shares, rowCount: codes.rowCount, rng: rng.fork("calibration"), signal };
  return { ...described, ...(await calibrated(start, trained, plan)), engineDescription: describe.engine };
}

/** The same with its shares corrected, if training came to its end. */
async function calibrated(start: EngineStarter, trained: Trained, plan: CalibrationPlan): Promise<Trained> {
  if (trained.stopReason === "time is up" || trained.stopReason === "stopped on request") return trained;
  const engine = await start(plan.blueprint, trained.weights);
  try {
    return { ...trained, weights: await calibrate(engine, plan) };
  } finally {
    await engine.dispose();
  }
}
