/** Axes around a box: rules at the marks, their texts, and the titles. */

import { palette } from "../palette";
import { type Box, type Placed, short } from "./marks";
import type { Panel, Scale } from "./panel";
import { escapeXml, fitted, textWidth } from "./text";

export const TEXT_SIZE = 15;
const GAP = 6;
const MOST_LEFT = 150;
const MOST_BELOW = 110;
const TURN_DEGREES = -40;

/** The room that the axes need around the box. */
export interface Margins {
  readonly left: number;
  readonly bottom: number;
  /** Whether the texts below the x axis are turned to fit. */
  readonly turned: boolean;
}

/** The margins of a panel on paper that is `width` wide. */
export function marginsOf(panel: Panel, width: number): Margins {
  const widest = Math.max(0, ...panel.y.ticks.map(({ text }) => textWidth(text, TEXT_SIZE)));
  const left = Math.min(MOST_LEFT, widest) + 2 * GAP + (panel.y.title === "" ? 0 : TEXT_SIZE + GAP);
  const inside = width - left - 2 * GAP;
  const turned = totalWidth(panel.x) > inside || widestShare(panel.x) * inside < widestText(panel.x);
  const below = turned ? Math.min(MOST_BELOW, 0.66 * widestText(panel.x)) + TEXT_SIZE : TEXT_SIZE + GAP;
  return { left, bottom: below + GAP + (panel.x.title === "" ? 0 : TEXT_SIZE + GAP), turned };
}

/** Everything around the box of a panel. */
export function axesOf(panel: Panel, box: Box, at: Placed, { left, bottom, turned }: Margins): string {
  const right = box.left + box.width;
  const floor = box.top + box.height;
  const rules = [
    ...(panel.y.words ? [] : panel.y.ticks.map((tick) => rule(box.left, at.y(tick.at), right, at.y(tick.at)))),
    ...(panel.x.words ? [] : panel.x.ticks.map((tick) => rule(at.x(tick.at), box.top, at.x(tick.at), floor))),
  ];
  const room = left - 2 * GAP - (panel.y.title === "" ? 0 : TEXT_SIZE + GAP);
  const beside = sparse(panel.y, box.height, 1.15 * TEXT_SIZE).map(({ at: value, text }) =>
    label(fitted(text, TEXT_SIZE, room + 1), box.left - GAP, at.y(value) + 0.35 * TEXT_SIZE, "end"),
  );
  const titles = [
    panel.x.title === ""
      ? ""
      : label(fitted(panel.x.title, TEXT_SIZE, box.width + left), box.left + box.width / 2, floor + bottom - GAP, "middle"),
    panel.y.title === ""
      ? ""
      : turnedLabel(fitted(panel.y.title, TEXT_SIZE, box.height), box.left - left + TEXT_SIZE, box.top + box.height / 2, -90, "middle"),
  ];
  return [...rules, ...beside, ...below(panel.x, box, at, turned), ...titles].join("");
}

function below(scale: Scale, box: Box, at: Placed, turned: boolean): string[] {
  const floor = box.top + box.height;
  const ticks = turned ? sparse(scale, box.width, 1.15 * TEXT_SIZE) : scale.ticks;
  return ticks.map(({ at: value, text }) => {
    if (turned) return turnedLabel(fitted(text, TEXT_SIZE, MOST_BELOW / 0.7), at.x(value) + 4, floor + TEXT_SIZE, TURN_DEGREES, "end");
    const half = textWidth(text, TEXT_SIZE) / 2;
    // the outermost texts stay on the paper
    return label(text, Math.min(at.x(value), box.left + box.width + 1.5 * GAP - half), floor + TEXT_SIZE + GAP / 2, "middle");
  });
}

/** Every n-th mark, so that texts do not overlap. */
function sparse({ ticks, words }: Scale, length: number, each: number): readonly { readonly at: number; readonly text: string }[] {
  if (!words) return ticks;
  const every = Math.max(1, Math.ceil((ticks.length * each) / length));
  return ticks.filter((_, i) => i % every === 0);
}

function totalWidth({ ticks }: Scale): number {
  return ticks.reduce((sum, { text }) => sum + textWidth(text, TEXT_SIZE) + GAP, 0);
}

function widestText({ ticks }: Scale): number {
  return Math.max(0, ...ticks.map(({ text }) => textWidth(text, TEXT_SIZE)));
}

/** The share of the axis that each text may take. */
function widestShare({ ticks, words }: Scale): number {
  return words ? 1 / Math.max(1, ticks.length) : 1;
}

function rule(fromX: number, fromY: number, toX: number, toY: number): string {
  return `<line x1="${short(fromX)}" y1="${short(fromY)}" x2="${short(toX)}" y2="${short(toY)}" stroke="${palette.rule}"/>`;
}

/** A text on the paper. */
export function label(text: string, x: number, y: number, anchor: "start" | "middle" | "end"): string {
  return `<text x="${short(x)}" y="${short(y)}" text-anchor="${anchor}">${escapeXml(text)}</text>`;
}

function turnedLabel(text: string, x: number, y: number, degrees: number, anchor: "middle" | "end"): string {
  return `<text transform="translate(${short(x)} ${short(y)}) rotate(${degrees})" text-anchor="${anchor}">${escapeXml(text)}</text>`;
}
