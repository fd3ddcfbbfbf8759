/** Whole rows as points: does the cloud of synthetic rows cover that of the real ones, and no more? */

import { checkInteger, checkOptions } from "../base/check";
import { Rng } from "../base/random";
import { alignTrio, type Trio } from "../privacy/align-trio";
import { discrepancyOf } from "../stats/maximum-mean-discrepancy";
import { coverageOf } from "../stats/support-coverage";
import type { Table } from "../table/table";
import { fitMixedRows, mixedDistances, type MixedRows } from "./mixed-rows";
import { type Measure, notComputed } from "./scores";

export interface JointFidelity {
  /** Squared maximum mean discrepancy; 0 for equal distributions, down is better. */
  readonly discrepancy: Measure;
  /** Share of synthetic rows inside the neighbourhood of a real row; up is better. */
  readonly precision: Measure;
  /** Share of real rows inside the neighbourhood of a synthetic row; up is better. */
  readonly recall: Measure;
  /** How densely real neighbourhoods surround synthetic rows; about 1 for fresh real rows. */
  readonly density: Measure;
  /** Share of real rows with a synthetic row in their neighbourhood: falls when a generator repeats itself. */
  readonly coverage: Measure;
}

export interface JointFidelityOptions {
  readonly seed?: number | string;
  /** Rows of each table, at most (1,000); the time grows with its square. */
  readonly rows?: number;
  /** Neighbours that make a neighbourhood (5). */
  readonly neighbours?: number;
}

const ACTION = "Cannot compute joint fidelity";

/**
 * Discrepancy, precision, recall, density and coverage of synthetic rows against training rows, and of as many holdout rows
 * as the reference. Numbers count by their place among the real ones, 0 to 1; two different categories are at distance 1, as
 * are a missing and a known cell.
 *
 * @example
 * const training = Table.of({ x: Array.from({ length: 40 }, (_, i) => i) });
 * const repetitive = training.take(Array.from({ length: 40 }, (_, i) => i % 5));
 * const { coverage } = jointFidelity({ training, synthetic: repetitive });
 * assert.ok((coverage.value ?? 1) < 0.5);
 */
export function jointFidelity(trio: Trio, options: JointFidelityOptions = {}): JointFidelity {
  checkOptions(ACTION, options, ["seed", "rows", "neighbours"]);
  const { seed = 1, rows = 1000, neighbours = 5 } = options;
  checkInteger(ACTION, "rows", rows, 2);
  checkInteger(ACTION, "neighbours", neighbours, 1);
  const { training, holdout, synthetic } = alignTrio(trio);
  const smallest = Math.min(training.rowCount, synthetic.rowCount, holdout?.rowCount ?? Infinity);
  const reason =
    training.columns.length === 0 ? "the tables have no column in common" : `it needs more than ${neighbours} rows of each table`;
  if (training.columns.length === 0 || smallest <= neighbours) return nothing(reason);
  const size = Math.min(rows, smallest);
  const rng = new Rng(seed).fork("joint fidelity");
  const encode = fitMixedRows(holdout === undefined ? [training] : [training, holdout]);
  const cloud = (name: string, table: Table): MixedRows => encode(table.take(rng.fork(name).permutation(table.rowCount).subarray(0, size)));
  const real = cloud("training", training);
  const found = compareClouds(real, cloud("synthetic", synthetic), neighbours);
  const yardstick = holdout === undefined ? undefined : compareClouds(real, cloud("holdout", holdout), neighbours);
  const measure = (name: keyof JointFidelity): Measure =>
    yardstick === undefined ? { value: found[name] } : { value: found[name], reference: yardstick[name] };
  return {
    discrepancy: measure("discrepancy"),
    precision: measure("precision"),
    recall: measure("recall"),
    density: measure("density"),
    coverage: measure("coverage"),
  };
}

function nothing(reason: string): JointFidelity {
  const none = notComputed(reason);
  return { discrepancy: none, precision: none, recall: none, density: none, coverage: none };
}

function compareClouds(real: MixedRows, other: MixedRows, neighbours: number): Record<keyof JointFidelity, number> {
  const [within, others, between] = [mixedDistances(real, real), mixedDistances(other, other), mixedDistances(real, other)];
  return { discrepancy: discrepancyOf(within, others, between), ...coverageOf(within, others, between, neighbours) };
}
