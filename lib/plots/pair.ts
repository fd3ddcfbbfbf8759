/** Two columns: their joint shares in the real rows, in the synthetic rows, and the difference. */

import { formatShare } from "../base/format";
import { type Scores, unpackPairTable } from "../quality/scores";
import type { Figure, HeatmapTrace } from "./figure";
import { distributionOf, pairMeasureOf, pairTableOf, spokenAccuracy } from "./find-scores";
import { layoutOf, plotlyText, spoken, wordAxis } from "./layout";
import { type ColourScale, differenceScale, shareScale } from "./palette";

const PANELS = [
  { xaxis: "x", yaxis: "y", domain: [0, 0.29] },
  { xaxis: "x2", yaxis: "y2", domain: [0.355, 0.645] },
  { xaxis: "x3", yaxis: "y3", domain: [0.71, 1] },
] as const;

/**
 * Three heat maps of a pair of columns: shares of real rows, shares of synthetic rows, synthetic minus real. A blue cell of
 * the third is too rare among the synthetic rows, an orange one too frequent. Cells with too few real rows are kept back.
 *
 * Throws a RangeError when the scores hold no joint table of the two; they keep those of the least accurate pairs.
 *
 * @example
 * const people = Table.of({ age: [31, 44, 44, 58, 31, 44], job: ["nurse", "smith", "smith", "nurse", "nurse", "smith"] });
 * const scores = await assess({ training: people, synthetic: people }, { parts: ["accuracy"] });
 * assert.equal(plots.pair(scores, "age", "job").data.length, 3);
 */
export function pair(scores: Scores, first: string, second: string): Figure {
  const action = "Cannot plot the pair";
  const { table, turned } = pairTableOf(action, scores, first, second);
  const [rows, columns] = [first, second].map((name) => distributionOf(action, scores, name).labels);
  const unpacked = unpackPairTable(table);
  const grid = (shares: Float64Array): (number | null)[][] =>
    rows.map((_, r) =>
      columns.map((__, c) => {
        const share = shares[turned ? c * rows.length + r : r * columns.length + c];
        return Number.isNaN(share) ? null : share;
      }),
    );
  const real = grid(unpacked.real);
  const synthetic = grid(unpacked.synthetic);
  const difference = real.map((row, r) => row.map((share, c) => minus(synthetic[r][c], share)));
  const most = largest([...real, ...synthetic]);
  const reach = largest(difference) || 0.01;
  const map = (name: string, z: (number | null)[][], low: number, high: number, scale: ColourScale, i: number): HeatmapTrace => ({
    type: "heatmap",
    name,
    x: columns.map((_, c) => c),
    y: rows.map((_, r) => r),
    z,
    zmin: low,
    zmax: high,
    colorscale: scale,
    hovertext: z.map((row, r) =>
      row.map((share, c) => plotlyText(`${rows[r]}, ${columns[c]}: ${share === null ? "kept back" : formatShare(share, 2)}`)),
    ),
    hoverinfo: "text",
    showscale: false,
    xaxis: PANELS[i].xaxis,
    yaxis: PANELS[i].yaxis,
  });
  const accuracy = spokenAccuracy(pairMeasureOf(scores, first, second));
  const x = (i: number) => ({ ...wordAxis(columns, second), domain: PANELS[i].domain, anchor: PANELS[i].yaxis });
  const y = (i: number) => ({
    ...wordAxis(rows, i === 0 ? first : undefined),
    range: [rows.length - 0.5, -0.5] as const,
    anchor: PANELS[i].xaxis,
    automargin: true,
  });
  const reachText = `darkest: ${formatShare(reach)}`;
  return {
    data: [
      map("real", real, 0, most, shareScale, 0),
      map("synthetic", synthetic, 0, most, shareScale, 1),
      map("synthetic minus real", difference, -reach, reach, differenceScale, 2),
    ],
    layout: layoutOf(`${spoken(first)} and ${spoken(second)}: accuracy ${accuracy}`, x(0), y(0), {
      xaxis2: x(1),
      yaxis2: y(1),
      xaxis3: x(2),
      yaxis3: y(2),
      height: 420,
      showlegend: false,
      annotations: [`real (darkest: ${formatShare(most)})`, "synthetic", `synthetic minus real (${reachText})`].map((text, i) => ({
        text,
        x: (PANELS[i].domain[0] + PANELS[i].domain[1]) / 2,
        y: 1,
        xref: "paper" as const,
        yref: "paper" as const,
        yanchor: "bottom" as const,
        xanchor: "center" as const,
        showarrow: false as const,
      })),
    }),
    altText: `Three heat maps of ${spoken(first)} by ${spoken(second)}: real rows, synthetic rows, and their difference. Accuracy ${accuracy}. The largest difference of a cell is ${formatShare(reach)} of the rows.`,
  };
}

function minus(synthetic: number | null, real: number | null): number | null {
  return synthetic === null || real === null ? null : synthetic - real;
}

function largest(grid: readonly (readonly (number | null)[])[]): number {
  return grid.reduce((most, row) => row.reduce<number>((top, share) => Math.max(top, Math.abs(share ?? 0)), most), 0);
}
