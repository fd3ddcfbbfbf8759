import { Table } from "../table/table";
import { type Binning, binningOf } from "./binning";
import { family } from "./generator";

/**
 * The Chow-Liu tree: each column depends on one other, and the pairs are chosen so that the tree holds as much mutual
 * information as any tree can. Numbers are drawn within bins.
 *
 *   I(A; B) = sum over cells of p(a, b) log (p(a, b) / (p(a) p(b)));  the tree maximises the sum of I over its edges
 *
 * Source: Chow and Liu, "Approximating discrete probability distributions with dependence trees" (1968), section III.
 */
export const chowLiu = family("chow-liu", (table) => {
  const bins = table.columns.map((column) => binningOf(column));
  const edges = spanningTree(bins);
  const counts = edges.map(({ child, parent }) => countsOf(bins[child], parent === undefined ? undefined : bins[parent]));
  return (rows, rng) => {
    const codes = bins.map(() => new Int32Array(rows));
    edges.forEach(({ child, parent }, k) => {
      const stream = rng.fork(`code ${child}`);
      for (let i = 0; i < rows; i++) codes[child][i] = stream.weighted(counts[k][parent === undefined ? 0 : codes[parent][i]]);
    });
    return new Table(
      bins.map((bin, j) => bin.cells(codes[j], rng.fork(table.columns[j].name))),
      rows,
    );
  };
});

/** A column and the one it hangs on; the root hangs on none. Parents come first. */
interface Edge {
  readonly child: number;
  readonly parent: number | undefined;
}

/** The heaviest tree, grown from the first column (Prim). */
function spanningTree(bins: readonly Binning[]): readonly Edge[] {
  if (bins.length === 0) return [];
  const edges: Edge[] = [{ child: 0, parent: undefined }];
  const best = bins.map((bin) => ({ parent: 0, gain: mutualInformation(bin, bins[0]) }));
  const inTree = new Set([0]);
  while (inTree.size < bins.length) {
    let child = -1;
    for (let j = 0; j < bins.length; j++) if (!inTree.has(j) && (child < 0 || best[j].gain > best[child].gain)) child = j;
    inTree.add(child);
    edges.push({ child, parent: best[child].parent });
    for (let j = 0; j < bins.length; j++) {
      if (inTree.has(j)) continue;
      const gain = mutualInformation(bins[j], bins[child]);
      if (gain > best[j].gain) best[j] = { parent: child, gain };
    }
  }
  return edges;
}

/** How often each code of the child stands with each code of the parent: [parent code][child code]. */
function countsOf(child: Binning, parent: Binning | undefined): readonly Float64Array[] {
  const counts = Array.from({ length: parent?.count ?? 1 }, () => new Float64Array(child.count));
  child.codes.forEach((code, i) => counts[parent?.codes[i] ?? 0][code]++);
  return counts;
}

/** Mutual information of two binned columns, in nats, less what chance alone would give (Miller and Madow's correction). */
function mutualInformation(a: Binning, b: Binning): number {
  const counts = countsOf(a, b);
  const rows = a.codes.length;
  const totals = new Float64Array(a.count);
  for (const row of counts) row.forEach((value, k) => (totals[k] += value));
  let information = 0;
  for (const row of counts) {
    const sum = row.reduce((total, value) => total + value, 0);
    row.forEach((value, k) => {
      if (value > 0) information += (value / rows) * Math.log((value * rows) / (sum * totals[k]));
    });
  }
  return information - ((a.count - 1) * (b.count - 1)) / (2 * rows);
}
