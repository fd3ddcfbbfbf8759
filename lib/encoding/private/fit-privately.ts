/**
 * The codec of a table under differential privacy: everything that it learns comes from noisy counts.
 *
 * Which counts are made is planned from names, types and the caller's wishes alone. A row is in one group of each count at
 * most, so that all counts together are Gaussian mechanisms whose costs add up; groups that the rows name (categories,
 * frequent numbers) also need a threshold, which costs delta. The number of rows stands apart: sizes of batches and the number
 * of steps follow from it, and so its cost is added up plainly.
 */

import { breather, throwIfAborted } from "../../base/abort";
import { checkChoice } from "../../base/check";
import { laplace } from "../../dp/laplace";
import type { NoiseSource } from "../../dp/noise-source";
import type { Column } from "../../table/column";
import type { Table } from "../../table/table";
import type { RareReplacement } from "../codec";
import { CHOOSABLE_ENCODINGS, type Encoding } from "../encoding";
import { TableCodec } from "../table-codec";
import { type PrivateMethod, privateMethod } from "./private-column";
import type { Domain, Releases } from "./private-setting";

export interface StatisticsPlan {
  readonly columns: readonly { readonly name: string; readonly releases: Releases; readonly method: PrivateMethod }[];
  /** All counts but that of the rows. */
  readonly total: Releases;
}

export interface PrivateFitOptions {
  readonly rare: RareReplacement;
  readonly domains: Readonly<Record<string, Domain>>;
  /** Standard deviation of the noise on fine counts; coarse ones have `COARSE` times as much. */
  readonly standardDeviation: number;
  /** What the number of rows may cost: it has Laplace noise. */
  readonly rowCountEpsilon: number;
  /** Chance that a value of a single row passes a threshold, for each count that has one. */
  readonly delta: number;
  readonly noise: NoiseSource;
  readonly signal?: AbortSignal;
}

export interface PrivateFit {
  readonly codec: TableCodec;
  /** For each sub-column the shares of its codes, by noisy counts. */
  readonly shares: readonly Float64Array[];
  /** Number of rows, with noise. */
  readonly rowCount: number;
}

/** Noise of coarse counts, in that of fine ones. */
export const COARSE = 2;
const CODEC_VERSION = 1;

/** @throws {RangeError} when `columns` or `domains` name an unknown column or encoding, or an encoding has no private form */
export function planStatistics(
  table: Table,
  columns: Readonly<Record<string, Encoding>>,
  domains: Readonly<Record<string, Domain>>,
): StatisticsPlan {
  for (const [name, encoding] of Object.entries(columns)) {
    table.column(name);
    checkChoice("Cannot encode", `the encoding of "${name}"`, encoding, CHOOSABLE_ENCODINGS);
  }
  for (const [name, domain] of Object.entries(domains)) {
    checkDomain(table.column(name), domain);
  }
  const planned = table.columns.map((column) => {
    const method = privateMethod(column, own(columns, column.name), own(domains, column.name));
    return { name: column.name, releases: method.releases, method };
  });
  const sum = (kind: keyof Releases): number => planned.reduce((total, { releases }) => total + releases[kind], 0);
  return { columns: planned, total: { fine: sum("fine"), coarse: sum("coarse"), stable: sum("stable") } };
}

/** Makes the planned counts and the codec. */
export async function fitPrivately(table: Table, plan: StatisticsPlan, options: PrivateFitOptions): Promise<PrivateFit> {
  const { rare, domains, standardDeviation: fine, rowCountEpsilon, delta, noise, signal } = options;
  const coarse = COARSE * fine;
  const rowCount = Math.max(1, Math.round(laplace(table.rowCount, { epsilon: rowCountEpsilon, noise })));
  const breathe = breather();
  const columns = [];
  const shares: Float64Array[] = [];
  for (const [c, { name, method }] of plan.columns.entries()) {
    throwIfAborted(signal, "Encoding");
    const domain = own(domains, name);
    const setting = { rare, rowCount, fine, coarse, delta, noise, ...(domain === undefined ? {} : { domain }) };
    const { state, weights } = method.fit(setting);
    columns.push({ name, type: table.columns[c].type, state });
    shares.push(...weights.map(sharesOf));
    await breathe();
  }
  const codec = TableCodec.fromJSON({ version: CODEC_VERSION, columns });
  return { codec, shares: fitting(codec, shares), rowCount };
}

/** Shares that are never 0: each code counts as one row at least. */
function sharesOf(weights: readonly number[]): Float64Array {
  const counts = Float64Array.from(weights, (weight) => Math.max(1, weight));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/** A sub-column may have one code that stands for no value: then there is one more code than counts, or fewer. */
function fitting(codec: TableCodec, shares: readonly Float64Array[]): Float64Array[] {
  return codec.columns
    .flatMap(({ subColumns }) => subColumns)
    .map(({ cardinality }, j) => (shares[j]?.length === cardinality ? shares[j] : new Float64Array(cardinality).fill(1 / cardinality)));
}

function checkDomain({ name, type }: Column, domain: Domain): void {
  const refuse = (why: string): never => {
    throw new RangeError(`Cannot train privately: the domain of "${name}" ${why}`);
  };
  if (Array.isArray(domain)) {
    if (type === "boolean") refuse("is known anyway: a truth value is true or false. Leave it out");
    if (domain.length === 0) refuse("is empty, it must list the values");
  } else if (typeof domain === "object" && domain !== null && "low" in domain) {
    if (type !== "number" && type !== "datetime") refuse(`is an interval, but its cells are of type ${type}: list its values`);
    if (!(Number.isFinite(domain.low) && Number.isFinite(domain.high) && domain.low < domain.high))
      refuse(`goes from ${domain.low} to ${domain.high}, it needs two numbers, the lower first`);
  } else refuse("must be a list of its values, or { low, high }");
}

function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
