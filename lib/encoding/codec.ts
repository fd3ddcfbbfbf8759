/**
 * The protocol of the codecs: how one column becomes a few integer-coded sub-columns and comes back.
 *
 * A codec is four functions, `fit`, `encode`, `decode` and `cardinalities`, around a plain state. The state is all that is
 * learnt from the column; it holds protected statistics only, never a row, and is stored in the model file as it stands.
 */

import type { Rng } from "../base/random";
import type { Column } from "../table/column";
import type { Relation } from "./related-columns";

/** One integer-coded variable: its codes run from 0 to cardinality - 1. */
export interface SubColumn {
  /** What the variable is within its column: "category", "bin", "E2", "month". */
  readonly name: string;
  readonly cardinality: number;
  /** Codes that must never be drawn, because they stand for no value of the output. */
  readonly suppressed: readonly number[];
  /** Where the codes stand on a scale from 0 to 1, NaN for those that stand nowhere; absent where codes have no order. */
  readonly scale?: readonly number[];
}

/** What stands in for rare categories: a draw from the others, or the word `_RARE_`. */
export type RareReplacement = "sample" | "constant";

/** What a codec may use while it is fitted. */
export interface FitSetting {
  /** Whether rare values and extremes are protected. */
  readonly protection: boolean;
  readonly rare: RareReplacement;
  /** The person behind each row, as a number from 0; without it, each row is its own person. */
  readonly subjects?: Int32Array;
  /** The group of columns with which this one rises or falls. */
  readonly relation?: Relation;
  readonly rng: Rng;
}

/** The verbs that every encoding has. Rows of `codes` are sub-columns, in the order of `cardinalities`. */
export interface Codec<State> {
  fit(column: Column, setting: FitSetting): State;
  encode(state: State, column: Column, rng: Rng): Int32Array[];
  decode(state: State, codes: readonly Int32Array[], decoding: Decoding): Column;
  cardinalities(state: State): readonly SubColumn[];
}

/** What a codec may use to bring rows back. */
export interface Decoding {
  readonly name: string;
  readonly rowCount: number;
  /** Number of the first row, so that identifiers go on where the last block ended. */
  readonly firstRow: number;
  readonly rng: Rng;
  /** Random numbers, one a row, that all columns of a group share; `use` tells apart what they are for. */
  shared(group: number, use: number): Float64Array;
}

/** The sub-column that tells which cells are missing, in the encodings that spread a value over several sub-columns. */
export const MISSING_FLAG: SubColumn = { name: "missing", cardinality: 2, suppressed: [] };
