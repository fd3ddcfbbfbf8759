/** Distributions that are written down, not learned. */

import type { Rng } from "../base/random";
import type { Cell } from "../table/column";
import type { Row } from "../table/table";
import { written } from "./decimals";
import { normalCells } from "./normal-cells";

/** A number, or how it follows from the cells of the row so far. */
export type Depending<Value> = Value | ((row: Row) => Value);

interface MayBeMissing {
  /** The share of missing cells, 0. */
  readonly missing?: Depending<number>;
}

/** What the cells of a column are drawn from. */
export type CellDistribution = MayBeMissing &
  (
    | { readonly draw: "uniform"; readonly low: Depending<number>; readonly high: Depending<number>; readonly decimals?: number }
    | {
        readonly draw: "normal";
        readonly mean: Depending<number>;
        readonly deviation: Depending<number>;
        readonly low?: number;
        readonly high?: number;
        readonly decimals?: number;
      }
    | { readonly draw: "lognormal"; readonly median: Depending<number>; readonly spread: Depending<number>; readonly decimals?: number }
    | { readonly draw: "poisson"; readonly mean: Depending<number> }
    | { readonly draw: "yes"; readonly share: Depending<number> }
    | { readonly draw: "choice"; readonly shares: Depending<Readonly<Record<string, number>>> }
    | { readonly draw: "date"; readonly from: Depending<Date>; readonly to: Depending<Date> }
  );

const DAY = 86_400_000;

/** One cell of the column, given the cells before it. */
export function drawFrom(name: string, distribution: CellDistribution, row: Row, rng: Rng): Cell {
  const of = <Value extends number | Date | object>(value: Depending<Value>): Value => (typeof value === "function" ? value(row) : value);
  if (rng.uniform() < of(distribution.missing ?? 0)) return null;
  switch (distribution.draw) {
    case "uniform": {
      const [low, high, { decimals }] = [of(distribution.low), of(distribution.high), distribution];
      if (!(low <= high)) throw new RangeError(`Cannot draw "${name}": low is ${low} and high ${high}, low must not be above high`);
      if (decimals === undefined) return low + (high - low) * rng.uniform();
      // each of the numbers that can be written is equally likely, both ends included
      return written(low + rng.integer(Math.floor((high - low) * 10 ** decimals + 1e-9) + 1) / 10 ** decimals, decimals);
    }
    case "normal": {
      const { low: least = -Infinity, high: most = Infinity, decimals } = distribution;
      return normalCells({ mean: of(distribution.mean), deviation: of(distribution.deviation), least, most, decimals, unit: 1 }, rng);
    }
    case "lognormal":
      return written(of(distribution.median) * Math.exp(of(distribution.spread) * rng.normal()), distribution.decimals);
    case "poisson":
      return poisson(of(distribution.mean), rng);
    case "yes":
      return rng.uniform() < of(distribution.share);
    case "choice": {
      const shares = Object.entries(of(distribution.shares));
      return shares[rng.weighted(shares.map(([, share]) => share))][0];
    }
    case "date": {
      const [from, to] = [Math.floor(of(distribution.from).getTime() / DAY), Math.floor(of(distribution.to).getTime() / DAY)];
      if (!(from <= to)) throw new RangeError(`Cannot draw "${name}": it goes from a date to one before it`);
      return new Date((from + rng.integer(to - from + 1)) * DAY);
    }
    default:
      throw new RangeError(
        `Cannot draw "${name}": its rule draws ${JSON.stringify(distribution)}, it must draw "uniform", "normal", "lognormal", "poisson", "yes", "choice" or "date"`,
      );
  }
}

/** The number of exponential times that fit into the mean (Knuth), in pieces so that nothing underflows. */
function poisson(mean: number, rng: Rng): number {
  let count = 0;
  let left = mean;
  for (;;) {
    left += Math.log(1 - rng.uniform());
    if (!(left >= 0)) return count;
    count++;
  }
}
