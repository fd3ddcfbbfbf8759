/** The loss of a training, epoch by epoch, as a small SVG. */

export interface LossPoint {
  readonly epoch: number;
  readonly trainingLoss: number;
  readonly validationLoss?: number;
}

const WIDTH = 480;
const HEIGHT = 110;
const MARGIN = 6;
const TRAINING_COLOUR = "#4682b4";
const VALIDATION_COLOUR = "#b8860b";

/** The two curves; "" until there are two epochs to join. */
export function lossCurve(history: readonly LossPoint[]): string {
  const losses = history.flatMap((point) => [point.trainingLoss, point.validationLoss ?? NaN]).filter(Number.isFinite);
  if (history.length < 2 || losses.length === 0) return "";
  const least = losses.reduce((a, b) => Math.min(a, b));
  const range = losses.reduce((a, b) => Math.max(a, b)) - least || 1;
  const x = (i: number): number => MARGIN + (i / (history.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (value: number): number => HEIGHT - MARGIN - ((value - least) / range) * (HEIGHT - 2 * MARGIN);
  const curve = (colour: string, valueOf: (point: LossPoint) => number): string => {
    const points = history.flatMap((point, i) => (Number.isFinite(valueOf(point)) ? [`${x(i).toFixed(1)},${y(valueOf(point)).toFixed(1)}`] : []));
    return `<polyline fill="none" stroke="${colour}" stroke-width="1.5" points="${points.join(" ")}"/>`;
  };
  const svg = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="loss by epoch">`;
  const curves = curve(TRAINING_COLOUR, (point) => point.trainingLoss) + curve(VALIDATION_COLOUR, (point) => point.validationLoss ?? NaN);
  return `<div>${svg}${curves}</svg></div><small><span style="color:${TRAINING_COLOUR}">training</span> · <span style="color:${VALIDATION_COLOUR}">validation</span> loss by epoch</small>`;
}
