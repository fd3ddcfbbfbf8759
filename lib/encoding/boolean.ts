/**
 * Truth values: one sub-column with the codes false, true and, if the training had any, missing. Both values are always
 * known, since neither can point at a person; a value that the training never showed is not drawn.
 */

import type { BooleanColumn } from "../table/column";
import type { Codec } from "./codec";
import { fillMissing, hasMissing, missingFlags } from "./missing";

export interface BooleanState {
  readonly encoding: "boolean";
  readonly missing: boolean;
  /** Values that the training never showed. */
  readonly unseen: readonly (0 | 1)[];
}

const MISSING = 2;

export const boolean: Codec<BooleanState> = {
  fit(column) {
    if (column.type !== "boolean")
      throw new TypeError(`Cannot encode "${column.name}" as truth values: its cells are of type ${column.type}`);
    const unseen = ([0, 1] as const).filter((value) => !column.values.includes(value));
    return { encoding: "boolean", missing: hasMissing(column), unseen: unseen.length === 2 ? [] : unseen };
  },

  encode(state, column, rng) {
    if (column.type !== "boolean")
      throw new TypeError(`Cannot encode "${column.name}" as truth values: its cells are of type ${column.type}`);
    const codes = Int32Array.from(column.values, (value) => (value < 0 ? (state.missing ? MISSING : 0) : value));
    if (!state.missing) fillMissing([codes], missingFlags(column), rng);
    return [codes];
  },

  decode(state, [codes], { name }): BooleanColumn {
    const values = Int8Array.from(codes, (code) => (state.missing && code === MISSING ? -1 : code));
    return Object.freeze({ type: "boolean", name, length: values.length, values });
  },

  cardinalities: (state) => [{ name: "value", cardinality: state.missing ? 3 : 2, suppressed: state.unseen }],
};
