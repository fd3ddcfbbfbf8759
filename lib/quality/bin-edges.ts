/** Where bins of numbers begin and end: at quantiles, so that each holds about as many real rows. */

const MOST_STEPS = 1000;
const MOST_DECIMALS = 19;

/**
 * Edges of about `bins` bins over ascending values: the values at evenly spaced ranks. Ties make edges coincide, so more
 * ranks are tried until `bins + 1` edges differ. Fewer come back when the values have too few ties to break.
 * (mostlyai-qa 1.10.7, accuracy)
 *
 * @example
 * assert.deepEqual(rankEdges([1, 2, 3, 4, 5, 6, 7], 3), [1, 3, 5, 7]);
 */
export function rankEdges(ascending: ArrayLike<number>, bins: number): number[] {
  const length = ascending.length;
  let edges: number[] = [];
  const mostSteps = Math.max(bins + 1, Math.min(MOST_STEPS, length + 1));
  for (let steps = bins; length > 0 && steps < mostSteps; steps++) {
    edges = [];
    const stride = steps > 1 ? (length - 1) / (steps - 1) : 0;
    for (let k = 0; k < steps; k++) {
      const rank = k === steps - 1 && k > 0 ? length - 1 : Math.floor(k * stride);
      const value = ascending[rank];
      if (edges.length === 0 || value !== edges[edges.length - 1]) edges.push(value);
    }
    if (edges.length > bins) break;
  }
  return edges;
}

/** Edges of number bins, the last one excluded from its bin, and the decimals that tell them apart. */
export interface NumberEdges {
  /** One more than there are bins, ascending; bin k is from edge k to below edge k + 1. Rounded, save the last. */
  readonly edges: readonly number[];
  /** Undefined when no number of decimals tells the edges apart; they are then not rounded. */
  readonly decimals: number | undefined;
  readonly least: number;
  readonly most: number;
  /** The distinct values, when they are few enough to be a bin each. */
  readonly values: readonly number[] | undefined;
}

/**
 * Edges of number bins. Few distinct values are each a bin of their own. Lower edges are rounded down to as few decimals as
 * keep them apart, which is what labels show; values outside are counted in the outermost bins.
 */
export function numberEdges(ascending: Float64Array, bins: number): NumberEdges {
  const distinct = distinctUpTo(ascending, bins);
  const raw =
    distinct === undefined ? rankEdges(ascending, bins) : distinct.length === 0 ? [] : [...distinct, distinct[distinct.length - 1] + 1];
  if (raw.length < 2) return { edges: [-1e10, 1e10 + 1], decimals: 0, least: -1e10, most: 1e10, values: undefined };
  const decimals = decimalsThatTellApart(raw);
  const edges = raw.map((edge, k) => (k < raw.length - 1 ? floorTo(edge, decimals) : edge + 1));
  return { edges, decimals, least: raw[0], most: raw[raw.length - 1], values: distinct };
}

const DAY_MILLISECONDS = 86_400_000;

/** Edges of datetime bins, in milliseconds; never rounded. */
export function datetimeEdges(ascending: Float64Array, bins: number): readonly number[] {
  if (ascending.length === 0) return [Date.UTC(1700, 0), Date.UTC(2200, 0)];
  const edges = rankEdges(ascending, bins);
  const last = ascending[ascending.length - 1];
  if (ascending[0] === last) return [last, last + DAY_MILLISECONDS];
  return [...edges.slice(0, -1), edges[edges.length - 1] + DAY_MILLISECONDS];
}

/** The distinct values when there are at most `most`, else undefined. */
function distinctUpTo(ascending: Float64Array, most: number): number[] | undefined {
  const distinct: number[] = [];
  for (const value of ascending) {
    if (distinct.length > 0 && value === distinct[distinct.length - 1]) continue;
    if (distinct.length === most) return undefined;
    distinct.push(value);
  }
  return distinct;
}

function decimalsThatTellApart(edges: readonly number[]): number | undefined {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const rounded = edges.map((edge) => floorTo(edge, decimals));
    if (rounded.every((edge, k) => k === 0 || edge > rounded[k - 1])) return decimals;
  }
  return undefined;
}

function floorTo(value: number, decimals: number | undefined): number {
  if (decimals === undefined) return value;
  const scale = 10 ** decimals;
  const rounded = Math.floor(value * scale) / scale;
  return Number.isFinite(rounded) ? rounded : value;
}
