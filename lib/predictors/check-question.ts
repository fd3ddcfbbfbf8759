/** The check of the question put to a learner. */

import { checkChoice } from "../base/check";
import { quoteList } from "../base/errors";
import type { Table } from "../table/table";
import type { PredictionQuestion } from "./predictor";

/** The features of the question, all of which exist and none of which is the target. */
export function featuresOf(action: string, table: Table, { target, task, features }: PredictionQuestion): readonly string[] {
  table.column(target);
  checkChoice(action, "task", task, ["classification", "regression"]);
  const chosen = features ?? table.columnNames.filter((name) => name !== target);
  for (const name of chosen) table.column(name);
  if (chosen.includes(target)) {
    throw new RangeError(`${action}: the features hold the target itself. Leave "${target}" out of ${quoteList(chosen)}`);
  }
  if (chosen.length === 0) {
    throw new RangeError(`${action}: there is no column to predict from. Give at least one feature besides the target`);
  }
  return [...new Set(chosen)];
}

/** Throws unless the table has every column that the model predicts from, with the type it had in training. */
export function checkSameFeatures(action: string, table: Table, types: ReadonlyMap<string, string>): void {
  for (const [name, type] of types) {
    const column = table.column(name);
    if (column.type === type) continue;
    throw new TypeError(
      `${action}: column "${name}" is of type ${column.type}, the model learnt it as ${type}. Read the table with the schema of the training table`,
    );
  }
}
