/** Draws a figure as SVG, without a browser and without Plotly. */

import { checkInteger, checkOptions } from "../base/check";
import type { Figure, HeatmapTrace, Trace } from "./figure";
import { plainText } from "./layout";
import { colourAt, palette } from "./palette";
import { axesOf, label, marginsOf, TEXT_SIZE } from "./svg/axes";
import { HATCH, marksOf, placed, pointOf, short } from "./svg/marks";
import { type Panel, panelsOf } from "./svg/panel";
import { escapeXml, textWidth, wrapped } from "./svg/text";

export interface SvgOptions {
  /** Width of the paper in pixels; text keeps its size, so that narrow paper stays legible. From 240. */
  readonly width?: number;
  /** Height of one panel in pixels, from 120. By default it follows from what is drawn. */
  readonly height?: number;
}

const EDGE = 10;
const TITLE_SIZE = 17;
// bold letters are wider
const BOLD = 1.18;
const ROW_HEIGHT = 26;

/**
 * A figure as a static SVG document: for GitHub, e-mail, print and every reader without Plotly. Panels stand one under
 * the other. It holds its own colours, needs no font, style or script, and says its `altText` to screen readers.
 *
 * @example
 * const svg = svgOf(plots.bars({ labels: ["A", "B"], values: [3, 5] }, { title: "Votes" }));
 * assert.ok(svg.startsWith("<svg ") && svg.includes("Votes"));
 */
export function svgOf(figure: Figure, options: SvgOptions = {}): string {
  checkOptions("Cannot draw the figure", options, ["width", "height"]);
  const { width = 480, height } = options;
  checkInteger("Cannot draw the figure", "width", width, 240, 4000);
  if (height !== undefined) checkInteger("Cannot draw the figure", "height", height, 120, 8000);
  const title = wrapped(plainText(figure.layout.title.text), BOLD * TITLE_SIZE, width - 2 * EDGE, 3);
  const parts: string[] = title.map(
    (line, i) =>
      `<text x="${EDGE}" y="${EDGE + (i + 1) * TITLE_SIZE * 1.2 - 3}" font-size="${TITLE_SIZE}" font-weight="600">${escapeXml(line)}</text>`,
  );
  let top = EDGE + title.length * TITLE_SIZE * 1.2 + 6;
  for (const drawn of [legendOf(figure, width), ...panelsOf(figure).map((panel) => drawPanel(figure, panel, width, height))]) {
    if (drawn.height > 0) parts.push(`<g transform="translate(0 ${short(top)})">${drawn.svg}</g>`);
    top += drawn.height;
  }
  return frame(figure.altText, width, Math.ceil(top + EDGE), parts.join(""));
}

interface Drawn {
  readonly svg: string;
  readonly height: number;
}

function frame(altText: string, width: number, height: number, inside: string): string {
  const hatch = `<pattern id="${HATCH}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff" fill-opacity="0.25"/><line x1="0" y1="0" x2="0" y2="5" stroke="${palette.ink}" stroke-opacity="0.55" stroke-width="1.4"/></pattern>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" style="max-width:100%;height:auto" role="img" aria-label="${escapeXml(altText)}">` +
    `<title>${escapeXml(altText)}</title><defs>${hatch}</defs><rect width="${width}" height="${height}" fill="${palette.paper}"/>` +
    `<g font-family="system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif" font-size="${TEXT_SIZE}" fill="${palette.ink}">${inside}</g></svg>`
  );
}

/** One panel with its axes, and a strip that explains the colours of a heat map. */
function drawPanel(figure: Figure, panel: Panel, width: number, height: number | undefined): Drawn {
  const margins = marginsOf(panel, width - 2 * EDGE);
  const titleHeight = panel.title === undefined ? 0 : ROW_HEIGHT;
  const inside = height ?? insideHeight(panel, width - margins.left - 2 * EDGE);
  const box = { left: EDGE + margins.left, top: titleHeight + 4, width: width - margins.left - 2 * EDGE, height: inside };
  const at = placed(panel, box, isDownwards(panel));
  const heat = panel.traces.find((trace) => trace.type === "heatmap");
  const bottom = box.top + box.height + margins.bottom;
  const strip = heat?.type === "heatmap" && heat.showscale ? colourStrip(heat, box.left, bottom + 4, box.width) : "";
  const svg = [
    panel.title === undefined ? "" : `<g font-weight="600">${label(panel.title, EDGE, TEXT_SIZE + 3, "start")}</g>`,
    axesOf(panel, box, at, margins),
    marksOf(panel, at, figure.layout.barmode === "overlay"),
  ];
  return { svg: svg.join("") + strip, height: bottom + (strip === "" ? 0 : 2 * ROW_HEIGHT) + 4 };
}

