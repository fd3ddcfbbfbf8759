/** Cells that no row has fallen into yet, and what they do to estimates that know only the others. */

/** A function of the rows that a cell expects. */
export interface RowsCurve {
  at(rows: number): number;
}

/** What to add to sums over the seen cells. */
export interface SparseRepair {
  readonly full: number;
  readonly parts: number;
}

/**
 * Sums over cells of two functions of the expected rows, repaired for cells that were seen too often or not at all:
 * the difference to the sums that take each count for the expected rows.
 *
 * With f1 cells of one row and f2 of two, about f1^2 / (2 f2) cells are unseen and hold f1 / rows of the mass (Chao 1984;
 * Good 1953). They get it in equal parts, `empty` of them at most; cells of x rows give it up in proportion to x e^-x.
 * (Chao and Jost 2015, "Estimating diversity and entropy profiles", equation 6)
 *
 * @param rare `rare[x]` is how many cells hold x rows, for small x
 */
export function repairSparseCells(rare: ArrayLike<number>, empty: number, rows: number, full: RowsCurve, parts: RowsCurve): SparseRepair {
  const [once, twice] = [rare[1], rare[2]];
  const unseen = Math.min(empty, twice > 0 ? (once * once) / (2 * twice) : (once * (once - 1)) / 2);
  if (unseen < 0.5) return { full: 0, parts: 0 };
  const missingRows = (once * (rows - 1) * once) / ((rows - 1) * once + 2 * twice);
  let givers = 0;
  for (let x = 1; x < rare.length; x++) givers += rare[x] * x * Math.exp(-x);
  const given = Math.min(1, missingRows / givers);
  let [fullSum, partsSum] = [unseen * full.at(missingRows / unseen), unseen * parts.at(missingRows / unseen)];
  for (let x = 1; x < rare.length; x++) {
    if (rare[x] === 0) continue;
    const expected = x * (1 - given * Math.exp(-x));
    fullSum += rare[x] * (full.at(expected) - full.at(x));
    partsSum += rare[x] * (parts.at(expected) - parts.at(x));
  }
  return { full: fullSum, parts: partsSum };
}
