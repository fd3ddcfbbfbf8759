/** A figure's layout made to fit the page: its width, its colours where the figure has none, no part over another. */

type Layout = Readonly<Record<string, unknown>>;

const PIXELS_PER_LETTER = 8;
const PIXELS_PER_LINE = 20;
/** Plotly measures a title's place to its first line, not to the top of its letters. */
const PIXELS_ABOVE_TITLE = 18;
/** Where a legend of two entries breaks into two lines. */
const NARROW = 480;
const SERIES = ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6"];

/** The layout for a place of this width. What the figure says itself stays, except the places of title and legend. */
export function fitLayout(layout: Layout, width: number): Layout {
  const lines = linesOf(titleText(layout), Math.max(16, Math.floor(width / PIXELS_PER_LETTER)));
  const title = {
    ...part(layout, "title"),
    text: lines.join("<br>"),
    x: 0,
    xref: "container",
    xanchor: "left",
    y: 1,
    yanchor: "top",
    pad: { t: PIXELS_ABOVE_TITLE, l: 12 },
    font: { size: 15 },
  };
  const legend = { ...part(layout, "legend"), ...(isAbove(layout) ? { yanchor: "bottom", bgcolor: "rgba(0,0,0,0)" } : {}) };
  const legendHeight = isAbove(layout) ? (width < NARROW ? 54 : 28) : 0;
  const above = (lines.length === 0 ? 12 : PIXELS_ABOVE_TITLE + lines.length * PIXELS_PER_LINE) + legendHeight;
  const margin = { r: 16, b: 56, l: 56, ...part(layout, "margin"), t: above };
  return {
    ...layout,
    ...(lines.length === 0 ? {} : { title }),
    legend,
    margin,
    template: layout.template ?? { layout: coloursFor(layout) },
  };
}

/** A figure with a background of its own was drawn for that background, by day and by night. */
function coloursFor(layout: Layout): Layout {
  if (layout.paper_bgcolor !== undefined) return { xaxis: axis("#e2e5e1", "#c5cbc8"), yaxis: axis("#e2e5e1", "#c5cbc8") };
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const lines = axis(colour("--line"), colour("--line-strong"));
  return {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: "system-ui, sans-serif", size: 13, color: colour("--ink") },
    colorway: SERIES.map(colour),
    xaxis: lines,
    yaxis: lines,
  };
}

function axis(grid: string, line: string): Layout {
  return { gridcolor: grid, zerolinecolor: line, linecolor: line, automargin: true, title: { font: { size: 13 } } };
}

/** The text in lines of at most so many letters, broken between words. */
export function linesOf(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The title of a figure, "" when it has none. */
export function titleText(layout: Layout | undefined): string {
  const title = layout?.title;
  const text = typeof title === "string" ? title : part(layout ?? {}, "title").text;
  return typeof text === "string" ? text.replace(/<br>/g, " ") : "";
}

function isAbove(layout: Layout): boolean {
  const { orientation, y } = part(layout, "legend");
  return layout.showlegend !== false && orientation === "h" && typeof y === "number" && y >= 1;
}

function part(layout: Layout, name: string): Layout {
  const value = layout[name];
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
