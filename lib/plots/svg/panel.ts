/** One pair of axes of a figure with its traces: what lies where. */

import type { Axis, Figure, Trace } from "../figure";
import { dateTicks, numberTicks, type Tick } from "./nice-ticks";
import { plainText } from "../layout";

/** A pair of axes and what is drawn on it. */
export interface Panel {
  readonly title: string | undefined;
  readonly traces: readonly Trace[];
  readonly x: Scale;
  readonly y: Scale;
}

/** The range of an axis, in the unit of the data, and its marks. */
export interface Scale {
  readonly title: string;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly Tick[];
  /** Whether its marks are words rather than numbers. */
  readonly words: boolean;
}

const KEYS = [
  { x: "x", y: "y", xaxis: "xaxis", yaxis: "yaxis" },
  { x: "x2", y: "y2", xaxis: "xaxis2", yaxis: "yaxis2" },
  { x: "x3", y: "y3", xaxis: "xaxis3", yaxis: "yaxis3" },
] as const;

/** The panels of a figure, in order; several share the text of the annotations as their titles. */
export function panelsOf({ data, layout }: Figure): Panel[] {
  const panels = KEYS.flatMap((key, i) => {
    const traces = data.filter((trace) => (trace.xaxis ?? "x") === key.x);
    const title = layout.annotations?.[i]?.text;
    return traces.length === 0 ? [] : [panelOf(traces, layout[key.xaxis] ?? {}, layout[key.yaxis] ?? {}, title)];
  });
  return panels.length > 0 ? panels : [panelOf([], layout.xaxis, layout.yaxis, undefined)];
}

function panelOf(traces: readonly Trace[], xaxis: Axis, yaxis: Axis, title: string | undefined): Panel {
  return {
    title: title === undefined ? undefined : plainText(title),
    traces,
    x: scaleOf(
      xaxis,
      traces.flatMap((trace) => extent(trace, "x")),
    ),
    y: scaleOf(
      yaxis,
      traces.flatMap((trace) => extent(trace, "y")),
    ),
  };
}

const MOST_NUMBERS = 6;

function scaleOf(axis: Axis, values: readonly number[]): Scale {
  const title = plainText(axis.title?.text ?? "");
  const [low, high] = axis.range === undefined ? rangeOf(values, axis.rangemode === "tozero") : [...axis.range].sort((a, b) => a - b);
  if (axis.tickvals === undefined) return { title, low, high, ticks: freeTicks(axis, low, high), words: false };
  const ticks = axis.tickvals.map((at, i) => ({ at, text: plainText(axis.ticktext?.[i] ?? String(at)) }));
  return { title, low, high, ticks, words: true };
}

function freeTicks(axis: Axis, low: number, high: number): Tick[] {
  if (axis.type === "date") return dateTicks(low, high, MOST_NUMBERS - 2);
  if (axis.tickformat?.endsWith("%") !== true) return numberTicks(low, high, MOST_NUMBERS);
  return numberTicks(100 * low, 100 * high, MOST_NUMBERS).map(({ at, text }) => ({ at: at / 100, text: `${text} %` }));
}

/** The range of the values, with room on both sides when it is a point. */
function rangeOf(values: readonly number[], toZero: boolean): [number, number] {
  let low = toZero ? 0 : Infinity;
  let high = toZero ? 0 : -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  if (low === high) return [toZero ? 0 : low - Math.max(1, Math.abs(low)) / 2, high + Math.max(1, Math.abs(high)) / 2];
  // bars that start at 0 leave a little air at their tips
  return toZero ? [1.03 * low, 1.03 * high] : [low, high];
}

/** The numbers that an axis must hold for a trace. */
function extent(trace: Trace, side: "x" | "y"): number[] {
  const values = trace[side];
  if (trace.type === "scatter") return [...values];
  if (trace.type === "heatmap") return edges(values, 0.5);
  const along = (trace.orientation === "h") === (side === "y");
  if (!along) return [0, ...values];
  return trace.width === undefined ? edges(values, 0.6) : values.flatMap((value, i) => edges([value], (trace.width?.[i] ?? 1) / 2));
}

function edges(values: readonly number[], half: number): number[] {
  return values.flatMap((value) => [value - half, value + half]);
}