/** Rows of a heat map and of sideways bars are read from the top, as a table is. */
function isDownwards(panel: Panel): boolean {
  return panel.y.words;
}

function insideHeight(panel: Panel, width: number): number {
  if (!panel.y.words) return Math.max(150, Math.min(280, 0.6 * width));
  const bars = panel.traces.filter((trace) => trace.type === "bar").length;
  if (bars > 0) return Math.max(60, panel.y.ticks.length * (10 + 12 * bars));
  return Math.max(80, Math.min(1200, panel.y.ticks.length * Math.max(8, Math.min(24, width / Math.max(1, panel.x.ticks.length)))));
}

/** The names of the traces with their marks, in rows; nothing for a single trace or a heat map. */
function legendOf({ data, layout }: Figure, width: number): Drawn {
  const named = layout.showlegend ? data.filter((trace) => trace.type !== "heatmap") : [];
  if (named.length < 2) return { svg: "", height: 0 };
  let x = EDGE;
  let y = 0;
  const entries = named.map((trace) => {
    const name = plainText(trace.name);
    const needed = 26 + textWidth(name, TEXT_SIZE) + 16;
    if (x > EDGE && x + needed > width) {
      x = EDGE;
      y += ROW_HEIGHT - 4;
    }
    const entry = legendMark(trace, x, y + 4) + label(name, x + 26, y + 4 + TEXT_SIZE - 3, "start");
    x += needed;
    return entry;
  });
  return { svg: entries.join(""), height: y + ROW_HEIGHT };
}

function legendMark(trace: Trace, x: number, y: number): string {
  const shown: Trace =
    trace.type === "bar"
      ? { ...trace, x: [1], y: [1], orientation: undefined, width: undefined, hovertext: undefined }
      : trace.type === "scatter"
        ? { ...trace, mode: trace.mode === "markers" ? "markers" : "lines", x: [0, 1], y: [0.5, 0.5] }
        : trace;
  if (shown.type === "scatter" && shown.mode === "markers") {
    return `<g fill="${shown.marker?.color ?? palette.training}">${pointOf(shown.marker?.symbol ?? "circle", x + 10, y + 6, 5)}</g>`;
  }
  const unit = {
    x: (value: number) => (shown.type === "bar" ? x + 10 + (value - 1) * 25 : x + 20 * value),
    y: (value: number) => y + 12 - 12 * value,
  };
  return marksOf({ title: undefined, traces: [shown], x: UNIT, y: UNIT }, unit, false);
}

const UNIT = { title: "", low: 0, high: 1, ticks: [], words: false };

function colourStrip(trace: HeatmapTrace, x: number, y: number, width: number): string {
  const steps = 24;
  const length = Math.min(width, 220);
  const cells = Array.from(
    { length: steps },
    (_, i) =>
      `<rect x="${short(x + (i * length) / steps)}" y="${short(y)}" width="${short(length / steps + 0.6)}" height="10" fill="${colourAt(trace.colorscale, i / (steps - 1))}"/>`,
  );
  const share = (value: number): string => `${(100 * value).toFixed(Math.abs(trace.zmax - trace.zmin) < 0.1 ? 1 : 0)} %`;
  const title = plainText(trace.colorbar?.title.text ?? "");
  return (
    `${cells.join("")}<rect x="${short(x)}" y="${short(y)}" width="${short(length)}" height="10" fill="none" stroke="${palette.rule}"/>` +
    label(share(trace.zmin), x, y + 10 + TEXT_SIZE, "start") +
    label(share(trace.zmax), x + length, y + 10 + TEXT_SIZE, "end") +
    label(title, x + length / 2, y + 10 + TEXT_SIZE, "middle")
  );
}
