/** The names of the encodings, as they are written in `columns: { zip: "categorical" }`. */

/**
 * How a column is turned into integer codes: "categorical" and "boolean" give each value a code, "discrete" each number;
 * "binned" gives frequent numbers a code and puts the others into bins, "digits" takes numbers digit by digit; "datetime"
 * takes dates part by part, "character" short texts character by character, "lat-long" places as cells of a grid; "id" and
 * "constant" are not learnt.
 */
export type Encoding =
  "categorical" | "boolean" | "discrete" | "binned" | "digits" | "datetime" | "character" | "lat-long" | "id" | "constant";

/** Those that a caller can ask for. "constant" is found, not chosen. */
export const CHOOSABLE_ENCODINGS: readonly Encoding[] = [
  "categorical",
  "boolean",
  "discrete",
  "binned",
  "digits",
  "datetime",
  "character",
  "lat-long",
  "id",
];
