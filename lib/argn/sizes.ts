/** How wide the parts of a network are, by model size: S is quick, M the default, L for tables that can carry it. */

export type ModelSize = "S" | "M" | "L";

/** Width of the embedding of a sub-column with so many codes; never more than the codes. */
export function embeddingWidth(cardinality: number, size: ModelSize): number {
  switch (size) {
    case "S":
      return Math.min(cardinality, Math.max(10, 2 * Math.ceil(cardinality ** 0.15)));
    case "M":
      return Math.min(cardinality, Math.max(10, 3 * Math.ceil(cardinality ** 0.25)));
    case "L":
      return Math.min(cardinality, Math.max(10, 4 * Math.ceil(cardinality ** 0.33)));
  }
}

/** Units of the hidden layers that predict a sub-column: they grow with the logarithm of what is predicted. */
export function hiddenUnits(cardinality: number, inputWidth: number, size: ModelSize): readonly number[] {
  switch (size) {
    case "S":
      return [4 * roundedLog(cardinality)];
    case "M":
      return [16 * roundedLog(cardinality)];
    case "L":
      return [16 * roundedLog(inputWidth), 16 * roundedLog(cardinality)];
  }
}

/** Weights of all first layers together, at most: their number grows with the square of the columns, and memory with it. */
const MOST_FIRST_WEIGHTS = 40_000_000;
const LEAST_UNITS = 8;

/** The layers of all sub-columns, the first ones with fewer units where a table of hundreds of columns would take gigabytes. */
export function narrowed(layers: readonly (readonly number[])[], inputWidth: number): readonly (readonly number[])[] {
  const weights = inputWidth * layers.reduce((sum, [first]) => sum + first, 0);
  if (weights <= MOST_FIRST_WEIGHTS) return layers;
  const share = MOST_FIRST_WEIGHTS / weights;
  return layers.map(([first, ...others]) => [Math.max(Math.min(first, LEAST_UNITS), 4 * Math.floor((first * share) / 4)), ...others]);
}

/** Natural logarithm, rounded, of at least 1. */
function roundedLog(value: number): number {
  return Math.round(Math.log(Math.max(value, Math.E)));
}
