/** Several synthetic tables against the same real rows. */

import type { Table } from "../table/table";
import { assess } from "./assess";
import type { AssessOptions, AssessProgress } from "./assess-options";
import type { Scores } from "./scores";

/** The scores of one of several synthetic tables. */
export interface NamedScores {
  readonly name: string;
  readonly scores: Scores;
}

export interface AssessSeveralOptions extends Omit<AssessOptions, "onProgress"> {
  readonly onProgress?: (progress: AssessProgress & { readonly name: string }) => void;
}

/**
 * Assesses several synthetic tables, one after another, against the same training and holdout rows and with the same random
 * choices, so that their scores can be compared: generators, epochs or noise levels side by side.
 *
 * @example
 * const training = Table.of({ age: [31, 54, 40, 28] });
 * const synthetic = { copy: training, shifted: Table.of({ age: [61, 84, 70, 58] }) };
 * const [copy, shifted] = await assessSeveral({ training, synthetic }, { parts: ["accuracy"] });
 * assert.ok((copy.scores.accuracy.value ?? 0) > (shifted.scores.accuracy.value ?? 1));
 */
export async function assessSeveral(
  tables: { readonly training: Table; readonly holdout?: Table; readonly synthetic: Readonly<Record<string, Table>> },
  { onProgress, ...options }: AssessSeveralOptions = {},
): Promise<readonly NamedScores[]> {
  const { training, holdout } = tables;
  const results: NamedScores[] = [];
  for (const [name, synthetic] of Object.entries(tables.synthetic)) {
    const trio = holdout === undefined ? { training, synthetic } : { training, holdout, synthetic };
    const heard = onProgress === undefined ? {} : { onProgress: (progress: AssessProgress) => onProgress({ name, ...progress }) };
    results.push({ name, scores: await assess(trio, { ...options, ...heard }) });
  }
  return results;
}
