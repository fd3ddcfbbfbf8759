import { coerced } from "../../encoding/coerce";
import type { Table } from "../../table/table";
import type { ModelState } from "../model-state";

/** The given numbers and points in time by column; text is read as what the model has there. */
export function givenNumbers(state: ModelState, given: Table | undefined): Map<number, Float64Array> {
  const numbers = new Map<number, Float64Array>();
  state.codec.toJSON().columns.forEach(({ name, type }, c) => {
    if (given?.has(name) !== true || (type !== "number" && type !== "datetime")) return;
    const column = coerced(given.column(name), type);
    if (column.type === "number" || column.type === "datetime") numbers.set(c, column.values);
  });
  return numbers;
}
