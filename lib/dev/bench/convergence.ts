/** How long training takes until it stops by itself, and how far its loss then is from the best that is possible. */

import { availableParallelism } from "node:os";
import { type Blueprint, dataOrder, drawBlueprint } from "../../argn/blueprint";
import type { Engine, Weights } from "../../argn/engine";
import { initialWeights } from "../../argn/initialise";
import { type ColumnOrder, validationOrders } from "../../argn/train/batches";
import { train } from "../../argn/train/train";
import { createWasmEngine } from "../../argn/wasm/wasm-engine";
import { Rng } from "../../base/random";
import type { Benchmark } from "./benchmark";
import { CENSUS_ROWS, CENSUS, flatColumns, knownLaw, type KnownRows } from "./known-law";
import { atMost, type Measured } from "./outcome";
import { watchOthers } from "./watch-others";

const GROUP = "convergence";
const FRESH_ROWS = 5000;
const QUICK_ROWS = 12_000;
/** Nats a row on the table of full size, and seconds by threads. */
const MOST_GAP = { any: 0.8, fixed: 0.4 } as const;

export const convergence: Benchmark = {
  name: GROUP,
  what: "seconds and likelihood gap to early stopping on rows of known entropy",
  run: async function* ({ quick }) {
    const law = knownLaw(CENSUS);
    const rows = law.draw(quick ? QUICK_ROWS : CENSUS_ROWS, 1);
    const fresh = law.draw(FRESH_ROWS, 2);
    const all = Math.min(8, availableParallelism());
    for (const order of ["any", "fixed"] as const) {
      for (const threads of quick || all === 1 ? [all] : [all, 1]) yield* measure(rows, fresh, order, threads, !quick);
    }
  },
};

async function* measure(rows: KnownRows, fresh: KnownRows, order: ColumnOrder, threads: number, targets: boolean): AsyncIterable<Measured> {
  const blueprint = drawBlueprint(flatColumns(CENSUS), "M");
  const rng = new Rng(1);
  const start = (network: Blueprint, weights: Weights): Promise<Engine> => createWasmEngine({ blueprint: network, weights, threads });
  const settings = { order, epochs: 100, minutes: 30, validationShare: 0.1 };
  const others = watchOthers();
  const processor = process.cpuUsage();
  const started = performance.now();
  const trained = await train(start, blueprint, initialWeights(blueprint, undefined, rng.fork("weights")), rows.table, settings, rng);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const disturbance = others();
  const loss = await lossOf(await start(blueprint, trained.weights), blueprint, fresh, order);
  const entropy = meanOf(fresh.rowLoss);
  const table = `${rows.table.rowCount.toLocaleString("en-GB")} rows, ${order} order, ${threads === 1 ? "1 thread" : `${threads} threads`}`;
  const common = { kind: "measured", group: GROUP, better: "lower" } as const;
  yield {
    ...common,
    name: `${table}, until training stops`,
    value: seconds,
    unit: "s",
    target: targets ? atMost(threads === 1 ? 30 : 15) : undefined,
    note: `${trained.history.length} epochs, ${((user + system) / 1e6).toFixed(1)} s of processor time, ${trained.stopReason}`,
    others: disturbance,
  };
  yield {
    ...common,
    name: `${table}, gap to the entropy`,
    value: loss - entropy,
    unit: "nats/row",
    target: targets ? atMost(MOST_GAP[order]) : undefined,
    note: `loss ${loss.toFixed(3)} of ${FRESH_ROWS.toLocaleString("en-GB")} fresh rows, of which no model can lose less than ${entropy.toFixed(3)}`,
  };
}

/** The mean loss of fresh rows; in any order, over several orders. */
async function lossOf(engine: Engine, blueprint: Blueprint, fresh: KnownRows, order: ColumnOrder): Promise<number> {
  const orders = order === "fixed" ? [dataOrder(blueprint)] : validationOrders(blueprint, "any", new Rng("orders of fresh rows"));
  try {
    let sum = 0;
    for (const one of orders) sum -= meanOf(await engine.logLikelihood(fresh.table, one));
    return sum / orders.length;
  } finally {
    await engine.dispose();
  }
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
