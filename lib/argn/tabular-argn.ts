/** The model as its users meet it: train it on a table, then ask it for rows and probabilities. */

import { checkOptions } from "../base/check";
import { Rng } from "../base/random";
import { TableCodec } from "../encoding/table-codec";
import type { Table } from "../table/table";
import { dataOrder, drawBlueprint, parameterCount } from "./blueprint";
import type { CodeTable, Engine } from "./engine";
import { initialWeights } from "./initialise";
import { readModel, writeModel } from "./model-file";
import type { ComputeOptions, ModelState } from "./model-state";
import { generate, type SampleOptions } from "./sample/generate";
import { startEngine } from "./select-engine";
import type { ModelSize } from "./sizes";
import type { Epoch, StopReason } from "./train/progress";
import { train } from "./train/train";
import { checkTrainingTable, settingsOf, type TrainOptions } from "./train-options";

/** How a column of the model is encoded. */
export interface ModelColumn {
  readonly name: string;
  readonly encoding: string;
  /** Codes of each of its sub-columns. */
  readonly cardinalities: readonly number[];
}

/**
 * A trained auto-regressive network over discretised columns (TabularARGN; Tiwald et al. 2025, arXiv 2501.12012).
 *
 * Every column becomes one or a few integer-coded sub-columns; for each sub-column a small classifier predicts its code
 * from the columns that come before it, in any order. Rows are drawn one sub-column after another.
 *
 * @example
 * const table = Table.of({ size: ["S", "L", "L", "S", "L", "S"], price: [1, 2, 2, 1, 2, 1] });
 * const argn = await TabularARGN.train(table, { seed: 1, epochs: 1, protection: false });
 * const synthetic = await argn.sample(100, { seed: 2 });
 * assert.equal(synthetic.rowCount, 100);
 * assert.deepEqual(synthetic.columnNames, ["size", "price"]);
 */
export class TabularARGN {
  readonly #state: ModelState;

  private constructor(state: ModelState) {
    this.#state = state;
  }

  /**
   * Trains a model on a table and gives it back trained. An abort, or the end of the allowed minutes, keeps the best
   * weights so far.
   *
   * @throws {RangeError} when the table has too few rows or an option is out of range
   * @throws {AbortError} when the signal is raised before the first step
   */
  static async train(table: Table, options: TrainOptions = {}): Promise<TabularARGN> {
    const settings = settingsOf(options);
    checkTrainingTable(table);
    const rng = new Rng(settings.seed).fork("TabularARGN");
    const { columns, protection, rare, signal } = settings;
    const codec = await TableCodec.fit(table, { columns, protection, rare, rng: rng.fork("encoding"), ...(signal === undefined ? {} : { signal }) });
    const codes = codec.encode(table, { rng: rng.fork("encode") });
    const blueprint = drawBlueprint(codec.columns, settings.size);
    const weights = initialWeights(blueprint, codec.empiricalProbabilities(codes), rng.fork("weights"));
    const engine = await startEngine(settings.engine, { blueprint, weights, threads: settings.threads });
    try {
      const trained = await train(engine, blueprint, codes, settings, rng.fork("training"));
      return new TabularARGN({
        codec,
        blueprint,
        order: settings.order,
        engineDescription: engine.description,
        trainingRowCount: table.rowCount,
        ...trained,
      });
    } finally {
      await engine.dispose();
    }
  }

  /**
   * Reads a model that `save` wrote.
   *
   * @throws {SyntaxError} when the file is cut short, is no model, or comes from a newer version
   */
  static async load(path: string): Promise<TabularARGN> {
    return new TabularARGN(await readModel(path));
  }

  /** Writes the model to one file in safetensors format: weights, encodings and history, no row of the data. */
  async save(path: string): Promise<void> {
    await writeModel(path, this.#state);
  }

  /**
   * Draws synthetic rows: the columns and types of the training table, new rows.
   *
   * @param rows how many; with `given` rows, as many as are given
   * @throws {RangeError} when an option is out of range or names an unknown column or value
   * @throws {AbortError} when the signal is raised
   */
  sample(rows: number, options: SampleOptions = {}): Promise<Table> {
    return this.#withEngine(options, (engine) => generate(engine, this.#state, rows, options));
  }

  /**
   * The natural logarithm of each row's probability under the model, 0 or less; lower is more unusual. The columns are
   * taken in the order of the data. The probability is that of the row's codes: a binned number counts with its whole
   * bin, so that values of tables with different encodings do not compare.
   */
  async logProbability(table: Table, options: ComputeOptions = {}): Promise<Float64Array> {
    checkOptions("Log-probability", options, ["engine", "threads", "signal"]);
    const codes = this.#encode(table);
    return this.#withEngine(options, (engine) => engine.logLikelihood(codes, dataOrder(this.#state.blueprint)));
  }

  /** The columns, and how each is encoded. */
  get columns(): readonly ModelColumn[] {
    return this.#state.codec.columns.map(({ name, encoding, subColumns }) => ({
      name,
      encoding,
      cardinalities: subColumns.map(({ cardinality }) => cardinality),
    }));
  }

  /** What a user should know about the data and the model: columns that are not learnt, rare values that are replaced. */
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

  /** Which engine trained the model. */
  get engineDescription(): string {
    return this.#state.engineDescription;
  }

  #encode(table: Table): CodeTable {
    return this.#state.codec.encode(table, { rng: new Rng(1).fork("encode") });
  }

  async #withEngine<Result>({ engine = "auto", threads }: ComputeOptions, use: (engine: Engine) => Promise<Result>): Promise<Result> {
    const { blueprint, weights } = this.#state;
    const started = await startEngine(engine, { blueprint, weights, threads });
    try {
      return await use(started);
    } finally {
      await started.dispose();
    }
  }
}
