/** Training as it happens: one output that is updated in place. */

import { formatNumber, formatSeconds } from "../base/format";
import { lossCurve, type EpochLosses } from "../plots/loss-curve";
import { svgOf } from "../plots/svg-of";
import { inNotebook, liveDisplay, type Bundle } from "./display";
import { escapeHtml } from "./html-text";

/** The part of a training report that is shown. */
export interface ShownReport {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly trainingLoss: number;
  /** Of the last finished epoch; undefined during the first. */
  readonly validationLoss: number | undefined;
  readonly seconds: number;
  readonly rowsPerSecond: number;
  readonly secondsLeft: number;
  readonly history: readonly EpochLosses[];
  /** Why training ended, in the last report. */
  readonly stopReason: string | undefined;
}

/**
 * A listener for `onProgress` that draws the training below the cell: a bar, the losses, rows a second, the time left and
 * the loss curve, at most ten times a second.
 *
 * In a notebook: `await TabularARGN.train(training, { seed: 1, onProgress: trackTraining("people"), signal: stopSignal() });`
 */
export function trackTraining(title: string): (report: ShownReport) => void {
  if (!inNotebook()) return (report) => report.stopReason !== undefined && console.log(lineOf(title, report));
  const update = liveDisplay();
  return atMostEvery(
    100,
    (report: ShownReport) => update(trainingBundle(title, report)),
    ({ stopReason }) => stopReason !== undefined,
  );
}

/** Calls the listener at most once in so many milliseconds; a report that was held back comes when its time has come. */
function atMostEvery<Report>(
  milliseconds: number,
  listener: (report: Report) => void,
  isLast: (report: Report) => boolean,
): (report: Report) => void {
  let last = -Infinity;
  let waiting: NodeJS.Timeout | undefined;
  return (report) => {
    clearTimeout(waiting);
    const call = (): void => {
      last = performance.now();
      listener(report);
    };
    const left = last + milliseconds - performance.now();
    if (left <= 0 || isLast(report)) call();
    else waiting = setTimeout(call, left).unref();
  };
}

/** One picture of the training. */
export function trainingBundle(title: string, report: ShownReport): Bundle {
  const line = lineOf(title, report);
  const curve = report.history.length < 2 ? "" : svgOf(lossCurve(report.history), { width: 480, height: 160 });
  const html = `<div style="font-variant-numeric:tabular-nums">${escapeHtml(line)}${barHtml(shareDone(report))}${curve}</div>`;
  return { "text/html": html, "text/plain": line };
}

function barHtml(share: number): string {
  const shape = "border-radius:4px;height:8px";
  const filled = `<div style="background:#4682b4;${shape};width:${(100 * share).toFixed(1)}%"></div>`;
  return `<div style="background:#8883;${shape};max-width:480px;margin:.3em 0">${filled}</div>`;
}

function lineOf(title: string, report: ShownReport): string {
  const { epoch, epochs, trainingLoss, validationLoss, rowsPerSecond, seconds, secondsLeft, stopReason } = report;
  const losses = `loss ${loss(trainingLoss)} training, ${loss(validationLoss)} validation`;
  const speed = `${formatNumber(rowsPerSecond, 0)} rows/s`;
  if (stopReason !== undefined)
    return `${title}: ended after epoch ${epoch}, ${stopReason} · ${losses} · ${speed} · ${formatSeconds(seconds)}`;
  const left = Number.isFinite(secondsLeft) ? ` · at most ${formatSeconds(secondsLeft)} left` : "";
  return `${title}: epoch ${epoch} of at most ${epochs} · ${losses} · ${speed}${left}`;
}

function loss(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? "…" : value.toFixed(3);
}

/** The bar runs through all epochs that are allowed, so that training which ends early jumps to its end. */
function shareDone({ epoch, epochs, step, steps, stopReason }: ShownReport): number {
  if (stopReason !== undefined) return 1;
  const within = steps > 0 ? step / steps : 0;
  return Math.min(1, Math.max(0, (Math.max(0, epoch - 1) + within) / Math.max(1, epochs)));
}
