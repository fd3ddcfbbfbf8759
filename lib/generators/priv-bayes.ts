import { checkChoice, checkNumber, checkOptions } from "../base/check";
import { didYouMean } from "../base/errors";
import { noiseSource } from "../dp/noise-source";
import type { Domain } from "../encoding/private/private-setting";
import { Table } from "../table/table";
import { family, type Generator, type GeneratorTrainOptions, type TrainedGenerator } from "./generator";
import { type PrivateBins, privateBins } from "./private-bins";
import { type NetworkNode, placeOf, privateNetwork } from "./private-network";

export interface PrivBayesOptions {
  /** What the synthetic rows may tell of any one training row, 3. */
  readonly epsilon?: number;
  /** The chance that more is told, 1e-5; 0 is spent when all domains are given. */
  readonly delta?: number;
  /** What is known of columns without looking at the rows: `{ sex: ["F", "M"], age: { low: 0, high: 120 } }`. */
  readonly domains?: Readonly<Record<string, Domain>>;
  /** "entropy" (default) draws noise that nobody can foretell; "seed" repeats it, for lessons and tests: that hides nothing from who knows the seed. */
  readonly noise?: "entropy" | "seed";
}

/** What was spent, and on what. */
export interface PrivBayesBudget {
  readonly epsilon: number;
  readonly delta: number;
  readonly parts: readonly { readonly name: string; readonly epsilon: number; readonly delta: number }[];
}

export interface PrivateGenerator extends TrainedGenerator {
  readonly privacySpent: PrivBayesBudget;
}

/** The family: what it trains tells what it has spent. */
export interface PrivBayesFamily extends Generator {
  train(table: Table, options?: GeneratorTrainOptions): Promise<PrivateGenerator>;
}

/** Of the budget: for bins when all domains are told, and when none is; of the rest, for the structure. */
const [TOLD_SHARE, UNTOLD_SHARE, STRUCTURE_SHARE] = [0.2, 0.6, 0.3];

/**
 * A Bayesian network with differential privacy, after PrivBayes: each column hangs on at most two others, chosen by the
 * exponential mechanism for the information that they share; the counts of each column with its parents get Laplace noise.
 *
 *   p(row) = p(c1) p(c2 | parents) p(c3 | parents) ...;  epsilon = bins + structure + counts (the parts add up)
 *
 * Two tables are neighbours when the cells of one row differ: the number of rows is public, and so are the names and types
 * of the columns and how finely numbers are written. Categories and ranges come from `domains`; for the other columns a part
 * of the budget finds them. Rare words become "other". Noise is made in floating point: research grade.
 *
 * What it gives up: all that more than three columns share, and at a small epsilon or with few rows nearly all ties.
 *
 * Source: Zhang, Cormode, Procopiuc, Srivastava and Xiao, "PrivBayes" (2017), sections 3 and 4. It takes
 * the mutual information as the score (section 4.1), not one of its stand-ins of lower sensitivity.
 *
 * @example
 * const table = Table.of({ size: Array.from({ length: 500 }, (_, i) => (i % 3 === 0 ? "S" : "L")) });
 * const trained = await privBayes({ epsilon: 2, domains: { size: ["S", "L"] } }).train(table);
 * assert.deepEqual([trained.privacySpent.epsilon, trained.privacySpent.delta], [2, 0]);
 */
export function privBayes(options: PrivBayesOptions = {}): PrivBayesFamily {
  const settings = checked(options);
  return {
    name: "priv-bayes",
    train: async (table, trainOptions = {}) => {
      for (const name of Object.keys(settings.domains)) {
        if (!table.has(name))
          throw new RangeError(
            `Cannot train priv-bayes: domains names "${name}", which is no column.${didYouMean(name, table.columnNames)}`,
          );
      }
      const plan = planOf(table, settings);
      const trained = await networkFamily(settings, plan, trainOptions.seed ?? 1).train(table, trainOptions);
      return { ...trained, privacySpent: plan.spent };
    },
  };
}

