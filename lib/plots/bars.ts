/** Named numbers as bars. */

import { checkOptions } from "../base/check";
import { formatNumber } from "../base/format";
import type { Figure } from "./figure";
import { layoutOf, plotlyText, wordAxis } from "./layout";
import { palette } from "./palette";

export interface NamedValues {
  readonly labels: readonly string[];
  readonly values: readonly number[];
}

export interface BarOptions {
  /** What the picture tells. */
  readonly title: string;
  /** What the lengths are, with their unit. */
  readonly unit?: string;
}

/**
 * One bar for each name, in the order given: importances, risks, scores of several generators.
 *
 * Throws a RangeError when there are not as many values as labels, or when one of them is not a finite number.
 *
 * @example
 * const figure = plots.bars({ labels: ["copula", "argn"], values: [0.91, 0.97] }, { title: "Accuracy by generator" });
 * assert.ok(figure.altText.includes("argn: 0.97"));
 */
export function bars({ labels, values }: NamedValues, options: BarOptions): Figure {
  const action = "Cannot plot the bars";
  checkOptions(action, options, ["title", "unit"]);
  if (labels.length !== values.length) {
    throw new RangeError(`${action}: there are ${labels.length} labels and ${values.length} values, one value is needed for each label`);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(
      `${action}: the value of "${labels[bad]}" is ${values[bad]}, it must be a finite number. Leave it out, and say so`,
    );
  const told = labels.map((label, i) => `${label}: ${formatNumber(values[i])}`);
  return {
    data: [
      {
        type: "bar",
        name: options.unit ?? "value",
        orientation: "h",
        x: values,
        y: values.map((_, i) => i),
        hovertext: told.map(plotlyText),
        hoverinfo: "text",
        marker: { color: palette.training },
      },
    ],
    layout: layoutOf(
      options.title,
      { rangemode: "tozero", ...(options.unit === undefined ? {} : { title: { text: plotlyText(options.unit) } }) },
      { ...wordAxis(labels), range: [labels.length - 0.5, -0.5] },
      { showlegend: false },
    ),
    altText: `Bars. ${options.title}. ${told.slice(0, 12).join("; ")}${told.length > 12 ? `; and ${told.length - 12} more` : ""}.`,
  };
}
