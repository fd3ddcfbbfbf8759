/** Which counts each kind of column needs, decided before any cell is looked at, and the codec that they give. */

import type { Column } from "../../table/column";
import { isNamedLikeId } from "../choose";
import type { ColumnState } from "../column-codec";
import type { Encoding } from "../encoding";
import { privateCategories, privateTruthValues, privateValues } from "./private-categories";
import { privateDatetime } from "./private-datetime";
import { asNumbers, privateBins, privateDigits, privateNumbers } from "./private-numbers";
import { categoriesOf, type Domain, type PrivateColumn, type PrivateSetting, type Releases } from "./private-setting";
import { numberGroups } from "./value-groups";

/** How a column is going to be counted, and by what. */
export interface PrivateMethod {
  readonly releases: Releases;
  fit(setting: PrivateSetting): PrivateColumn;
}

const NONE: Releases = { fine: 0, coarse: 0, stable: 0 };
/** Decimals or time steps, powers of two, two zooms. */
const SHAPE = 4;

/**
 * The method for a column. It goes by the column's name and type, by the encoding that the caller chose and by the domain
 * that the caller gave; never by a cell.
 */
export function privateMethod(column: Column, chosen: Encoding | undefined, domain: Domain | undefined): PrivateMethod {
  const values: Releases = { fine: 1, coarse: 0, stable: categoriesOf(domain) === undefined ? 1 : 0 };
  const shaped = { ...values, coarse: SHAPE };
  const orNothing = (state: PrivateColumn | undefined): PrivateColumn => state ?? unknownColumn(column);
  switch (chosen) {
    case "categorical":
      return { releases: values, fit: (setting) => orNothing(orUnknown(privateCategories(column, setting))) };
    case "boolean":
      return { releases: { ...NONE, coarse: 1 }, fit: (setting) => privateTruthValues(column, setting) };
    case "discrete":
      if (column.type !== "number" && column.type !== "datetime") throw unsuited(column, "discrete numbers");
      return {
        releases: values,
        fit: (setting) => orNothing(orUnknown(privateValues(column, numberGroups(column.values, setting), setting))),
      };
    case "binned": {
      const numbers = asNumbers(column);
      return { releases: shaped, fit: (setting) => orNothing(privateBins(numbers, numberGroups(numbers.values, setting), setting)) };
    }
    case "digits":
      return { releases: { ...NONE, coarse: SHAPE + 1 }, fit: (setting) => orNothing(privateDigits(column, setting)) };
    case "datetime":
      if (column.type !== "datetime") throw unsuited(column, "points in time");
      return { releases: shaped, fit: (setting) => orNothing(privateDatetime(column, setting, "datetime")) };
    case "id":
      return { releases: NONE, fit: () => newIdentifiers(column) };
    case "character":
    case "lat-long":
      throw new RangeError(
        `Cannot train privately: the encoding "${chosen}" of "${column.name}" has no private form; choose "categorical" or "id", or leave the column out`,
      );
    case "constant":
    case undefined:
      return methodByType(column, { values, shaped });
  }
}

function methodByType(column: Column, { values, shaped }: { values: Releases; shaped: Releases }): PrivateMethod {
  switch (column.type) {
    case "boolean":
      return { releases: { ...NONE, coarse: 1 }, fit: (setting) => privateTruthValues(column, setting) };
    case "string":
      return { releases: values, fit: (setting) => orUnknown(privateCategories(column, setting)) ?? unknownColumn(column) };
    case "number":
      return { releases: shaped, fit: (setting) => privateNumbers(column, setting) ?? unknownColumn(column) };
    case "datetime":
      return { releases: shaped, fit: (setting) => privateDatetime(column, setting) ?? unknownColumn(column) };
  }
}

function orUnknown(fitted: PrivateColumn): PrivateColumn | undefined {
  const { state } = fitted;
  if (state.encoding === "categorical" && state.categories.length === 0) return undefined;
  return state.encoding === "discrete" && state.values.length === 0 ? undefined : fitted;
}

/** Nothing rose above the noise: an identifier by its name, else a column without a value. */
function unknownColumn(column: Column): PrivateColumn {
  if (isNamedLikeId(column.name) && (column.type === "string" || column.type === "number")) return newIdentifiers(column);
  const format = column.type === "datetime" ? { format: column.format } : {};
  return { state: { encoding: "constant", type: column.type, ...format, value: null }, weights: [] };
}

function newIdentifiers(column: Column): PrivateColumn {
  if (column.type !== "number" && column.type !== "string") throw unsuited(column, "identifiers");
  // texts count from 0: a sequence of texts has no start of its own
  const start = column.type === "number" ? 1 : 0;
  const state: ColumnState = { encoding: "id", type: column.type, shape: { kind: "sequence", start }, salt: 0 };
  return { state, weights: [] };
}

function unsuited(column: Column, wanted: string): TypeError {
  return new TypeError(`Cannot encode "${column.name}" as ${wanted}: its cells are of type ${column.type}`);
}
