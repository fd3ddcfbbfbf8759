/** The marks of a panel: bars, lines, points, cells; each a piece of SVG. */

import type { BarTrace, HeatmapTrace, ScatterTrace, Trace } from "../figure";
import { plainText } from "../layout";
import { colourAt, inkOn, palette } from "../palette";
import type { Panel, Scale } from "./panel";
import { escapeXml, textWidth } from "./text";

/** Where a panel lies on the paper. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** From the unit of the data to the paper. */
export interface Placed {
  x(value: number): number;
  y(value: number): number;
}

export const HATCH = "hatch";
const GROUP_WIDTH = 0.8;

/** Places the data of a panel in its box; y grows upwards, unless the axis is turned round. */
export function placed(panel: Panel, box: Box, downwards: boolean): Placed {
  const share = ({ low, high }: Scale, value: number): number => (value - low) / (high - low || 1);
  return {
    x: (value) => box.left + box.width * share(panel.x, value),
    y: (value) => box.top + box.height * (downwards ? share(panel.y, value) : 1 - share(panel.y, value)),
  };
}

/** All marks of the panel's traces. */
export function marksOf(panel: Panel, at: Placed, overlay: boolean): string {
  const bars = panel.traces.filter((trace) => trace.type === "bar");
  const draw = (trace: Trace): string => {
    switch (trace.type) {
      case "bar":
        return barsOf(trace, at, overlay ? { place: 0, count: 1 } : { place: bars.indexOf(trace), count: bars.length });
      case "scatter":
        return `${linesOf(trace, at)}${pointsOf(trace, at)}`;
      case "heatmap":
        return cellsOf(trace, at);
    }
  };
  return panel.traces.map(draw).join("");
}

function barsOf(trace: BarTrace, at: Placed, group: { place: number; count: number }): string {
  const { color, opacity = 1, pattern } = trace.marker;
  const sideways = trace.orientation === "h";
  const along = sideways ? trace.y : trace.x;
  const lengths = sideways ? trace.x : trace.y;
  return along
    .map((position, i) => {
      const width = trace.width?.[i] ?? GROUP_WIDTH / group.count;
      const from = trace.width === undefined ? position - GROUP_WIDTH / 2 + group.place * width : position - width / 2;
      const corners = sideways
        ? { left: at.x(0), right: at.x(lengths[i]), top: at.y(from), bottom: at.y(from + width) }
        : { left: at.x(from), right: at.x(from + width), top: at.y(lengths[i]), bottom: at.y(0) };
      const hint = trace.hovertext === undefined ? "" : `<title>${escapeXml(plainText(trace.hovertext[i]))}</title>`;
      const shape = (fill: string): string =>
        rectangle(corners, `fill="${fill}" fill-opacity="${opacity}" stroke="${color}" stroke-width="0.75"`, hint);
      return shape(color) + (pattern === undefined ? "" : rectangle(corners, `fill="url(#${HATCH})"`, ""));
    })
    .join("");
}

interface Corners {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function rectangle({ left, right, top, bottom }: Corners, style: string, inside: string): string {
  const frame = `x="${short(Math.min(left, right))}" y="${short(Math.min(top, bottom))}" width="${short(Math.abs(right - left))}" height="${short(Math.abs(bottom - top))}"`;
  return inside === "" ? `<rect ${frame} ${style}/>` : `<rect ${frame} ${style}>${inside}</rect>`;
}

const DASHES = { solid: "", dash: "8 4", dot: "2 3", dashdot: "8 3 2 3" } as const;

function linesOf(trace: ScatterTrace, at: Placed): string {
  if (trace.mode === "markers") return "";
  const { color = palette.training, dash = "solid", width = 2 } = trace.line ?? {};
  let path = "";
  let isDown = false;
  trace.x.forEach((x, i) => {
    const y = trace.y[i];
    const isThere = Number.isFinite(x) && Number.isFinite(y);
    if (isThere) path += `${isDown ? "L" : "M"}${short(at.x(x))} ${short(at.y(y))}`;
    isDown = isThere;
  });
  const dashes = DASHES[dash] === "" ? "" : ` stroke-dasharray="${DASHES[dash]}"`;
  return `<path d="${path}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linejoin="round"${dashes}/>`;
}

function pointsOf(trace: ScatterTrace, at: Placed): string {
  if (trace.mode === "lines") return "";
  const { color = palette.training, size = 6, symbol = "circle", opacity = 1 } = trace.marker ?? {};
  const points = trace.x.map((x, i) => {
    const left = at.x(x);
    const top = at.y(trace.y[i]);
    if (!Number.isFinite(left) || !Number.isFinite(top)) return "";
    return pointOf(symbol, left, top, size / 2);
  });
  return `<g fill="${color}" fill-opacity="${opacity}">${points.join("")}</g>`;
}

/** A point in one of three shapes; also drawn in the legend. */
export function pointOf(symbol: "circle" | "square" | "diamond", x: number, y: number, radius: number): string {
  if (symbol === "circle") return `<circle cx="${short(x)}" cy="${short(y)}" r="${short(radius)}"/>`;
  if (symbol === "square")
    return `<rect x="${short(x - radius)}" y="${short(y - radius)}" width="${short(2 * radius)}" height="${short(2 * radius)}"/>`;
  const reach = 1.3 * radius;
  return `<path d="M${short(x)} ${short(y - reach)}L${short(x + reach)} ${short(y)}L${short(x)} ${short(y + reach)}L${short(x - reach)} ${short(y)}Z"/>`;
}

const CELL_TEXT_SIZE = 12.5;

function cellsOf(trace: HeatmapTrace, at: Placed): string {
  const reach = trace.zmax - trace.zmin || 1;
  const cells: string[] = [];
  trace.y.forEach((y, row) =>
    trace.x.forEach((x, k) => {
      const z = trace.z[row][k];
      const corners = { left: at.x(x - 0.5), right: at.x(x + 0.5), top: at.y(y - 0.5), bottom: at.y(y + 0.5) };
      const fill = z === null ? `url(#${HATCH})` : colourAt(trace.colorscale, (z - trace.zmin) / reach);
      cells.push(rectangle(corners, `fill="${fill}"`, `<title>${escapeXml(plainText(trace.hovertext[row][k]))}</title>`));
      if (z !== null) cells.push(cellText(trace, z, corners, fill));
    }),
  );
  return cells.join("");
}

/** The number of a cell, in per cent, where there is room for it. */
function cellText(trace: HeatmapTrace, z: number, { left, right, top, bottom }: Corners, fill: string): string {
  const text = (100 * z).toFixed(trace.zmax - trace.zmin > 0.2 ? 0 : 1);
  if (Math.abs(right - left) < textWidth(text, CELL_TEXT_SIZE) + 2 || Math.abs(bottom - top) < CELL_TEXT_SIZE + 2) return "";
  const middle = `x="${short((left + right) / 2)}" y="${short((top + bottom) / 2 + 0.36 * CELL_TEXT_SIZE)}"`;
  return `<text ${middle} font-size="${CELL_TEXT_SIZE}" text-anchor="middle" fill="${inkOn(fill)}">${text}</text>`;
}

/** A length on the paper, to a tenth of a pixel. */
export function short(length: number): string {
  return String(Math.round(10 * length) / 10);
}
