/** How close a model comes to one real table: half of its rows to train on, the other half as the yardstick. */

import { TabularARGN } from "../../argn/tabular-argn";
import { shuffle } from "../../generators/shuffle";
import { assess } from "../../quality/assess";
import type { Measure } from "../../quality/scores";
import { tstr } from "../../quality/tstr";
import { split } from "../../table/split";
import type { Table } from "../../table/table";

/** The figures of one table and one seed. Where there is a reference, it is what the held-out rows reach. */
export interface Fidelity {
  readonly seed: number;
  readonly rows: number;
  readonly columns: number;
  readonly seconds: number;
  readonly epochs: number;
  readonly univariate: Measure;
  readonly bivariate: Measure;
  /** Bivariate accuracy of columns that were shuffled on their own: the floor. */
  readonly shuffled: Measure;
  readonly discriminatorAuc: Measure;
  /** AUC or R² on held-out rows; its reference is trained on the training rows. */
  readonly utility: Measure;
  /** Share of synthetic rows that are training rows, and of held-out rows that are. */
  readonly identical: Measure;
  readonly dcrShare: Measure;
}

export async function fidelityOf(table: Table, target: string, seed: number): Promise<Fidelity> {
  const { training, holdout } = split(table, { holdout: 0.5, seed });
  const started = process.cpuUsage();
  const model = await TabularARGN.train(training, { seed });
  const synthetic = await model.sample(training.rowCount, { seed: seed + 1 });
  const { user, system } = process.cpuUsage(started);
  const scores = await assess({ training, holdout, synthetic }, { seed: 1, parts: ["accuracy", "distances", "discriminator"] });
  const floor = await (await shuffle.train(training, { seed })).sample(training.rowCount, { seed: seed + 1 });
  const shuffled = await assess({ training, holdout, synthetic: floor }, { seed: 1, parts: ["accuracy"] });
  const { byTarget } = await tstr({ training, holdout, synthetic }, { targets: [target], seed: 1, resamples: 10 });
  const [utility] = byTarget;
  return {
    seed,
    rows: training.rowCount,
    columns: training.columns.length,
    seconds: (user + system) / 1e6,
    epochs: model.history.length,
    univariate: scores.univariate,
    bivariate: scores.bivariate,
    shuffled: shuffled.bivariate,
    discriminatorAuc: scores.discriminator.auc,
    utility: utility.notComputed === undefined ? utility.synthetic : { notComputed: utility.notComputed },
    identical: scores.distances.identicalMatches,
    dcrShare: scores.distances.dcrShare,
  };
}

/** What is hoped for, by the number of rows. */
function limitsFor(rows: number): { auc: number; loss: number } {
  if (rows >= 10_000) return { auc: 0.58, loss: 0.01 };
  return rows >= 1000 ? { auc: 0.65, loss: 0.02 } : { auc: 0.7, loss: 0.05 };
}

const LARGEST_GAPS = { univariate: 0.006, bivariate: 0.015 };
const SHARE = { low: 0.48, high: 0.52 };

/** The table of all runs as Markdown; a figure that misses what is hoped for is marked. */
export function fidelityMarkdown(
  runs: readonly { readonly table: string; readonly target: string; readonly fidelity: Fidelity }[],
): string {
  const heads = [
    "table, seed",
    "rows x columns",
    "columns",
    "pairs (shuffled)",
    "AUC",
    "TSTR",
    "identical",
    "DCR share",
    "CPU, s (epochs)",
  ];
  const lines = runs.map(({ table, target, fidelity }) => {
    const { auc, loss } = limitsFor(fidelity.rows);
    const { univariate, bivariate, shuffled, discriminatorAuc, utility, identical, dcrShare } = fidelity;
    const floor = shuffled.notComputed === undefined ? shuffled.value : -Infinity;
    return [
      `${table}, ${fidelity.seed}`,
      `${fidelity.rows} x ${fidelity.columns}`,
      cell(univariate, ({ value, reference }) => value >= reference - LARGEST_GAPS.univariate),
      `${cell(bivariate, ({ value, reference }) => value >= reference - LARGEST_GAPS.bivariate && value > floor)} (${numberText(shuffled)})`,
      cell(discriminatorAuc, ({ value }) => value <= auc),
      `${target}: ${cell(utility, ({ value, reference }) => value >= reference - loss)}`,
      cell(identical, ({ value, reference }) => value <= reference),
      cell(dcrShare, ({ value }) => value >= SHARE.low && value <= SHARE.high),
      `${fidelity.seconds.toFixed(1)} (${fidelity.epochs})`,
    ];
  });
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [row(heads), row(heads.map(() => "---")), ...lines.map(row)].join("\n");
}

/** A figure, a stroke and its reference; an asterisk where it misses what is hoped for. */
function cell(measure: Measure, isMet: (known: { value: number; reference: number }) => boolean): string {
  if (measure.notComputed !== undefined) return "not computed";
  const { value, reference } = measure;
  const met = isMet({ value, reference: reference ?? NaN });
  return `${digits(value)}${reference === undefined ? "" : ` / ${digits(reference)}`}${met ? "" : " *"}`;
}

function numberText(measure: Measure): string {
  return measure.notComputed === undefined ? digits(measure.value) : "not computed";
}

function digits(value: number): string {
  return value.toFixed(3);
}
