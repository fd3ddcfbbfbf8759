/**
 * Bins as they may be shown: no bin with 1 to 4 real rows stands alone, and no edge tells the smallest or largest value of
 * a single person.
 */

import { type Bins, type CategoryBins, type EdgeBins, LEAST_ROWS_OF_A_CATEGORY as LEAST_ROWS } from "./bins";

/** Groups of bins; `groupOf[code]` is the group of a bin, -1 for a bin that no row is in. */
export interface ShownBins {
  readonly labels: readonly string[];
  readonly edges: readonly number[] | undefined;
  readonly groupOf: Int32Array;
}

/** A run of bins under one label. */
interface Group {
  readonly codes: readonly number[];
  readonly label: string;
}

/** Groups the bins by the rows that are in them; `real` and `synthetic` count rows by bin. */
export function shownBins(bins: Bins, real: Int32Array, synthetic: Int32Array): ShownBins {
  const rowsIn = (codes: readonly number[]): number => codes.reduce((sum, code) => sum + real[code], 0);
  const plain = "edges" in bins ? edgeGroups(bins, rowsIn) : categoryGroups(bins, real);
  const special = specialGroups(bins, real, synthetic);
  const groups = absorbSmall(plain.groups, special, rowsIn);
  const groupOf = new Int32Array(bins.count).fill(-1);
  groups.forEach(({ codes }, group) => codes.forEach((code) => (groupOf[code] = group)));
  return { labels: groups.map(({ label }) => label), edges: plain.edges, groupOf };
}

type RowsIn = (codes: readonly number[]) => number;

/** Neighbouring bins run together until at least 5 real rows are in each group. */
function edgeGroups(bins: EdgeBins, rowsIn: RowsIn): { groups: Group[]; edges: number[] } {
  const runs: number[][] = [];
  let run: number[] = [];
  for (let code = 0; code < bins.edges.length - 1; code++) {
    run.push(code);
    if (rowsIn(run) < LEAST_ROWS) continue;
    runs.push(run);
    run = [];
  }
  if (runs.length === 0) runs.push(run);
  else runs[runs.length - 1].push(...run);
  const edges = runs.slice(1).map(([code]) => bins.edges[code]);
  const write = bins.kind === "datetime" ? writerOfTimes(edges) : writerOfNumbers(bins);
  return { groups: runs.map((codes, k) => ({ codes, label: edgeLabel(bins, codes, edges[k - 1], edges[k], write) })), edges };
}

function edgeLabel(
  bins: EdgeBins,
  codes: readonly number[],
  from: number | undefined,
  below: number | undefined,
  write: (edge: number) => string,
): string {
  if (bins.values !== undefined && codes.length === 1) return String(bins.values[codes[0]]);
  if (from === undefined && below === undefined) return "all values";
  if (from === undefined) return `below ${write(below ?? 0)}`;
  if (below === undefined) return `${write(from)} and above`;
  if (!bins.whole) return `${write(from)} to below ${write(below)}`;
  return below - from === 1 ? write(from) : `${write(from)} to ${write(below - 1)}`;
}

function writerOfNumbers(bins: EdgeBins): (edge: number) => string {
  return (edge) => (bins.decimals === undefined || Number.isInteger(edge) ? String(edge) : edge.toFixed(bins.decimals));
}

/** Year, month, day, minute, second, millisecond: the first that tells the edges apart. */
const TIME_LENGTHS = [4, 7, 10, 16, 19, 23];

function writerOfTimes(edges: readonly number[]): (edge: number) => string {
  const text = (edge: number, length: number): string => {
    const iso = new Date(edge).toISOString();
    return iso.slice(0, length - 24).replace("T", " ");
  };
  const length = TIME_LENGTHS.find((each) => new Set(edges.map((edge) => text(edge, each))).size === edges.length) ?? 23;
  return (edge) => text(edge, length);
}

const RESERVED = ["(empty)", "(other)", "(rare)", "(missing)"];

function categoryGroups(bins: CategoryBins, real: Int32Array): { groups: Group[]; edges: undefined } {
  const groups = bins.categories.map((text, code) => ({ codes: [code], label: RESERVED.includes(text) ? `"${text}"` : text }));
  return { groups: groups.sort((a, b) => real[b.codes[0]] - real[a.codes[0]]), edges: undefined };
}

/** The bins for "", other, rare and missing values, those that any row is in. */
function specialGroups(bins: Bins, real: Int32Array, synthetic: Int32Array): Group[] {
  const labels = !("edges" in bins) ? RESERVED : bins.outside ? ["(outside the real range)", ...RESERVED.slice(3)] : RESERVED.slice(3);
  const first = bins.count - labels.length;
  return labels.map((label, k) => ({ codes: [first + k], label })).filter(({ codes: [code] }) => real[code] + synthetic[code] > 0);
}

/** Special groups with 1 to 4 real rows are joined; if that is not enough, the last plain group takes them in. */
function absorbSmall(plain: readonly Group[], special: readonly Group[], rowsIn: RowsIn): Group[] {
  const isSmall = ({ codes }: Group): boolean => rowsIn(codes) > 0 && rowsIn(codes) < LEAST_ROWS;
  const [small, large] = [special.filter(isSmall), special.filter((group) => !isSmall(group))];
  const filled = plain.filter(({ codes }) => codes.length > 0);
  if (small.length === 0) return [...filled, ...large];
  const joined = joinGroups(small);
  if (!isSmall(joined)) return [...filled, ...large, joined];
  const hosts = [...filled, ...large];
  if (hosts.length === 0) return [joined];
  return [...hosts.slice(0, -1), joinGroups([hosts[hosts.length - 1], joined])];
}

function joinGroups(groups: readonly Group[]): Group {
  return { codes: groups.flatMap(({ codes }) => codes), label: groups.map(({ label }) => label).join(" or ") };
}
