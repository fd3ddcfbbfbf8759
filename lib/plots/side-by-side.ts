/** Two or more bars for each of a list of names, lying on their side: what several figures of an assessment share. */

import { formatNumber } from "../base/format";
import type { BarTrace, Figure } from "./figure";
import { layoutOf, plotlyText, wordAxis } from "./layout";

export interface BarSeries {
  readonly name: string;
  /** One for each label; undefined where there is none. */
  readonly values: readonly (number | undefined)[];
  readonly colour: string;
  readonly hatched?: boolean;
}

export interface SideBySide {
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
  readonly title: string;
  readonly unit: string;
  readonly sentence: string;
}

const HEIGHT_OF_A_BAR = 14;

/** The bars from the top down, in the order of the labels; a value that is missing has no bar. */
export function sideBySide({ labels, series, title, unit, sentence }: SideBySide): Figure {
  const traceOf = ({ name, values, colour, hatched = false }: BarSeries): BarTrace => {
    const present = values.flatMap((value, i) => (value === undefined ? [] : [{ value, i }]));
    return {
      type: "bar",
      name,
      orientation: "h",
      x: present.map(({ value }) => value),
      y: present.map(({ i }) => i),
      hovertext: present.map(({ value, i }) => plotlyText(`${labels[i]}, ${name}: ${formatNumber(value)}`)),
      hoverinfo: "text",
      marker: { color: colour, ...(hatched ? { pattern: { shape: "/" as const } } : {}) },
    };
  };
  return {
    data: series.map(traceOf),
    layout: layoutOf(
      title,
      { title: { text: plotlyText(unit) }, rangemode: "tozero" },
      { ...wordAxis(labels), range: [labels.length - 0.5, -0.5] },
      { barmode: "group", height: Math.max(320, 140 + labels.length * (8 + series.length * HEIGHT_OF_A_BAR)) },
    ),
    altText: sentence,
  };
}
