/** What a trained model does with census rows beyond copying their distribution: fill holes, rebalance, be fair. */

import { TabularARGN } from "../../argn/tabular-argn";
import { statisticalParity } from "../../fairness/parity";
import { trainBoostedTrees } from "../../predictors/trees";
import { areaUnderCurve } from "../../predictors/scores";
import { split } from "../../table/split";
import type { Table } from "../../table/table";
import { fillByTrees } from "../../tasks/fill-by-trees";
import { fillFromColumn } from "../../tasks/fill-from-column";
import { hideCells } from "../../tasks/hide-cells";
import { type ImputationScore, imputationScores } from "../../tasks/imputation-scores";

const HIDDEN = ["age", "education", "occupation", "hours-per-week"];
const HIDDEN_SHARE = 0.2;
const DRAWS = 25;
const HOLDOUT = 0.2;
/** The income that the downstream model finds. */
const RICH = ">50K";

/** One way to fill holes, and how it did, column by column. */
export interface ImputationFigures {
  readonly method: string;
  /** Whether it looks for the likeliest cell or draws one: the two are measured apart, since each gives up something for the other. */
  readonly aim: "likeliest" | "drawn";
  readonly scores: readonly ImputationScore[];
}

/**
 * Hides a fifth of the cells of four columns and fills them: with the middle of the column, with chained trees and with a
 * model that was trained on the table with its holes. education-num says the same as education, and is left out.
 */
export async function imputationFigures(adult: Table, seed: number): Promise<ImputationFigures[]> {
  const truth = adult.drop(["education-num"]);
  const holed = hideCells(truth, { columns: HIDDEN, share: HIDDEN_SHARE, seed });
  const scoresOf = (filled: Table): ImputationScore[] =>
    imputationScores(truth, holed, filled).filter(({ column }) => HIDDEN.includes(column));
  const argn = await TabularARGN.train(holed, { seed });
  const filledBy = (draws: number): Promise<Table> => argn.impute(holed, { columns: HIDDEN, draws, seed });
  return [
    { method: "median or mode of the column", aim: "likeliest", scores: scoresOf(fillFromColumn(holed)) },
    { method: "chained trees, middle of the leaf", aim: "likeliest", scores: scoresOf(await fillByTrees(holed, { seed, leaf: "middle" })) },
    { method: `TabularARGN, ${DRAWS} draws`, aim: "likeliest", scores: scoresOf(await filledBy(DRAWS)) },
    { method: "chained trees, a row of the leaf", aim: "drawn", scores: scoresOf(await fillByTrees(holed, { seed })) },
    { method: "TabularARGN, one draw", aim: "drawn", scores: scoresOf(await filledBy(1)) },
  ];
}

/** Boosted trees that find the income of real rows which nobody has trained on. */
export interface DownstreamFigures {
  readonly trainedOn: string;
  readonly rows: number;
  /** Area under the ROC curve on real holdout rows. */
  readonly auc: number;
  /** Largest difference between the shares of high incomes of women and men in what was trained on. */
  readonly gap: number;
}

/** Trains on real rows, on synthetic ones as they come, on balanced incomes, and on incomes that do not depend on sex. */
export async function downstreamFigures(adult: Table, seed: number): Promise<DownstreamFigures[]> {
  const { training, holdout } = split(adult, { holdout: HOLDOUT, seed });
  const argn = await TabularARGN.train(training, { seed });
  const rows = training.rowCount;
  const half = { income: { [RICH]: 0.5 } };
  const tables: readonly (readonly [string, Table])[] = [
    ["real rows", training],
    ["synthetic rows", await argn.sample(rows, { seed })],
    ["synthetic rows, incomes half and half", await argn.sample(rows, { seed, rebalance: half })],
    ["the same, twice as many", await argn.sample(2 * rows, { seed, rebalance: half })],
    ["synthetic rows, parity across sex", await argn.sample(rows, { seed, parity: { outcome: "income", across: ["sex"] } })],
    [
      "synthetic rows, parity across sex and race",
      await argn.sample(rows, { seed, parity: { outcome: "income", across: ["sex", "race"] } }),
    ],
  ];
  const figures: DownstreamFigures[] = [];
  for (const [trainedOn, table] of tables) {
    const { gap } = statisticalParity(table, { outcome: "income", favourable: RICH, across: ["sex"] });
    figures.push({ trainedOn, rows: table.rowCount, auc: await incomeAuc(table, holdout, seed), gap });
  }
  return figures;
}

async function incomeAuc(training: Table, holdout: Table, seed: number): Promise<number> {
  const model = await trainBoostedTrees(training, { target: "income", task: "classification", seed });
  try {
    const probabilities = await model.probabilities(holdout.drop(["income"]));
    const rich = model.classes.indexOf(RICH);
    const scores = Float64Array.from({ length: holdout.rowCount }, (_, i) => probabilities[i * model.classes.length + rich]);
    return areaUnderCurve(
      Array.from(scores, (_, i) => holdout.cell(i, "income") === RICH),
      scores,
    );
  } finally {
    await model.dispose();
  }
}

/** The figures as two tables. */
export function tasksMarkdown(imputation: readonly ImputationFigures[], downstream: readonly DownstreamFigures[], seed: number): string {
  const columns = imputation[0].scores.map(({ column }) => column);
  const cell = ({ accuracy, meanError, distance }: ImputationScore, aim: "likeliest" | "drawn"): string =>
    aim === "drawn" ? distance.toFixed(3) : (meanError?.toFixed(2) ?? accuracy.toFixed(3));
  const filled = (aim: "likeliest" | "drawn"): string =>
    table(
      [aim === "drawn" ? "distance of distributions" : "accuracy, or mean error of numbers", ...columns],
      imputation.filter((own) => own.aim === aim).map(({ method, scores }) => [method, ...scores.map((score) => cell(score, aim))]),
    );
  const learnt = table(
    ["boosted trees trained on", "rows", "AUC on real rows", "gap between women and men"],
    downstream.map(({ trainedOn, rows, auc, gap }) => [trainedOn, rows.toLocaleString("en-GB"), auc.toFixed(4), gap.toFixed(4)]),
  );
  return [
    `# What a model does with census rows (Adult, seed ${seed})`,
    `A fifth of the cells of four columns is hidden and filled again. The likeliest cell: accuracy is better when higher, the mean error of numbers when lower.`,
    filled("likeliest"),
    "A drawn cell: how far the distribution of the filled cells is from that of the hidden ones (total variation, Kolmogorov-Smirnov for numbers); lower is better.",
    filled("drawn"),
    "A learner of incomes, tested on real rows that no model has seen.",
    learnt,
  ].join("\n\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
