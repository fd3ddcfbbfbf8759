/** What a caller may say of encoding and decoding, and the codec as plain data. */

import { checkChoice } from "../base/check";
import type { Rng } from "../base/random";
import type { Column } from "../table/column";
import type { Table } from "../table/table";
import type { RareReplacement } from "./codec";
import type { ColumnState } from "./column-codec";
import { CHOOSABLE_ENCODINGS, type Encoding } from "./encoding";
import type { Implication } from "./implications";
import type { Repeat } from "./repeats";

export interface FitOptions {
  /** Encodings of columns that should not be chosen automatically: `{ zip: "categorical" }`. */
  readonly columns?: Readonly<Record<string, Encoding>>;
  /** Whether rare values and extremes are protected; default true. */
  readonly protection?: boolean;
  /** What replaces rare categories: a draw from the others ("sample", default) or the word `_RARE_` ("constant"). */
  readonly rare?: RareReplacement;
  /** The person behind each row, as a number from 0: a value counts once for each person. Default: each row its own. */
  readonly subjects?: Int32Array;
  readonly rng?: Rng;
  readonly signal?: AbortSignal;
}

export interface EncodeOptions {
  /** Only these; the codes of the others are 0. */
  readonly columns?: readonly string[];
  readonly rng?: Rng;
}

export interface DecodeOptions {
  readonly rng?: Rng;
  /** Numbers new rows; rows without a number complete others. */
  readonly firstRow?: number;
  /** Cells that stand already: columns that repeat others take them from here. */
  readonly cells?: Table;
}

/** The codec as plain data, for the model file. */
export interface TableCodecState {
  readonly version: number;
  readonly columns: readonly { readonly name: string; readonly type: Column["type"]; readonly state: ColumnState }[];
  /** What one column says about another, without exception. */
  readonly implications?: readonly Implication[];
  /** For each column the one that it repeats, or -1. */
  readonly copies?: readonly number[];
  /** Columns that repeat another in some rows. */
  readonly repeats?: readonly Repeat[];
}

/** Throws when a chosen encoding does not exist, or its column. */
export function checkChosen(table: Table, columns: Readonly<Record<string, Encoding>>): void {
  for (const [name, encoding] of Object.entries(columns)) {
    table.column(name);
    checkChoice("Cannot encode", `the encoding of "${name}"`, encoding, CHOOSABLE_ENCODINGS);
  }
}
