/** The model as its users meet it: train it on a table, then ask it for rows and probabilities. */

import { checkChoice, checkOptions } from "../base/check";
import type { Column } from "../table/column";
import type { Table } from "../table/table";
import { compileRules } from "./constraints/compile";
import type { Constraint } from "./constraints/constraint";
import { type ConstraintOptions, resolveConstraints } from "./constraints/resolve";
import type { Engine } from "./engine";
import { ModelFacts } from "./model-facts";
import { readModel, writeModel } from "./model-file";
import type { ComputeOptions, ModelState } from "./model-state";
import { logProbabilities } from "./predict/log-probabilities";
import { predictColumn, predictColumns, type PredictOptions } from "./predict/predict-column";
import { type Probabilities, probabilitiesOf } from "./predict/probabilities";
import { type Unusualness, unusualnessOf, type UnusualnessOptions } from "./predict/unusualness";
import { aggregateDraws, type AggregateOptions } from "./sample/aggregate";
import { generate, type SampleOptions } from "./sample/generate";
import { completions, type ImputeOptions } from "./sample/impute";
import { continueModel, type ContinueOptions } from "./continue-training";
import { trainModel } from "./train-model";
import type { TrainOptions } from "./train-options";
import { withEngine } from "./with-engine";

const COMPUTE_OPTIONS = ["engine", "threads", "signal"];

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
export class TabularARGN extends ModelFacts {
  readonly #state: ModelState;

  private constructor(state: ModelState) {
    super(state);
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
    return new TabularARGN(await trainModel(table, options));
  }

