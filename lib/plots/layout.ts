/** What all figures share: type, paper, legend; and text that Plotly must not read as markup. */

import type { Axis, Layout } from "./figure";
import { palette } from "./palette";

/** A layout with the house style; `parts` adds to it. */
export function layoutOf(title: string, xaxis: Axis, yaxis: Axis, parts: Partial<Layout> = {}): Layout {
  return {
    title: { text: plotlyText(title) },
    xaxis: { automargin: true, ...xaxis },
    yaxis: { automargin: true, ...yaxis },
    showlegend: true,
    legend: { orientation: "h", y: 1.02, x: 0 },
    font: { family: "system-ui, sans-serif", size: 14, color: palette.ink },
    paper_bgcolor: palette.paper,
    plot_bgcolor: palette.paper,
    ...parts,
  };
}

/** An axis of words: positions 0, 1, 2, ... with a text each, so that equal or number-like words stay apart. */
export function wordAxis(words: readonly string[], title?: string): Axis {
  return {
    ...(title === undefined ? {} : { title: { text: plotlyText(title) } }),
    tickmode: "array",
    tickvals: words.map((_, i) => i),
    ticktext: words.map((word) => plotlyText(shortened(word, 28))),
    showgrid: false,
    zeroline: false,
  };
}

/** A text of at most `most` characters, with an ellipsis for what is cut. Counts characters as people do, emoji too. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/** The name of a column as titles say it: quoted, short, visible even when empty. */
export function spoken(name: string): string {
  return `"${shortened(name.replace(/\s+/g, " "), 40)}"`;
}

/** Text that Plotly shows as it is. */
export function plotlyText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The inverse of `plotlyText`. */
export function plainText(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
