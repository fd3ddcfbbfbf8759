/**
 * The figures of the decks that show results, and the numbers that slides name. Everything comes from simulated people and
 * fixed seeds, with the settings of the notebooks.
 */

import {
  assess,
  entropy,
  type Figure,
  marginals,
  plots,
  type Scores,
  shuffle,
  simulate,
  split,
  svgOf,
  Table,
  TableCodec,
  TabularARGN,
} from "../../index";

/** Figures by file name, and numbers by the name that slides use, as they are printed. */
export interface Drawings {
  readonly figures: Readonly<Record<string, string>>;
  readonly numbers: Readonly<Record<string, string>>;
}

const WIDTH = 560;
/** Columns of a matrix that can be read from the last row of a room. */
const LEGIBLE = ["age", "sex", "region", "education", "marital", "occupation", "hours", "income"];

/** What is lost when every column is shuffled on its own: nothing of the columns, all of what binds them. */
export async function relationDrawings(): Promise<Drawings> {
  const people = simulate("people", { rows: 2000, seed: 1 }).select(["works", "age", "hours", "income"]);
  const shuffled = await (await shuffle.train(people)).sample(people.rowCount, { seed: 1 });
  const [together, apart] = [hoursWithoutWork(people), hoursWithoutWork(shuffled)];
  return {
    figures: {
      "pairs-real": drawn(plots.scatter(people, "age", "income")),
      "pairs-shuffled": drawn(plots.scatter(shuffled, "age", "income")),
    },
    numbers: { "hours-without-work": String(together), "hours-without-work-shuffled": String(apart) },
  };
}

/** People who do not work and have working hours. */
function hoursWithoutWork(table: Table): number {
  return table.filter(({ works, hours }) => works === false && typeof hours === "number").rowCount;
}

/** Why counting ends: the share of fresh people whose combination of values no training row has. */
export async function combinationDrawings(): Promise<Drawings> {
  const { training, holdout } = fiveColumns();
  const codec = await TableCodec.fit(training);
  const names = training.columnNames;
  const shares = names.map((_, last) => {
    const seen = new Set(keysOf(codec, training, last + 1));
    return keysOf(codec, holdout, last + 1).filter((key) => !seen.has(key)).length / holdout.rowCount;
  });
  const labels = names.map((name, i) => (i === 0 ? name : `+ ${name}`));
  const figure = plots.bars(
    { labels, values: shares.map((share) => 100 * share) },
    { title: "Fresh people unknown to a counting model", unit: "%" },
  );
  return { figures: { unseen: drawn(figure) }, numbers: { unseen: percent(shares[shares.length - 1], 0) } };
}

function keysOf(codec: TableCodec, table: Table, columns: number): string[] {
  const codes = codec.encode(table).codes.slice(
    0,
    codec.columns.slice(0, columns).reduce((sum, { subColumns }) => sum + subColumns.length, 0),
  );
  return Array.from({ length: table.rowCount }, (_, row) => codes.map((column) => column[row]).join(" "));
}

/** Losses between the floor and the ceiling, and a training. */
export async function lossDrawings(): Promise<Drawings> {
  const { training } = fiveColumns();
  const pairs = training.select(["education", "occupation"]);
  const small = await TabularARGN.train(pairs, { seed: 1, size: "S", epochs: 40 });
  const logs = await small.logProbability(pairs);
  const network = -logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const floor = entropy(countsOf(pairs, pairs.columnNames));
  const ceiling = pairs.columnNames.reduce((sum, name) => sum + entropy(countsOf(pairs, [name])), 0);
  const labels = ["independent", "the network", "counted pairs"];
  const bounds = plots.bars(
    { labels, values: [ceiling, network, floor] },
    { title: "Mean loss of education and occupation", unit: "nats" },
  );
  const argn = await TabularARGN.train(training, { seed: 1, epochs: 30 });
  return {
    figures: { bounds: drawn(bounds), "loss-curve": drawn(plots.lossCurve(argn.history)) },
    numbers: { "loss-independent": ceiling.toFixed(2), "loss-network": network.toFixed(2), "loss-pairs": floor.toFixed(2) },
  };
}

/** The training, the verdict and the hasty model of notebook 04a. */
export async function qualityDrawings(): Promise<Drawings> {
  const people = simulate("people", { rows: 4000, seed: 1 }).drop(["person_id"]);
  const { training, holdout } = split(people, { holdout: 0.5, seed: 1 });
  const synthetic = await (await TabularARGN.train(training, { seed: 1 })).sample(training.rowCount, { seed: 2 });
  const scores = await assess({ training, holdout, synthetic }, { seed: 1, parts: ["accuracy", "distances", "discriminator"] });
  const hasty = await (await TabularARGN.train(training.slice(0, 200), { seed: 1, epochs: 1 })).sample(training.rowCount, { seed: 2 });
  const apart = await (await marginals.train(training)).sample(training.rowCount, { seed: 2 });
  const others = await Promise.all(
    [hasty, apart].map((table) => assess({ training, holdout, synthetic: table }, { seed: 1, parts: ["accuracy"] })),
  );
  const trio = [training, holdout, synthetic].map((table) => table.select(LEGIBLE));
  const few = await assess({ training: trio[0], holdout: trio[1], synthetic: trio[2] }, { seed: 1, parts: ["accuracy"] });
  return {
    figures: {
      "compare-education": drawn(plots.compare(training, synthetic, "education")),
      "accuracy-matrix": drawn(plots.accuracyMatrix(few)),
      gaps: drawn(gapFigure({ full: scores, hasty: others[0], apart: others[1] })),
    },
    numbers: {
      accuracy: percent(scores.accuracy.value, 1),
      "accuracy-reference": percent(scores.accuracy.reference, 1),
      auc: computed(scores.discriminator.auc.value).toFixed(2),
      "auc-reference": computed(scores.discriminator.auc.reference).toFixed(2),
    },
  };
}

function gapFigure(named: Readonly<Record<string, Scores>>): Figure {
  const parts = [
    ["columns", "univariate"],
    ["pairs", "bivariate"],
    ["triples", "trivariate"],
  ] as const;
  const bars = Object.entries(named).flatMap(([name, scores]) =>
    parts.map(([label, part]) => ({
      label: `${name}: ${label}`,
      gap: 100 * (computed(scores[part].reference) - computed(scores[part].value)),
    })),
  );
  return plots.bars(
    { labels: bars.map(({ label }) => label), values: bars.map(({ gap }) => Math.max(0, gap)) },
    { title: "Accuracy missing to the reference", unit: "percentage points" },
  );
}

function fiveColumns(): { training: Table; holdout: Table } {
  const people = simulate("people", { rows: 4000, seed: 1 }).select(["age", "sex", "education", "occupation", "income"]);
  return split(people, { holdout: 0.5, seed: 1 });
}

function countsOf(table: Table, names: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const row of table.rows()) {
    const key = JSON.stringify(names.map((name) => row[name]));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()];
}

function drawn(figure: Figure): string {
  return svgOf(figure, { width: WIDTH });
}

function percent(share: number | undefined, decimals: number): string {
  return `${(100 * computed(share)).toFixed(decimals)} %`;
}

function computed(value: number | undefined): number {
  if (value === undefined) throw new Error("Cannot draw the slides: a score was not computed");
  return value;
}
