/** Categories and truth values from noisy counts. */

import type { Column, DatetimeFormat } from "../../table/column";
import { numbersOf } from "../numeric-discrete";
import { type PrivateColumn, type PrivateSetting, surelySome } from "./private-setting";
import { numberGroups, rowsOf, textGroups, type ValueGroups } from "./value-groups";

/** Any column as categories: those that enough rows have to pass the threshold, or those of the domain. */
export function privateCategories(column: Column, setting: PrivateSetting): PrivateColumn {
  if (column.type === "boolean")
    throw new TypeError(`Cannot encode "${column.name}" as categories: truth values have their own encoding, "boolean"`);
  const format = column.type === "datetime" ? { format: column.format } : {};
  if (column.type === "string") {
    const found = textGroups(column, setting);
    const categories = found.kept.map(({ group }) => group);
    return { state: { ...stateOf(found, setting), type: "string", categories }, weights: [weightsOf(found, setting)] };
  }
  const found = numberGroups(numbersOf(column), setting);
  const categories = found.kept.map(({ group }) => group);
  return { state: { ...stateOf(found, setting), type: column.type, ...format, categories }, weights: [weightsOf(found, setting)] };
}

/** Numbers or points in time, one code for each value that passes the threshold; other values join the nearest. */
export function privateValues(
  column: Column & { readonly type: "number" | "datetime" },
  found: ValueGroups<number>,
  setting: PrivateSetting,
): PrivateColumn {
  const missing = surelySome(found.missing, setting.fine);
  const format: { format?: DatetimeFormat } = column.type === "datetime" ? { format: column.format } : {};
  return {
    state: { encoding: "discrete", type: column.type, ...format, missing, values: found.kept.map(({ group }) => group) },
    weights: [[...(missing ? [found.missing] : []), ...found.kept.map(({ count }) => count)]],
  };
}

export function privateTruthValues(column: Column, { coarse, noise }: PrivateSetting): PrivateColumn {
  if (column.type !== "boolean")
    throw new TypeError(`Cannot encode "${column.name}" as truth values: its cells are of type ${column.type}`);
  const counts = [0, 1, -1].map((value) => column.values.reduce((sum, cell) => sum + (cell === value ? 1 : 0), 0));
  const noisy = counts.map((count) => count + coarse * noise.normal());
  const missing = surelySome(noisy[2], coarse);
  return { state: { encoding: "boolean", missing, unseen: [] }, weights: [missing ? noisy : noisy.slice(0, 2)] };
}

function stateOf(found: ValueGroups<unknown>, setting: PrivateSetting) {
  const spread = setting.fine * Math.sqrt(found.kept.length + 1) + setting.coarse;
  return {
    encoding: "categorical" as const,
    missing: surelySome(found.missing, setting.fine),
    anyRare: surelySome(rareRows(found, setting), spread),
    rare: setting.rare,
  };
}

function weightsOf(found: ValueGroups<unknown>, setting: PrivateSetting): number[] {
  const missing = surelySome(found.missing, setting.fine) ? [found.missing] : [];
  return [rareRows(found, setting), ...missing, ...found.kept.map(({ count }) => count)];
}

/** What is left of the rows when the kept categories and the missing cells are taken away. */
function rareRows({ kept, missing }: ValueGroups<unknown>, { rowCount }: PrivateSetting): number {
  return rowCount - rowsOf(kept) - Math.max(0, missing);
}
