/** A column as a few codes whose bins tell nothing of any one row: they come from the caller, or from noisy counts. */

import { laplace } from "../dp/laplace";
import type { NoiseSource } from "../dp/noise-source";
import { noisyLogBins } from "../dp/log-histogram";
import { gaussianSigma } from "../dp/gaussian";
import { stableLaplaceCounts } from "../dp/noisy-counts";
import type { Domain } from "../encoding/private/private-setting";
import type { Rng } from "../base/random";
import { booleanColumn, type Column, datetimeColumn, numberColumn, stringColumn } from "../table/column";
import { decimalsOf, written } from "./decimals";

export interface PrivateBins {
  /** The code of each row; the last code is "missing". */
  readonly codes: Int32Array;
  readonly count: number;
  readonly cells: (codes: Int32Array, rng: Rng) => Column;
}

/** What the bins of one column may cost; half of it is for one row that goes, half for one that comes. */
export interface BinBudget {
  readonly epsilon: number;
  readonly delta: number;
  readonly noise: NoiseSource;
}

const FINE_BINS = 64;
const MOST_CODES = 12;
/** Words that are not kept all become this one. */
const OTHER = "other";

export function privateBins(column: Column, domain: Domain | undefined, budget: BinBudget): PrivateBins {
  if (column.type === "boolean") return booleanBins(column);
  return column.type === "string" ? wordBins(column, domain, budget) : numberBins(column, domain, budget);
}

function booleanBins(column: Extract<Column, { type: "boolean" }>): PrivateBins {
  const truths = [false, true, null];
  return {
    codes: Int32Array.from(column.values, (value) => (value < 0 ? 2 : value)),
    count: 3,
    cells: (codes) =>
      booleanColumn(
        column.name,
        Array.from(codes, (code) => truths[code]),
      ),
  };
}

/** The words of the domain, or those that a noisy count finds often enough. */
function wordBins(
  column: Extract<Column, { type: "string" }>,
  domain: Domain | undefined,
  { epsilon, delta, noise }: BinBudget,
): PrivateBins {
  if (domain !== undefined && "low" in domain)
    throw new RangeError(`Cannot train priv-bayes: column "${column.name}" holds words, its domain must be a list of words`);
  const counts = new Map<string, number>();
  for (const code of column.codes) if (code >= 0) counts.set(column.dictionary[code], (counts.get(column.dictionary[code]) ?? 0) + 1);
  const found = (): string[] =>
    stableLaplaceCounts(counts, { epsilon: epsilon / 2, delta: delta / 2, noise })
      .map(({ group }) => group)
      .sort();
  const words = [...new Set([...(domain?.map(String) ?? found()), OTHER])];
  const codeOf = new Map(words.map((word, code) => [word, code]));
  const other = codeOf.get(OTHER) ?? 0;
  return {
    codes: column.codes.map((code) => (code < 0 ? words.length : (codeOf.get(column.dictionary[code]) ?? other))),
    count: words.length + 1,
    cells: (codes) =>
      stringColumn(
        column.name,
        Array.from(codes, (code) => (code === words.length ? null : words[code])),
      ),
  };
}

/** A fine noisy histogram between the bounds, with 0 on its own; neighbouring fine bins are joined to a few codes of like counts. */
function numberBins(column: Extract<Column, { type: "number" | "datetime" }>, domain: Domain | undefined, budget: BinBudget): PrivateBins {
  const { low, high, epsilon } = boundsOf(column, domain, budget);
  const width = (high - low) / FINE_BINS || 1;
  const fineOf = (value: number): number => {
    if (value === 0 && column.type === "number") return FINE_BINS;
    return Math.min(FINE_BINS - 1, Math.max(0, Math.floor((value - low) / width)));
  };
  const counts = new Float64Array(FINE_BINS + 1);
  for (const value of column.values) if (!Number.isNaN(value)) counts[fineOf(value)]++;
  const noisy = counts.map((count) => Math.max(0, laplace(count, { epsilon: epsilon / 2, noise: budget.noise })));
  const codeOfFine = joined(noisy);
  const count = 2 + codeOfFine.reduce((most, code) => Math.max(most, code), 0);
  const members = Array.from({ length: count - 1 }, (_, code) => Array.from(noisy.keys()).filter((fine) => codeOfFine[fine] === code));
  const [unit, decimals] =
    column.type === "datetime"
      ? [column.format === "date" ? 86_400_000 : 1, 0]
      : [1, decimalsOf(column.values.filter((value) => !Number.isNaN(value)))];
  const draw = (code: number, rng: Rng): number => {
    if (code === count - 1) return NaN;
    const own = members[code];
    const weights = own.map((fine) => noisy[fine] + 1e-6);
    const fine = own[rng.weighted(weights)];
    return fine === FINE_BINS ? 0 : written((low + (fine + rng.uniform()) * width) / unit, decimals) * unit;
  };
  return {
    codes: Int32Array.from(column.values, (value) => (Number.isNaN(value) ? count - 1 : codeOfFine[fineOf(value)])),
    count,
    cells: (codes, rng) => {
      const values = Float64Array.from(codes, (code) => draw(code, rng));
      return column.type === "number" ? numberColumn(column.name, values) : datetimeColumn(column.name, values, column.format);
    },
  };
}

/** Bounds of the domain, or half of the budget finds powers of two. */
function boundsOf(
  column: Extract<Column, { type: "number" | "datetime" }>,
  domain: Domain | undefined,
  { epsilon, delta, noise }: BinBudget,
) {
  if (domain !== undefined && "low" in domain) return { low: domain.low, high: domain.high, epsilon };
  if (domain !== undefined) {
    const numbers = domain.map(Number);
    return { low: Math.min(...numbers), high: Math.max(...numbers), epsilon };
  }
  const standardDeviation = gaussianSigma({ epsilon: epsilon / 4, delta: delta / 2 });
  const bins = noisyLogBins(column.values, { standardDeviation, noise });
  if (bins.length === 0) return { low: 0, high: 1, epsilon: epsilon / 2 };
  return { low: bins[0].low, high: bins[bins.length - 1].high, epsilon: epsilon / 2 };
}

/** The code of each fine bin: 0 by itself when it is frequent, the others in order, each code with about as many rows. */
function joined(noisy: Float64Array): Int32Array {
  const ordinary = noisy.subarray(0, FINE_BINS);
  const total = ordinary.reduce((sum, count) => sum + count, 0);
  const codes = new Int32Array(FINE_BINS + 1);
  let before = 0;
  ordinary.forEach((count, fine) => {
    codes[fine] = Math.min(MOST_CODES - 1, Math.floor((MOST_CODES * (before + count / 2)) / (total || 1)));
    before += count;
  });
  const used = [...new Set(codes.subarray(0, FINE_BINS))].sort((a, b) => a - b);
  const compact = new Map(used.map((code, k) => [code, k]));
  for (let fine = 0; fine < FINE_BINS; fine++) codes[fine] = compact.get(codes[fine]) ?? 0;
  codes[FINE_BINS] = used.length;
  return codes;
}
