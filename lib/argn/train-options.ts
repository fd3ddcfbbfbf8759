/** The options of training. */

import type { RareReplacement } from "../encoding/codec";
import type { Encoding } from "../encoding/encoding";
import type { EngineChoice } from "./select-engine";
import type { ModelSize } from "./sizes";
import type { ColumnOrder } from "./train/batches";
import type { PrivacyOptions } from "./train/private-options";
import type { TrainingProgress } from "./train/progress";

export interface TrainOptions {
  /**
   * Fixes all randomness; default 1.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const [one, two] = [await TabularARGN.train(table, { seed: 7, epochs: 1 }), await TabularARGN.train(table, { seed: 7, epochs: 1 })];
   * assert.deepEqual(await one.sample(20), await two.sample(20));
   */
  readonly seed?: number;
  /**
   * Size of the network; default "M".
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const [small, large] = [await TabularARGN.train(table, { size: "S", epochs: 1 }), await TabularARGN.train(table, { size: "L", epochs: 1 })];
   * assert(small.parameterCount < large.parameterCount);
   */
  readonly size?: ModelSize;
  /**
   * Most epochs; default 100. Training mostly stops earlier, when the validation loss no longer falls.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * assert.equal((await TabularARGN.train(table, { epochs: 3 })).history.length, 3);
   */
  readonly epochs?: number;
  /**
   * Most minutes; default 240.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * assert.equal((await TabularARGN.train(table, { minutes: 0 })).stopReason, "time is up");
   */
  readonly minutes?: number;
  /**
   * "any" (default): the model can be conditioned on any columns; "fixed": the order of the data only, a little closer to it.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { order: "fixed", epochs: 1 });
   * await assert.rejects(argn.sample(1, { given: Table.of({ y: ["a"] }) }), /column order does not match/);
   */
  readonly order?: ColumnOrder;
  /**
   * Encodings of columns that should not be chosen automatically: `{ zip: "categorical" }`.
   *
   * @example
   * const table = Table.of({ zip: Array.from({ length: 60 }, (_, i) => 8000 + (i % 3)) });
   * const argn = await TabularARGN.train(table, { columns: { zip: "categorical" }, epochs: 1 });
   * assert.equal(argn.columns[0].encoding, "categorical");
   */
  readonly columns?: Readonly<Record<string, Encoding>>;
  /**
   * Whether rare values and extremes are protected; default true.
   *
   * @example
   * const table = Table.of({ name: Array.from({ length: 60 }, (_, i) => (i === 0 ? "Ada" : "Bob")) });
   * assert((await TabularARGN.train(table, { epochs: 1 })).notes[0].includes("rare categories"));
   * assert.deepEqual((await TabularARGN.train(table, { epochs: 1, protection: false })).notes, []);
   */
  readonly protection?: boolean;
  /**
   * What replaces rare categories: a draw from the others ("sample", default) or the word `_RARE_` ("constant").
   *
   * @example
   * const table = Table.of({ name: Array.from({ length: 60 }, (_, i) => (i % 10 === 0 ? `only ${i}` : "Bob")) });
   * const argn = await TabularARGN.train(table, { rare: "constant", epochs: 1 });
   * assert(new Set([...(await argn.sample(200)).rows()].map(({ name }) => name)).has("_RARE_"));
   */
  readonly rare?: RareReplacement;
  /**
   * Trains under differential privacy: `{ epsilon: 3, delta: 1e-5 }`. The planned epochs are run, 60 by default; categories,
   * bounds and bins come from noisy counts. The noise cannot be repeated, so the seed does not fix the model. What it cost
   * is told by `privacySpent`.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { privacy: { epsilon: 3, delta: 1e-5 }, epochs: 1 });
   * assert(argn.privacySpent.epsilon <= 3);
   */
  readonly privacy?: PrivacyOptions;
  /**
   * What happens to a table of no column, no row or one row: "refuse" (default) throws; "accept" gives a model that knows
   * the columns and their types and shows nothing of the row.
   *
   * @example
   * const argn = await TabularARGN.train(Table.of({ x: [1] }), { fewRows: "accept" });
   * assert.deepEqual([...(await argn.sample(1)).rows()], [{ x: null }]);
   */
  readonly fewRows?: "refuse" | "accept";
  /**
   * Most rows to train on, drawn by chance from the table; default all.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * assert.equal((await TabularARGN.train(table, { maxRows: 40, epochs: 1 })).trainingRowCount, 40);
   */
  readonly maxRows?: number;
  /**
   * What each row is worth: the name of a column of numbers, which is then not learnt, or one number a row. A row of
   * weight 2 counts as two, one of weight 0 as none. Which values are rare is told by the rows themselves, not by weights.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? "a" : "b")), w: Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? 9 : 1)) });
   * const argn = await TabularARGN.train(table, { rowWeights: "w", epochs: 5 });
   * assert((await argn.sample(1000)).filter(({ x }) => x === "a").rowCount > 800);
   */
  readonly rowWeights?: string | ArrayLike<number>;
  /**
   * Share of the inputs that each step hides from the network, which keeps it from learning rows by heart; default 0.25, and 0.1 from
   * 10,000 rows on, which are more blurred than protected by it.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * assert.equal((await TabularARGN.train(table, { dropout: 0, epochs: 1 })).history.length, 1);
   */
  readonly dropout?: number;
  /**
   * A file that keeps the state of training after its epochs. Where it is there already, training goes on from it: after a
   * kill the same call gives the same model as if nothing had happened. The file stays; remove it when the model is saved.
   *
   * @example
   * const { rm } = await import("node:fs/promises");
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const options = { epochs: 3, checkpoint: "example.checkpoint" };
   * const [first, again] = [await TabularARGN.train(table, options), await TabularARGN.train(table, options)];
   * assert.deepEqual(await again.sample(20), await first.sample(20));
   * await rm("example.checkpoint");
   */
  readonly checkpoint?: string;
  /**
   * Share of the rows held back to decide when to stop; default 0.1.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * assert((await TabularARGN.train(table, { validationShare: 0.3, epochs: 1 })).history[0].validationLoss > 0);
   */
  readonly validationShare?: number;
  /**
   * Rows a step; default by number of rows.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * assert.equal((await TabularARGN.train(table, { batchSize: 16, epochs: 1 })).history.length, 1);
   */
  readonly batchSize?: number;
  /**
   * Default by batch size.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * assert.equal((await TabularARGN.train(table, { learningRate: 0.002, epochs: 1 })).history[0].learningRate, 0.002);
   */
  readonly learningRate?: number;
  /**
   * What computes; default "auto".
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * assert((await TabularARGN.train(table, { engine: "tfjs", epochs: 1 })).engineDescription.includes("TensorFlow"));
   */
  readonly engine?: EngineChoice;
  /**
   * Worker threads; default all cores. The model does not depend on them.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const [none, two] = [await TabularARGN.train(table, { threads: 0, epochs: 1 }), await TabularARGN.train(table, { threads: 2, epochs: 1 })];
   * assert.deepEqual(await none.sample(20), await two.sample(20));
   */
  readonly threads?: number;
  /**
   * Hears at most ten reports a second, and one at the end of each epoch.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const losses = [];
   * await TabularARGN.train(table, { epochs: 2, onProgress: ({ trainingLoss }) => losses.push(trainingLoss) });
   * assert(losses.length >= 2);
   */
  readonly onProgress?: (progress: TrainingProgress) => void;
  /**
   * Stops training and keeps the best weights so far.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const stop = new AbortController();
   * const argn = await TabularARGN.train(table, { signal: stop.signal, onProgress: ({ epoch }) => epoch > 1 && stop.abort() });
   * assert.equal(argn.stopReason, "stopped on request");
   */
  readonly signal?: AbortSignal;
}