  /**
   * The model, trained on with more or newer rows of the same columns; this one stays as it is. The encodings stay too:
   * a category that they do not know counts as rare, a number beyond their bounds as the nearest one. What is not among the
   * new rows is forgotten little by little, so mix old rows in where you have them.
   *
   * @throws {RangeError} when a column is missing, an option is out of range, or the model is differentially private
   *
   * @example
   * const week = (low: number) => Table.of({ day: Array.from({ length: 300 }, (_, i) => i % 7), sold: Array.from({ length: 300 }, (_, i) => (i % 7) * 10 + low + (i % 3)) });
   * const first = await TabularARGN.train(week(0), { seed: 1, epochs: 5 });
   * const second = await first.continueTraining(week(3), { epochs: 3 });
   * assert(second.history.length > first.history.length);
   */
  async continueTraining(table: Table, options: ContinueOptions = {}): Promise<TabularARGN> {
    return new TabularARGN(await continueModel(this.#state, table, options));
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
   * Draws synthetic rows: the columns and types of the training table, new rows; `rows` of them, or as many as are given.
   *
   * @throws {RangeError} when an option is out of range, names an unknown column or value, or contradicts another
   * @throws {AbortError} when the signal is raised
   *
   * @example
   * const ages = Array.from({ length: 400 }, (_, i) => 18 + (i % 60));
   * const table = Table.of({ age: ages, sex: ages.map((age, i) => (i % 4 === 0 ? "F" : "M")), paid: ages.map((age) => age > 40) });
   * const argn = await TabularARGN.train(table, { seed: 1, epochs: 5 });
   * const older = await argn.sample(500, { rebalance: { age: { "60..": 0.8 }, sex: { F: 0.5 } } });
   * assert(older.filter((row) => row.age >= 60).rowCount > 350);
   * const fair = await argn.sample(500, { parity: { outcome: "paid", across: ["sex"] } });
   * assert(statisticalParity(fair, { outcome: "paid", favourable: true, across: ["sex"] }).gap < 0.02);
   */
  sample(rows: number, options: SampleOptions = {}): Promise<Table> {
    return this.#withEngine(options, (engine) => generate(engine, this.#state, rows, options));
  }

  /**
   * The same model with rules that every row of `sample` obeys, whatever is given: they decide which values can still
   * come. They stay in the saved model; an empty list takes them off. Rare combinations of `training` are left out.
   *
   * @throws {RangeError} when a rule names an unknown column, does not suit its encoding, or contradicts another
   *
   * @example
   * const days = Array.from({ length: 200 }, (_, i) => i % 10);
   * const stays = Table.of({ arrival: days, departure: days.map((day, i) => day + (i % 4)) });
   * const argn = (await TabularARGN.train(stays, { seed: 1, epochs: 2 })).withConstraints([
   *   { kind: "inequality", low: "arrival", high: "departure" },
   *   { kind: "range", column: "arrival", least: 3 },
   * ]);
   * for (const { arrival, departure } of (await argn.sample(100)).rows()) assert(3 <= arrival && arrival <= departure);
   */
  withConstraints(constraints: readonly Constraint[], options: ConstraintOptions = {}): TabularARGN {
    checkOptions("Cannot use constraints", options, ["training", "protection", "seed"]);
    const resolved = resolveConstraints(this.#state, constraints, options);
    compileRules(this.#state, resolved);
    return new TabularARGN({ ...this.#state, constraints: resolved });
  }

  /**
   * How unusual given rows are, from their probability under the model; see `unusualnessOf`. `reference` are rows to
   * compare with, usually holdout rows; without them 2,000 rows of the model's own.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 300 }, (_, i) => (i % 10 === 0 ? "rare" : "often")), y: Array.from({ length: 300 }, (_, i) => i % 3) });
   * const argn = await TabularARGN.train(table, { seed: 1, epochs: 5 });
   * const { quantile } = await argn.unusualness(Table.of({ x: ["often", "rare"] }));
   * assert(quantile[1] < quantile[0]);
   */
  async unusualness(given: Table, options: UnusualnessOptions = {}): Promise<Unusualness> {
    return this.#withEngine(options, (engine) => unusualnessOf(engine, this.#state, given, options));
  }

  /**
   * How much of an outlier each row is: the share of reference rows that are likelier, 0 to 1. See `unusualness`.
   * Of rows like the reference, 1 in 100 has a score of .99 or more; a row that seems impossible to the model has 1.
   */
  async outlierScores(table: Table, options: UnusualnessOptions = {}): Promise<Float64Array> {
    const { quantile } = await this.unusualness(table, options);
    return quantile.map((share) => 1 - share);
  }

  /**
   * Fills the missing cells of a table with draws from the model, given all that is known of each row; other cells stay
   * untouched. Several draws make one cell: the median for numbers and dates, the most frequent value otherwise.
   *
   * @example
   * const cells = Array.from({ length: 60 }, (_, i) => i % 2);
   * const full = Table.of({ x: cells, y: cells.map((x) => (x === 1 ? "one" : "zero")) });
   * const argn = await TabularARGN.train(full, { seed: 1, epochs: 30 });
   * const filled = await argn.impute(Table.of({ x: [0, 1], y: [null, "one"] }), { draws: 5 });
   * assert.equal(filled.cell(1, "y"), "one");
   * assert.notEqual(filled.cell(0, "y"), null);
   */
  async impute(table: Table, options: ImputeOptions & AggregateOptions = {}): Promise<Table> {
    const { draws = 1, aggregate = "auto" } = options;
    checkChoice("Cannot impute", "aggregate", aggregate, ["auto", "mode", "median", "mean"]);
    return aggregateDraws(await this.imputations(table, draws, options), aggregate);
  }

  /** Several completions, for analyses that combine them (multiple imputation; Rubin 1987, chapter 3). */
  async imputations(table: Table, draws: number, options: ImputeOptions = {}): Promise<Table[]> {
    return this.#withEngine(options, (engine) => completions(engine, this.#state, table, draws, options));
  }

  /**
   * The probability of each value of a column, or of each combination of several columns, given the other columns of the
   * table: exact, without draws. Columns that the table lacks are left open.
   *
   * @throws {RangeError} for a column in several sub-columns (dates, digits, texts) or too many combinations
   */
  async probabilities(table: Table, targets: readonly string[], options: ComputeOptions = {}): Promise<Probabilities> {
    checkOptions("Cannot compute probabilities", options, COMPUTE_OPTIONS);
    return this.#withEngine(options, (engine) => probabilitiesOf(engine, this.#state, table, targets));
  }

  /**
   * The likeliest value of a column in each row, given the other columns of the table; for numbers and dates the median
   * of several draws. Several targets give a table: each is predicted by itself, from the columns that are no targets.
   *
   * @example
   * const sizes = Array.from({ length: 300 }, (_, i) => ["S", "M", "L"][i % 3]);
   * const table = Table.of({ size: sizes, price: sizes.map((size) => ({ S: 1, M: 2, L: 3 })[size]) });
   * const argn = await TabularARGN.train(table, { seed: 1, epochs: 20 });
   * assert.deepEqual((await argn.predict(Table.of({ price: [3, 1] }), "size")).length, 2);
   * assert.deepEqual((await argn.predict(Table.of({ price: [3, 1] }), ["size"])).columnNames, ["size"]);
   */
  predict(table: Table, target: string, options?: PredictOptions): Promise<Column>;
  predict(table: Table, targets: readonly string[], options?: PredictOptions): Promise<Table>;
  async predict(table: Table, target: string | readonly string[], options: PredictOptions = {}): Promise<Column | Table> {
    checkOptions("Cannot predict", options, [...COMPUTE_OPTIONS, "draws", "seed"]);
    return this.#withEngine<Column | Table>(options, (engine) =>
      typeof target === "string"
        ? predictColumn(engine, this.#state, table, target, options)
        : predictColumns(engine, this.#state, table, target, options),
    );
  }

  /**
   * The natural logarithm of each row's probability under the model, 0 or less; lower is more unusual. The columns are
   * taken in the order of the data. The probability is that of the row's codes: a binned number counts with its whole
   * bin, so that values of tables with different encodings do not compare. Digits of a missing number do not count.
   */
  async logProbability(table: Table, options: ComputeOptions = {}): Promise<Float64Array> {
    checkOptions("Cannot compute log-probabilities", options, COMPUTE_OPTIONS);
    const names = this.#state.codec.columns.map(({ name }) => name);
    return this.#withEngine(options, (engine) => logProbabilities(engine, this.#state, table, names));
  }

  #withEngine<Result>(options: ComputeOptions, use: (engine: Engine) => Promise<Result>): Promise<Result> {
    return withEngine(this.#state, options, use);
  }
}