function checked(options: PrivBayesOptions): Required<PrivBayesOptions> {
  const action = "Cannot make a PrivBayes network";
  checkOptions(action, options, ["epsilon", "delta", "domains", "noise"]);
  const settings = { epsilon: 3, delta: 1e-5, domains: {}, noise: "entropy" as const, ...options };
  checkNumber(action, "epsilon", settings.epsilon, 0.001, 10_000);
  checkNumber(action, "delta", settings.delta, 1e-15, 0.1);
  checkChoice(action, "noise", settings.noise, ["entropy", "seed"]);
  return settings;
}

interface Plan {
  /** Of each column that needs bins from the rows; the epsilon is 0 where the domain says all. */
  readonly bins: readonly { readonly epsilon: number; readonly delta: number }[];
  readonly structure: number;
  readonly counts: number;
  readonly spent: PrivBayesBudget;
}

/** How the budget is divided: it depends on names, types and domains alone. */
function planOf(table: Table, { epsilon, delta, domains }: Required<PrivBayesOptions>): Plan {
  const domainOf = (name: string): Domain | undefined => (Object.hasOwn(domains, name) ? domains[name] : undefined);
  const needs = table.columns.map(({ name, type }) => type !== "boolean" && !(type === "string" && domainOf(name) !== undefined));
  const thresholds = table.columns.map(({ name, type }) => type !== "boolean" && domainOf(name) === undefined);
  const [needy, deltas] = [needs, thresholds].map((list) => list.filter(Boolean).length);
  const untold = deltas / Math.max(1, table.columns.length);
  const forBins = needy === 0 ? 0 : (TOLD_SHARE + (UNTOLD_SHARE - TOLD_SHARE) * untold) * epsilon;
  const structure = table.columns.length < 2 ? 0 : STRUCTURE_SHARE * (epsilon - forBins);
  const counts = epsilon - forBins - structure;
  const spentDelta = deltas === 0 ? 0 : delta;
  const parts = [
    { name: "categories and ranges", epsilon: forBins, delta: spentDelta },
    { name: "which column hangs on which", epsilon: structure, delta: 0 },
    { name: "counts", epsilon: counts, delta: 0 },
  ].filter((part) => part.epsilon > 0);
  return {
    bins: needs.map((need, c) => ({ epsilon: need ? forBins / needy : 0, delta: thresholds[c] ? delta / deltas : 0 })),
    structure,
    counts,
    spent: { epsilon, delta: spentDelta, parts },
  };
}

function networkFamily({ domains, noise: kind }: Required<PrivBayesOptions>, plan: Plan, seed: number): Generator {
  return family("priv-bayes", async (table, { turn }) => {
    const noise = noiseSource(kind === "seed" ? seed : undefined);
    const bins = table.columns.map((column, c) =>
      privateBins(column, Object.hasOwn(domains, column.name) ? domains[column.name] : undefined, { ...plan.bins[c], noise }),
    );
    const nodes = await privateNetwork(bins, { structure: plan.structure, counts: plan.counts, noise }, turn);
    return (rows, rng) => {
      const codes = bins.map(() => new Int32Array(rows));
      for (const node of nodes) drawCodes(node, bins, codes, (name) => rng.fork(name));
      return new Table(
        bins.map((bin, c) => bin.cells(codes[c], rng.fork(table.columns[c].name))),
        rows,
      );
    };
  });
}

function drawCodes(
  { column, parents, counts }: NetworkNode,
  bins: readonly PrivateBins[],
  codes: readonly Int32Array[],
  fork: (name: string) => { weighted: (weights: ArrayLike<number>) => number; integer: (bound: number) => number },
): void {
  const stream = fork(`code ${column}`);
  const { count } = bins[column];
  const owners = parents.map((parent) => bins[parent]);
  for (let i = 0; i < codes[column].length; i++) {
    const place = placeOf(owners, (p) => codes[parents[p]][i]);
    const weights = counts.subarray(place * count, (place + 1) * count);
    // noise may have wiped out all counts of a rare combination: then any code does
    codes[column][i] = weights.some((weight) => weight > 0) ? stream.weighted(weights) : stream.integer(count);
  }
}
