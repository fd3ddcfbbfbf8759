/**
 * The colours of every picture, chosen once. Training is dark, synthetic is light, so that they differ in grey as well;
 * hues are those of Okabe and Ito, "Color universal design" (2008), which people with colour blindness tell apart.
 */

export const palette = {
  training: "#0072b2",
  synthetic: "#e69f00",
  holdout: "#6b6b6b",
  accent: "#009e73",
  warning: "#d55e00",
  ink: "#1f2328",
  quiet: "#59636e",
  rule: "#d0d7de",
  paper: "#ffffff",
} as const;

/** For parts without a meaning of their own, in this order. */
export const series: readonly string[] = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#6b6b6b", "#b8a300"];

/** A scale of colours: positions from 0 to 1, ascending. */
export type ColourScale = readonly (readonly [number, string])[];

/** Light to dark as a share grows; even steps of lightness, so that it survives a black-and-white printer. */
export const shareScale: ColourScale = [
  [0, "#f7fbff"],
  [0.25, "#c6dbef"],
  [0.5, "#6baed6"],
  [0.75, "#2171b5"],
  [1, "#08306b"],
];

/** Dark is bad, light is good: for accuracies, whose low values must catch the eye. */
export const accuracyScale: ColourScale = shareScale.map(([at], i) => [at, shareScale[shareScale.length - 1 - i][1]] as const);

/** Too few in blue, as many as there should be in white, too many in orange. */
export const differenceScale: ColourScale = [
  [0, "#08519c"],
  [0.25, "#6baed6"],
  [0.5, "#ffffff"],
  [0.75, "#fdae6b"],
  [1, "#a63603"],
];

/** The colour at a position from 0 to 1, mixed from its neighbours on the scale. */
export function colourAt(scale: ColourScale, position: number): string {
  const inside = Math.min(Math.max(position, 0), 1);
  const above = Math.max(
    1,
    scale.findIndex(([at]) => at >= inside),
  );
  const [from, low] = scale[above - 1];
  const [to, high] = scale[above];
  return mix(low, high, (inside - from) / (to - from));
}

/** Black or white, whichever is easier to read on the colour. */
export function inkOn(colour: string): string {
  const [red, green, blue] = channels(colour);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? palette.ink : palette.paper;
}

function mix(from: string, to: string, share: number): string {
  const low = channels(from);
  const high = channels(to);
  const mixed = low.map((channel, i) => Math.round(channel + share * (high[i] - channel)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
}
