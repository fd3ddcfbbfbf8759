/** The model as its users meet it: train it on a table, then ask it for rows and probabilities. */

import { checkChoice, checkOptions } from "../base/check";
import { Rng } from "../base/random";
import { TableCodec } from "../encoding/table-codec";
import { booleanColumn, type Column, stringColumn } from "../table/column";
import type { Table } from "../table/table";
import { type Blueprint, dataOrder, drawBlueprint, parameterCount } from "./blueprint";
import type { CodeTable, Engine, Weights } from "./engine";
import { initialWeights } from "./initialise";
import { readModel, writeModel } from "./model-file";
import type { ComputeOptions, ModelState } from "./model-state";
import { type Probabilities, probabilitiesOf } from "./predict/probabilities";
import { type Aggregate, aggregateDraws } from "./sample/aggregate";
import { generate, type SampleOptions } from "./sample/generate";
import { completions, type ImputeOptions } from "./sample/impute";
import { startEngine } from "./select-engine";
import type { ModelSize } from "./sizes";
import type { Epoch, StopReason } from "./train/progress";
import { train, type Trained } from "./train/train";
import { checkTrainingTable, settingsOf, type TrainOptions } from "./train-options";

const COMPUTE_OPTIONS = ["engine", "threads", "signal"];

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
    const codec = await TableCodec.fit(table, {
      columns,
      protection,
      rare,
      rng: rng.fork("encoding"),
      ...(signal === undefined ? {} : { signal }),
    });
    const codes = codec.encode(table, { rng: rng.fork("encode") });
    const blueprint = drawBlueprint(codec.columns, settings.size);
    const weights = initialWeights(blueprint, codec.empiricalProbabilities(codes), rng.fork("weights"));
    const describe: { engine?: string } = {};
    const start = async (network: Blueprint, initial: Weights): Promise<Engine> => {
      const engine = await startEngine(settings.engine, { blueprint: network, weights: initial, threads: settings.threads });
      describe.engine = engine.description;
      return engine;
    };
    const nothing = { weights, history: [], stopReason: "nothing to learn" } satisfies Trained;
    const trained =
      blueprint.subColumns.length === 0 ? nothing : await train(start, blueprint, weights, codes, settings, rng.fork("training"));
    return new TabularARGN({
      codec,
      blueprint,
      order: settings.order,
      engineDescription: describe.engine ?? "no engine: no column has anything to learn",
      trainingRowCount: table.rowCount,
      ...trained,
    });
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
   * Fills the missing cells of a table with draws from the model, given everything that is known of each row; cells that
   * are there stay untouched. Several draws are summed up cell by cell: the median for numbers and dates, the most
   * frequent value otherwise.
   *
   * @example
   * const cells = Array.from({ length: 60 }, (_, i) => i % 2);
   * const full = Table.of({ x: cells, y: cells.map((x) => (x === 1 ? "one" : "zero")) });
   * const argn = await TabularARGN.train(full, { seed: 1, epochs: 30 });
   * const filled = await argn.impute(Table.of({ x: [0, 1], y: [null, "one"] }), { draws: 5 });
   * assert.equal(filled.cell(1, "y"), "one");
   * assert.notEqual(filled.cell(0, "y"), null);
   */
  async impute(table: Table, options: ImputeOptions & { readonly draws?: number; readonly aggregate?: Aggregate } = {}): Promise<Table> {
    const { draws = 1, aggregate = "auto" } = options;
    checkChoice("Cannot impute", "aggregate", aggregate, ["auto", "mode", "median", "mean"]);
    return aggregateDraws(await this.imputations(table, draws, options), aggregate);
  }

  /** Several completions of a table, for analyses that combine them (multiple imputation; Rubin 1987, chapter 3). */
  async imputations(table: Table, draws: number, options: ImputeOptions = {}): Promise<Table[]> {
    this.#checkOrder("Cannot impute");
    return this.#withEngine(options, (engine) => completions(engine, this.#state, table, draws, options));
  }

  /**
   * The probability of each value of a column, or of each combination of several columns, given the other columns of the
   * table: exact, without draws. Columns that the table lacks are left open.
   *
   * @throws {RangeError} for a column in several sub-columns (dates, digits, texts) or with too many combinations
   */
  async probabilities(table: Table, targets: readonly string[], options: ComputeOptions = {}): Promise<Probabilities> {
    checkOptions("Cannot compute probabilities", options, COMPUTE_OPTIONS);
    this.#checkOrder("Cannot compute probabilities");
    return this.#withEngine(options, (engine) => probabilitiesOf(engine, this.#state, table, targets));
  }

  /**
   * The likeliest value of a column in each row, given the other columns of the table; for numbers and dates the median
   * of several draws.
   */
  async predict(
    table: Table,
    target: string,
    options: ComputeOptions & { readonly draws?: number; readonly seed?: number } = {},
  ): Promise<Column> {
    checkOptions("Cannot predict", options, [...COMPUTE_OPTIONS, "draws", "seed"]);
    this.#checkOrder("Cannot predict");
    const column = this.#state.codec.columns.find(({ name }) => name === target);
    if (column?.encoding !== "categorical" && column?.encoding !== "boolean") return this.#predictByDraws(table, target, options);
    const { draws, seed, ...compute } = options;
    const { labels, shares } = await this.probabilities(table, [target], compute);
    const likeliest = Array.from({ length: table.rowCount }, (_, i) => {
      const row = shares.subarray(i * labels.length, (i + 1) * labels.length);
      return labels[row.indexOf(row.reduce((most, share) => Math.max(most, share), 0))][0];
    });
    if (column.encoding === "boolean")
      return booleanColumn(
        target,
        likeliest.map((label) => label === "true"),
      );
    return stringColumn(target, likeliest);
  }

  /**
   * The natural logarithm of each row's probability under the model, 0 or less; lower is more unusual. The columns are
   * taken in the order of the data. The probability is that of the row's codes: a binned number counts with its whole
   * bin, so that values of tables with different encodings do not compare.
   */
  async logProbability(table: Table, options: ComputeOptions = {}): Promise<Float64Array> {
    checkOptions("Cannot compute log-probabilities", options, COMPUTE_OPTIONS);
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

  /** The target as a hole in every row, filled several times. */
  async #predictByDraws(
    table: Table,
    target: string,
    { draws = 25, seed = 1, ...compute }: ComputeOptions & { draws?: number; seed?: number },
  ): Promise<Column> {
    const open = table.with(stringColumn(target, new Array(table.rowCount).fill(null)));
    const filled = await this.impute(open, { ...compute, columns: [target], draws, seed });
    return filled.column(target);
  }

  #checkOrder(action: string): void {
    if (this.#state.order === "any") return;
    throw new RangeError(`${action}: the model was trained in the order of the data (order "fixed"); train it with order "any"`);
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
