/** One column's codec: the state of any encoding, bound to its verbs. */

import type { Rng } from "../base/random";
import type { Column } from "../table/column";
import { boolean, type BooleanState } from "./boolean";
import { categorical, categoricalLabels, type CategoricalState } from "./categorical";
import { character, type CharacterState } from "./character";
import { chooseEncoding, isConstant } from "./choose";
import type { Codec, Decoding, FitSetting, SubColumn } from "./codec";
import { constant, type ConstantState } from "./constant";
import { datetime, type DatetimeState } from "./datetime";
import type { Encoding } from "./encoding";
import { describeShape, identifier, type IdentifierState } from "./identifier";
import { latLong, type LatLongState } from "./lat-long";
import { binned, binnedLabels, type BinnedState } from "./numeric-binned";
import { digits, type DigitsState } from "./numeric-digits";
import { discrete, type DiscreteState } from "./numeric-discrete";

/** All that is learnt from a column; plain data. */
export type ColumnState =
  | CategoricalState
  | BooleanState
  | DiscreteState
  | BinnedState
  | DigitsState
  | DatetimeState
  | CharacterState
  | LatLongState
  | IdentifierState
  | ConstantState;

/** The verbs of one column. */
export interface ColumnCodec {
  readonly subColumns: readonly SubColumn[];
  encode(column: Column, rng: Rng): Int32Array[];
  decode(codes: readonly Int32Array[], decoding: Decoding): Column;
}

/** Fits the chosen encoding, or the one that suits the column. */
export function fitColumn(column: Column, encoding: Encoding | undefined, setting: FitSetting): ColumnState {
  // a column without a difference has nothing to learn, whatever was asked for
  switch (isConstant(column) ? "constant" : (encoding ?? chooseEncoding(column, setting))) {
    case "categorical":
      return categorical.fit(column, setting);
    case "boolean":
      return boolean.fit(column, setting);
    case "binned":
      return binned.fit(column, setting);
    case "digits":
      return digits.fit(column, setting);
    case "datetime":
      return datetime.fit(column, setting);
    case "character":
      return character.fit(column, setting);
    case "lat-long":
      return latLong.fit(column, setting);
    case "id":
      return identifier.fit(column, setting);
    case "constant":
      return constant.fit(column, setting);
    case "discrete": {
      const state = discrete.fit(column, setting);
      // every value is rare: bins blur them instead of losing them
      if (state.values.length > 0) return state;
      return state.type === "number" ? binned.fit(column, setting) : datetime.fit(column, setting);
    }
  }
}

/** The verbs that belong to a state. */
export function codecOf(state: ColumnState): ColumnCodec {
  switch (state.encoding) {
    case "categorical":
      return bind(categorical, state);
    case "boolean":
      return bind(boolean, state);
    case "discrete":
      return bind(discrete, state);
    case "binned":
      return bind(binned, state);
    case "digits":
      return bind(digits, state);
    case "datetime":
      return bind(datetime, state);
    case "character":
      return bind(character, state);
    case "lat-long":
      return bind(latLong, state);
    case "id":
      return bind(identifier, state);
    case "constant":
      return bind(constant, state);
  }
}

/** The code of the first sub-column that stands for a missing cell; undefined when the training had none. */
export function missingCodeOf(state: ColumnState): number | undefined {
  if (state.encoding === "id" || state.encoding === "constant" || !state.missing) return undefined;
  switch (state.encoding) {
    case "categorical":
      return 1;
    case "boolean":
      return 2;
    case "discrete":
    case "binned":
      return 0;
    default:
      return 1;
  }
}

/** Whether the first sub-column is a flag, and the others mean nothing in rows where it is set. */
export function hasMissingFlag(state: ColumnState): boolean {
  return ["digits", "datetime", "character", "lat-long"].includes(state.encoding) && missingCodeOf(state) !== undefined;
}

/** What each code of a sub-column stands for, as a person reads it. */
export function labelsOf(state: ColumnState, subColumn: number): string[] {
  const { cardinality } = codecOf(state).subColumns[subColumn];
  const counted = (low: number): string[] => Array.from({ length: cardinality }, (_, code) => String(low + code));
  if (hasMissingFlag(state) && subColumn === 0) return ["present", "missing"];
  switch (state.encoding) {
    case "categorical":
      return categoricalLabels(state);
    case "boolean":
      return state.missing ? ["false", "true", "missing"] : ["false", "true"];
    case "discrete": {
      const written = state.values.map((value) => (state.type === "datetime" ? new Date(value).toISOString() : String(value)));
      const labels = state.missing ? ["missing", ...written] : written;
      return labels.length === 0 ? ["protected"] : labels;
    }
    case "binned":
      return subColumn === 0 ? binnedLabels(state) : counted(1);
    case "digits": {
      const index = subColumn - (state.missing ? 1 : 0) - (state.negative ? 1 : 0);
      return index < 0 ? ["positive", "negative"] : counted(state.places.filter(({ low, high }) => high > low)[index].low);
    }
    case "datetime":
      return counted(state.ranges.filter(({ low, high }) => high > low)[subColumn - (state.missing ? 1 : 0)].low);
    case "character":
      return ["", ...state.places[subColumn - (state.missing ? 1 : 0)]];
    default:
      return counted(0);
  }
}

/** What a user should know about the encoding of a column; undefined when there is nothing to say. */
export function noteOn(name: string, state: ColumnState): string | undefined {
  switch (state.encoding) {
    case "id":
      return `"${name}" identifies rows: it is not learnt; the output has ${describeShape(state.shape)}`;
    case "constant":
      if (state.value === null) return `"${name}" has no value that may be shown: it is missing in the output`;
      return `"${name}" is the same in every row: it is copied, not learnt`;
    case "categorical":
      return state.anyRare ? `"${name}" has rare categories: ${replacementOf(state)}` : undefined;
    case "binned":
      return state.spikes.length + state.binOfSegment.length === 0 ? tooFew(name) : undefined;
    case "digits":
    case "datetime":
      return state.bounds === undefined ? tooFew(name) : undefined;
    default:
      return undefined;
  }
}

function replacementOf({ rare, type, madeUp, categories }: CategoricalState): string {
  if (madeUp !== undefined) return "they come out as made-up texts of the same shape";
  if (type !== "string" && categories.length === 0) return "none is left, so the output is missing";
  return rare === "constant" && type === "string" ? "they come out as _RARE_" : "they are replaced by draws from the others";
}

function tooFew(name: string): string {
  return `"${name}" has too few values to protect them: it is missing in the output. With protection off it would be learnt`;
}

function bind<State>(codec: Codec<State>, state: State): ColumnCodec {
  return {
    subColumns: codec.cardinalities(state),
    encode: (column, rng) => codec.encode(state, column, rng),
    decode: (codes, decoding) => codec.decode(state, codes, decoding),
  };
}
