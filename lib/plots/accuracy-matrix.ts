/** All pairs of columns at once: where the synthetic rows stay close to the real ones, and where not. */

import type { Measure, Scores } from "../quality/scores";
import type { Figure } from "./figure";
import { spokenAccuracy } from "./find-scores";
import { layoutOf, plotlyText, spoken, wordAxis } from "./layout";
import { accuracyScale } from "./palette";

const HIGHEST_FLOOR = 0.8;

/**
 * The accuracy of every pair of columns as a heat map, with that of single columns on the diagonal. Light is accurate,
 * dark is not; a dark row is a column that goes with none as it should. A hatched or empty cell was not computed.
 *
 * @example
 * const people = Table.of({ age: [31, 44, 44, 58, 31, 44], job: ["nurse", "smith", "smith", "nurse", "nurse", "smith"] });
 * const scores = await assess({ training: people, synthetic: people }, { parts: ["accuracy"] });
 * assert.equal(plots.accuracyMatrix(scores).data[0].x.length, 2);
 */
export function accuracyMatrix(scores: Scores): Figure {
  const names = scores.columns.map(({ name }) => name);
  const grid = matrixOf(scores);
  const values = grid.flat().flatMap((measure) => (measure?.value === undefined ? [] : [measure.value]));
  const lowest = values.reduce((least, value) => Math.min(least, value), HIGHEST_FLOOR);
  const worst = scores.bivariate.byPair.reduce<(typeof scores.bivariate.byPair)[number] | undefined>(
    (low, measure) => (measure.value !== undefined && measure.value < (low?.value ?? Infinity) ? measure : low),
    undefined,
  );
  const say = (row: number, column: number): string => {
    const subject = row === column ? spoken(names[row]) : `${spoken(names[row])} and ${spoken(names[column])}`;
    return plotlyText(`${subject}: ${spokenAccuracy(grid[row][column])}`);
  };
  return {
    data: [
      {
        type: "heatmap",
        name: "accuracy",
        x: names.map((_, i) => i),
        y: names.map((_, i) => i),
        z: grid.map((row) => row.map((measure) => measure?.value ?? null)),
        zmin: Math.floor(10 * lowest) / 10,
        zmax: 1,
        colorscale: accuracyScale,
        hovertext: grid.map((row, r) => row.map((_, c) => say(r, c))),
        hoverinfo: "text",
        showscale: true,
        colorbar: { title: { text: "accuracy" }, tickformat: ".0%" },
      },
    ],
    layout: layoutOf(
      `Accuracy of all pairs of columns: ${spokenAccuracy(scores.bivariate)}`,
      wordAxis(names),
      {
        ...wordAxis(names),
        range: [names.length - 0.5, -0.5],
      },
      { height: Math.max(420, 160 + 22 * names.length), showlegend: false },
    ),
    altText:
      `Heat map of the accuracy of ${names.length} columns and their pairs, on average ${spokenAccuracy(scores.bivariate)}.` +
      (worst === undefined
        ? ""
        : ` The least accurate pair is ${spoken(worst.columns[0])} and ${spoken(worst.columns[1])}: ${spokenAccuracy(worst)}.`),
  };
}

/** Row by row the measure of each pair; single columns on the diagonal. */
function matrixOf(scores: Scores): (Measure | undefined)[][] {
  const place = new Map(scores.columns.map(({ name }, i) => [name, i]));
  const grid = scores.columns.map(() => scores.columns.map((): Measure | undefined => undefined));
  const put = (row: number | undefined, column: number | undefined, measure: Measure): void => {
    if (row === undefined || column === undefined) return;
    grid[row][column] = measure;
    grid[column][row] = measure;
  };
  for (const measure of scores.univariate.byColumn) put(place.get(measure.column), place.get(measure.column), measure);
  for (const measure of scores.bivariate.byPair) put(place.get(measure.columns[0]), place.get(measure.columns[1]), measure);
  return grid;
}
