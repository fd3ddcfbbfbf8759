import { breather, throwIfAborted } from "../base/abort";
import { checkChoice, checkInteger, checkOptions } from "../base/check";
import { Rng } from "../base/random";
import { type Binning, binningOf } from "../generators/binning";
import { growTree, leafOf } from "../generators/grow-tree";
import { type Column, isMissing, missingCount, takeCells } from "../table/column";
import { mergeCells } from "../table/merge-cells";
import type { Table } from "../table/table";
import { middleRow, presentRows } from "./fill-from-column";

export interface TreeFillOptions {
  /**
   * What a leaf gives: the cell of one of its rows ("draw", default), which keeps the distribution, or the median or most
   * frequent cell of all of them ("middle"), which is right more often.
   */
  readonly leaf?: "draw" | "middle";
  /** How often all columns are filled anew, each time from the latest cells of the others; default 5. */
  readonly rounds?: number;
  readonly seed?: number | string;
  readonly signal?: AbortSignal;
}

const ACTION = "Cannot fill by trees";

/**
 * Fills missing cells with chained decision trees: every hole gets a cell of its column by chance first; then, column by
 * column and round by round, a tree that has learnt the column from all others fills its holes anew. The classical
 * imputation of mixed tables, and a strong yardstick.
 *
 * Source: van Buuren and Groothuis-Oudshoorn, "mice: multivariate imputation by chained equations in R" (2011), section 2;
 * trees as in Burgette and Reiter, "Multiple imputation for missing data via sequential regression trees" (2010).
 *
 * @example
 * const x = Array.from({ length: 200 }, (_, i) => i % 2);
 * const table = Table.of({ x, y: x.map((value, i) => (i < 10 ? null : value === 1 ? "one" : "zero")) });
 * const filled = await fillByTrees(table, { seed: 1 });
 * assert.deepEqual([filled.cell(0, "y"), filled.cell(1, "y")], ["zero", "one"]);
 */
export async function fillByTrees(table: Table, options: TreeFillOptions = {}): Promise<Table> {
  checkOptions(ACTION, options, ["leaf", "rounds", "seed", "signal"]);
  const { leaf = "draw", rounds = 5, seed = 1, signal } = options;
  checkChoice(ACTION, "leaf", leaf, ["draw", "middle"]);
  checkInteger(ACTION, "rounds", rounds, 1, 1000);
  const rng = new Rng(seed).fork("trees");
  const holed = table.columns.filter((column) => missingCount(column) > 0 && missingCount(column) < column.length);
  const breathe = breather();
  let filled = holed.reduce((result, column) => result.with(byChance(column, rng.fork(column.name))), table);
  for (let round = 0; round < rounds; round++) {
    for (const column of holed) {
      throwIfAborted(signal, ACTION);
      await breathe();
      // the last round decides; until then draws keep the columns mixed
      const how = round === rounds - 1 ? leaf : "draw";
      filled = filled.with(fromTree(column, filled, how, rng.fork(`${round} ${column.name}`)));
    }
  }
  return filled;
}

function byChance(column: Column, rng: Rng): Column {
  const present = presentRows(column);
  const donors = Int32Array.from({ length: column.length }, () => present[rng.integer(present.length)]);
  return mergeCells(column, takeCells(column, donors));
}

/** The column with its holes filled from the leaves of a tree on the other columns. */
function fromTree(column: Column, filled: Table, how: "draw" | "middle", rng: Rng): Column {
  const present = presentRows(column);
  const features = filled.columns.filter(({ name }) => name !== column.name).map((other) => binningOf(other, 32));
  const tree = growTree(
    features.map((feature) => restricted(feature, present)),
    binningOf(takeCells(column, present), 32),
  );
  const middles = new Map<Int32Array, number>();
  const donors = Int32Array.from({ length: column.length }, (_, row) => {
    if (!isMissing(column, row)) return row;
    const members = leafOf(tree, (feature) => features[feature].codes[row]);
    if (how === "draw") return present[members[rng.integer(members.length)]];
    const middle =
      middles.get(members) ??
      middleRow(
        column,
        members.map((member) => present[member]),
      );
    middles.set(members, middle);
    return middle;
  });
  return takeCells(column, donors);
}

function restricted(binning: Binning, rows: Int32Array): Binning {
  return { ...binning, codes: rows.map((row) => binning.codes[row]) };
}
