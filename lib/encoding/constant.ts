/**
 * Columns that say the same in every row: nothing to learn, so no sub-columns. A value that too few rows share to be kept
 * comes back as missing, and so does a column without any value.
 */

import {
  type Cell,
  type Column,
  datetimeColumn,
  type DatetimeFormat,
  numberColumn,
  stringColumn,
  booleanColumn,
  cellOf,
} from "../table/column";
import type { Codec } from "./codec";
import { rareThreshold } from "./rare";

export interface ConstantState {
  readonly encoding: "constant";
  readonly type: Column["type"];
  readonly format?: DatetimeFormat;
  /** The value of every cell, milliseconds for datetimes; null when missing or protected. */
  readonly value: string | number | boolean | null;
}

export const constant: Codec<ConstantState> = {
  fit(column, { rng, protection, subjects }) {
    const format = column.type === "datetime" ? { format: column.format } : {};
    const people = subjects === undefined ? column.length : new Set(subjects).size;
    // a single truth value points at nobody, whatever the number of rows
    const kept = column.type === "boolean" || people >= rareThreshold(rng, protection);
    const value = kept && column.length > 0 ? plain(cellOf(column, 0)) : null;
    return { encoding: "constant", type: column.type, ...format, value };
  },

  encode: () => [],

  decode({ type, value, format }, _codes, { name, rowCount }) {
    switch (type) {
      case "number":
        return numberColumn(name, new Float64Array(rowCount).fill(typeof value === "number" ? value : NaN));
      case "datetime":
        return datetimeColumn(name, new Float64Array(rowCount).fill(typeof value === "number" ? value : NaN), format);
      case "string":
        return stringColumn(name, new Array<string | null>(rowCount).fill(typeof value === "string" ? value : null));
      case "boolean":
        return booleanColumn(name, new Array<boolean | null>(rowCount).fill(typeof value === "boolean" ? value : null));
    }
  },

  cardinalities: () => [],
};

function plain(cell: Cell): string | number | boolean | null {
  return cell instanceof Date ? cell.getTime() : cell;
}
