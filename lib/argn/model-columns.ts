import type { ModelState } from "./model-state";

/** How a column of the model is encoded. */
export interface ModelColumn {
  readonly name: string;
  readonly encoding: string;
  /** Codes of each of its sub-columns. */
  readonly cardinalities: readonly number[];
}

/** The columns of a model, and how each is encoded. */
export function columnsOf({ codec }: ModelState): ModelColumn[] {
  return codec.columns.map(({ name, encoding, subColumns }) => ({
    name,
    encoding,
    cardinalities: subColumns.map(({ cardinality }) => cardinality),
  }));
}
