/** The options of training under differential privacy, their defaults and their checks. */

import { checkChoice, checkNumber, checkOptions } from "../../base/check";
import type { Domain } from "../../encoding/private/private-setting";

/** How much training may tell of any one row. */
export interface PrivacyOptions {
  /**
   * The budget: whatever is computed from the model, its probability changes by a factor of e^epsilon at most when one row
   * is added to the table or taken away. 1 is strict, 3 usual, beyond 10 it means little.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { privacy: { epsilon: 3 }, epochs: 1 });
   * assert(argn.privacySpent.epsilon <= 3);
   */
  readonly epsilon: number;
  /**
   * The chance that the factor does not hold; default 1e-5. Well below one over the number of rows.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { privacy: { epsilon: 3, delta: 1e-6 }, epochs: 1 });
   * assert.equal(argn.privacySpent.delta, 1e-6);
   */
  readonly delta?: number;
  /**
   * The length to which the gradient of each row is shortened; default 0.1.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { privacy: { epsilon: 3, clip: 0.5 }, epochs: 1 });
   * assert(argn.privacySpent.epsilon <= 3);
   */
  readonly clip?: number;
  /**
   * The part of the budget that goes to categories, bounds and bins; default 0.2. Parts add up as squares of 1 / noise.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { privacy: { epsilon: 3, statisticsShare: 0.5 }, epochs: 1 });
   * assert(argn.privacySpent.epsilon <= 3);
   */
  readonly statisticsShare?: number;
  /**
   * Sets the noise of each step, in clipping lengths; then the number of steps follows from the budget, not the noise from the steps.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { privacy: { epsilon: 3, noiseMultiplier: 4 }, epochs: 1 });
   * assert(argn.privacySpent.epsilon <= 3);
   */
  readonly noiseMultiplier?: number;
  /**
   * What is known of columns without looking at the rows: `{ sex: ["female", "male"], age: { low: 0, high: 120 } }`.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const argn = await TabularARGN.train(table, { privacy: { epsilon: 3, domains: { y: ["a", "b"] } }, epochs: 1 });
   * assert(argn.privacySpent.epsilon <= 3);
   */
  readonly domains?: Readonly<Record<string, Domain>>;
  /**
   * "entropy" (default) draws noise that nobody can foretell; "seed" repeats it with the seed of training, for tests: that hides nothing from who knows the seed.
   *
   * @example
   * const table = Table.of({ x: Array.from({ length: 60 }, (_, i) => i % 3), y: Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? "a" : "b")) });
   * const options = { privacy: { epsilon: 3, noise: "seed" }, epochs: 1 };
   * assert.deepEqual(await (await TabularARGN.train(table, options)).sample(9), await (await TabularARGN.train(table, options)).sample(9));
   */
  readonly noise?: "entropy" | "seed";
}

const DEFAULTS = { delta: 1e-5, clip: 0.1, statisticsShare: 0.2, domains: {}, noise: "entropy" } satisfies Partial<PrivacyOptions>;
const NAMES = ["epsilon", "noiseMultiplier", ...Object.keys(DEFAULTS)];
const ACTION = "Cannot train privately";

export type PrivacySettings = PrivacyOptions & Required<Omit<PrivacyOptions, "noiseMultiplier">>;

/** The options with their defaults, checked. */
export function privacySettingsOf(options: PrivacyOptions): PrivacySettings {
  checkOptions(ACTION, options, NAMES);
  const settings = { ...DEFAULTS, ...options };
  checkNumber(ACTION, "epsilon", settings.epsilon, 0.001, 10_000);
  checkNumber(ACTION, "delta", settings.delta, 1e-15, 0.1);
  checkNumber(ACTION, "clip", settings.clip, 1e-6, 1e6);
  checkNumber(ACTION, "statisticsShare", settings.statisticsShare, 0.001, 0.9);
  if (settings.noiseMultiplier !== undefined) checkNumber(ACTION, "noiseMultiplier", settings.noiseMultiplier, 0.1, 10_000);
  checkChoice(ACTION, "noise", settings.noise, ["entropy", "seed"]);
  return settings;
}

/** Throws for options that make no sense beside privacy. */
export function checkWithPrivacy(options: {
  readonly protection?: boolean;
  readonly validationShare?: number;
  readonly engine?: string;
  readonly rowWeights?: string | ArrayLike<number>;
  readonly dropout?: number;
  readonly checkpoint?: string;
}): void {
  const refuse = (got: string, why: string): never => {
    throw new RangeError(`${ACTION}: ${got}, but ${why}. Leave the option out`);
  };
  if (options.protection === false) refuse("protection is false", "what is learnt of rare values must be protected");
  if (options.engine === "tfjs") refuse('engine is "tfjs"', "only the fast engine clips the gradient of each row");
  if (options.rowWeights !== undefined) refuse("rowWeights are given", "no row may count more than another");
  if (options.dropout !== undefined)
    refuse(`dropout is ${options.dropout}`, "the noise of a private training keeps it from learning rows by heart");
  if (options.checkpoint !== undefined) refuse("a checkpoint is named", "noise that is drawn again would cost privacy twice");
  if (options.validationShare !== undefined) {
    refuse(
      `validationShare is ${options.validationShare}`,
      "a private training runs its planned epochs: when it stops must not depend on the rows",
    );
  }
}
