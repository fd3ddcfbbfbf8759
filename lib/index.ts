/** The public API of synthetic-tables, grouped by what a reader wants to do. */

// Tables
export { Table, type Row } from "./table/table";
export {
  type BooleanColumn,
  type Cell,
  type Column,
  type ColumnType,
  type DatetimeColumn,
  type DatetimeFormat,
  type NumberColumn,
  type StringColumn,
} from "./table/column";

// Randomness
export { Rng } from "./base/random";

// Stopping
export { AbortError } from "./base/errors";

// Data whose truth is known
export { simulate, simulatedNames, simulateWithTruth, type SimulatedTables, type SimulateOptions } from "./datasets/simulate/simulate";
export { writeDataset } from "./datasets/write-dataset";
export { datasetPath } from "./datasets/dataset-path";
