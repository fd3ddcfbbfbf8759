/** From a table to a trained model: encoding, network, training. */

import { breath } from "../base/abort";
import { inTurns } from "../base/in-turns";
import { Rng } from "../base/random";
import { TableCodec } from "../encoding/table-codec";
import type { Table } from "../table/table";
import { type Blueprint, drawBlueprint } from "./blueprint";
import type { Engine, Weights } from "./engine";
import { drawWeights } from "./initialise";
import type { ModelState } from "./model-state";
import { startEngine } from "./select-engine";
import { trainPrivately } from "./train/private-train";
import { train, type Trained } from "./train/train";
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
  const weights = await inTurns(drawWeights(blueprint, codec.empiricalProbabilities(codes), rng.fork("weights")), signal, "Training");
  const nothing = { weights, history: [], stopReason: "nothing to learn" } satisfies Trained;
  const trained =
    blueprint.subColumns.length === 0 ? nothing : await train(start, blueprint, weights, codes, settings, rng.fork("training"));
  return {
    codec,
    blueprint,
    order: settings.order,
    engineDescription: describe.engine,
    trainingRowCount: table.rowCount,
    ...trained,
  };
}
