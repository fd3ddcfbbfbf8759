/** Figures for notebooks: one function a picture, each gives a Plotly specification as plain data. */

import { accuracyMatrix } from "./accuracy-matrix";
import { bars } from "./bars";
import { compare, histogram } from "./compare";
import { groups } from "./groups";
import { lossCurve } from "./loss-curve";
import { pair } from "./pair";
import { scatter } from "./scatter";
import { several } from "./several";
import { univariate } from "./univariate";
import { utility } from "./utility";

/**
 * The figures of the library. Each is `{ data, layout, altText }`: hand it to Plotly, or to `svgOf` for a static drawing.
 *
 * `plots.histogram(table, column)` · `plots.compare(training, synthetic, column)` · `plots.scatter(table, x, y)` ·
 * `plots.bars({ labels, values }, { title })` · `plots.lossCurve(history)` · of an assessment: `plots.univariate(scores, column)` ·
 * `plots.pair(scores, first, second)` · `plots.accuracyMatrix(scores)` · `plots.groups(scores, column)` · `plots.utility(scores)` ·
 * of several assessments: `plots.several(named)`.
 *
 * @example
 * const figure = plots.histogram(Table.of({ age: [31, 44, 44, 58] }), "age");
 * assert.ok(svgOf(figure).includes("age"));
 */
export const plots = { histogram, compare, scatter, bars, lossCurve, univariate, pair, accuracyMatrix, groups, utility, several } as const;
