/**
 * Numbers (or points in time) with few distinct values: one sub-column, one code a value. Rare and unseen values take the
 * code of the nearest kept one. A code for missing cells stands first if the training had any.
 */

import { type Column, datetimeColumn, type DatetimeFormat, numberColumn } from "../table/column";
import type { Codec } from "./codec";
import { fillMissing, hasMissing, missingFlags } from "./missing";
import { rareThreshold } from "./rare";
import { countValues, nearestIndex } from "./value-counts";
import { evenScale } from "./scale";

export interface DiscreteState {
  readonly encoding: "discrete";
  readonly type: "number" | "datetime";
  readonly format?: DatetimeFormat;
  readonly missing: boolean;
  /** The kept values, ascending. */
  readonly values: readonly number[];
}

export const discrete: Codec<DiscreteState> = {
  fit(column, { rng, protection, subjects }) {
    if (column.type !== "number" && column.type !== "datetime") {
      throw new TypeError(`Cannot encode "${column.name}" as discrete numbers: its cells are of type ${column.type}; choose "categorical"`);
    }
    const threshold = rareThreshold(rng, protection);
    const { values, people } = countValues(column.values, subjects);
    const format = column.type === "datetime" ? { format: column.format } : {};
    const kept = Array.from(values.filter((_, i) => people[i] >= threshold));
    return { encoding: "discrete", type: column.type, ...format, missing: hasMissing(column), values: kept };
  },

  encode(state, column, rng) {
    const first = state.missing ? 1 : 0;
    const cells = numbersOf(column);
    const codes = new Int32Array(column.length);
    if (state.values.length > 0) {
      const values = Float64Array.from(state.values);
      for (let i = 0; i < codes.length; i++) codes[i] = Number.isNaN(cells[i]) ? 0 : first + nearestIndex(values, cells[i]);
    }
    if (!state.missing) fillMissing([codes], missingFlags(column), rng);
    return [codes];
  },

  decode(state, [codes], { name }) {
    const first = state.missing ? 1 : 0;
    const values = Float64Array.from(codes, (code) => (code < first ? NaN : (state.values[code - first] ?? NaN)));
    return state.type === "datetime" ? datetimeColumn(name, values, state.format) : numberColumn(name, values);
  },

  cardinalities({ missing, values }) {
    const cardinality = Math.max(1, values.length + (missing ? 1 : 0));
    return [{ name: "value", cardinality, suppressed: [], scale: evenScale(cardinality, missing ? 1 : 0) }];
  },
};

/** The numbers of a column of numbers or points in time. */
export function numbersOf(column: Column): Float64Array {
  if (column.type === "number" || column.type === "datetime") return column.values;
  throw new TypeError(`Cannot encode "${column.name}": its cells are of type ${column.type}, numbers are needed`);
}
