/** Training as it happens: one output that is updated in place. */

import { formatNumber, formatSeconds } from "../base/format";
import { inNotebook, liveDisplay, type Bundle } from "./display";
import { escapeHtml } from "./html-text";
import { lossCurve, type LossPoint } from "./loss-curve";

/** The part of a training report that is shown. */
export interface ShownReport {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly trainingLoss: number;
  readonly validationLoss?: number;
  readonly rowsPerSecond: number;
  readonly secondsLeft?: number;
  readonly history: readonly LossPoint[];
}

/**
 * A listener for `onProgress` that draws the training below the cell: a bar, the losses, rows a second, the time left and
 * the loss curve, at most ten times a second.
 *
 * In a notebook: `await TabularARGN.train(training, { seed: 1, onProgress: trackTraining("people"), signal: stopSignal() });`
 */
export function trackTraining(title: string): (report: ShownReport) => void {
  if (!inNotebook()) return (report) => report.history.length >= report.epochs && console.log(lineOf(title, report));
  const update = liveDisplay();
  return atMostEvery(100, (report: ShownReport) => update(trainingBundle(title, report)));
}

/** Calls the listener at most once in so many milliseconds, and always with the last report in the end. */
function atMostEvery<Report>(milliseconds: number, listener: (report: Report) => void): (report: Report) => void {
  let last = -Infinity;
  let waiting: NodeJS.Timeout | undefined;
  return (report) => {
    clearTimeout(waiting);
    const call = (): void => {
      last = performance.now();
      listener(report);
    };
    const left = last + milliseconds - performance.now();
    if (left <= 0) call();
    else waiting = setTimeout(call, left).unref();
  };
}

/** One picture of the training. */
export function trainingBundle(title: string, report: ShownReport): Bundle {
  const share = shareDone(report);
  const bar = `<div style="background:#8883;border-radius:4px;height:8px;max-width:480px"><div style="background:#4682b4;border-radius:4px;height:8px;width:${(100 * share).toFixed(1)}%"></div></div>`;
  const line = lineOf(title, report);
  const html = `<div style="font-variant-numeric:tabular-nums">${escapeHtml(line)}${bar}${lossCurve(report.history)}</div>`;
  return { "text/html": html, "text/plain": line };
}

function lineOf(title: string, { epoch, epochs, trainingLoss, validationLoss, rowsPerSecond, secondsLeft }: ShownReport): string {
  const parts = [
    `${title}: epoch ${epoch} of at most ${epochs}`,
    `loss ${loss(trainingLoss)} training, ${loss(validationLoss)} validation`,
    `${formatNumber(rowsPerSecond, 0)} rows/s`,
    secondsLeft === undefined || !Number.isFinite(secondsLeft) ? "" : `at most ${formatSeconds(secondsLeft)} left`,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function loss(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? "…" : value.toFixed(3);
}

function shareDone({ epoch, epochs, step, steps }: ShownReport): number {
  const within = steps > 0 ? step / steps : 0;
  return Math.min(1, Math.max(0, (Math.max(0, epoch - 1) + within) / Math.max(1, epochs)));
}
