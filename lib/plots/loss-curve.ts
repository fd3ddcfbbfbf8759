/** How training went, epoch by epoch. */

import { formatNumber } from "../base/format";
import type { Figure } from "./figure";
import { layoutOf } from "./layout";
import { palette } from "./palette";

/** What the curve needs to know of an epoch; the history of every trained model has it. */
export interface EpochLosses {
  readonly epoch: number;
  readonly trainingLoss: number;
  readonly validationLoss: number;
  /** Whether its weights were the best of their phase so far; the model has those of the last such epoch. */
  readonly best?: boolean;
  readonly phase?: "learn" | "settle";
}

/**
 * Training and validation loss by epoch, in nats a row, lower is better. Training that falls while validation rises is
 * overfitting: the model learns rows by heart. The diamond marks the epoch whose weights are kept: the lowest validation
 * loss, of the settling epochs without dropout when there are any.
 *
 * Throws a RangeError when the history is empty.
 *
 * @example
 * const figure = plots.lossCurve([
 *   { epoch: 1, trainingLoss: 9, validationLoss: 9.5 },
 *   { epoch: 2, trainingLoss: 8, validationLoss: 8.7 },
 * ]);
 * assert.ok(figure.altText.includes("epoch 2"));
 */
export function lossCurve(history: readonly EpochLosses[]): Figure {
  if (history.length === 0) throw new RangeError("Cannot plot the loss: the history has no epoch. Train for at least one");
  const epochs = history.map(({ epoch }) => epoch);
  const lowest = history.reduce((low, epoch) => (epoch.validationLoss < low.validationLoss ? epoch : low));
  const kept = history.findLast(({ best }) => best === true) ?? lowest;
  const settling = history.find(({ phase }) => phase === "settle");
  const curve = (name: string, y: readonly number[], color: string, dash: "solid" | "dash") =>
    ({
      type: "scatter",
      name,
      mode: history.length > 1 ? "lines" : "markers",
      x: epochs,
      y,
      line: { color, dash, width: 2.5 },
      marker: { color, size: 7 },
    }) as const;
  const found = `kept is epoch ${kept.epoch}, ${formatNumber(kept.validationLoss)} nats a row`;
  const settled = settling === undefined ? "" : ` From epoch ${settling.epoch} on, training settles without dropout.`;
  return {
    data: [
      curve(
        "training",
        history.map(({ trainingLoss }) => trainingLoss),
        palette.training,
        "solid",
      ),
      curve(
        "validation",
        history.map(({ validationLoss }) => validationLoss),
        palette.warning,
        "dash",
      ),
      {
        type: "scatter",
        name: "kept",
        mode: "markers",
        x: [kept.epoch],
        y: [kept.validationLoss],
        marker: { color: palette.ink, size: 10, symbol: "diamond" },
      },
    ],
    layout: layoutOf(`Loss by epoch: ${found}`, { title: { text: "epoch" } }, { title: { text: "nats a row" } }),
    altText: `Lines of training and validation loss over ${history.length} epochs: ${found} of validation loss.${settled}`,
  };
}
