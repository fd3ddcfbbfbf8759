/** One column of one or two tables, drawn from its cells. */

import { checkInteger, checkOptions } from "../base/check";
import { formatShare } from "../base/format";
import { missingCount } from "../table/column";
import type { Table } from "../table/table";
import { binCells } from "./bin-cells";
import type { Axis, BarTrace, Figure } from "./figure";
import { layoutOf, plotlyText, spoken, wordAxis } from "./layout";
import { palette } from "./palette";

export interface BinOptions {
  /** About how many bins for numbers and dates, at most how many words. */
  readonly bins?: number;
}

export interface CompareOptions extends BinOptions {
  /** What the two tables are called in the picture, the first and the second. */
  readonly names?: readonly [string, string];
}

/**
 * How often each value of a column is. Missing cells count: numbers leave their share open and the title tells it, words
 * show it as a bar of its own.
 *
 * @example
 * const figure = plots.histogram(Table.of({ age: [20, 21, 21, null] }), "age");
 * assert.equal(figure.layout.title.text, '"age": 4 rows, 25.0 % missing');
 */
export function histogram(table: Table, column: string, options: BinOptions = {}): Figure {
  checkOptions("Cannot plot the histogram", options, ["bins"]);
  return drawn("Cannot plot the histogram", column, [{ name: "rows", table, color: palette.training }], options);
}

/**
 * A column of the real and the synthetic table over the same bins, as shares, so that tables of different length compare.
 * The two need not be training and synthetic: `names` says what they are. It draws the cells you give it: for a picture without rare values use `plots.univariate` on the scores.
 *
 * @example
 * const figure = plots.compare(Table.of({ job: ["nurse", "smith"] }), Table.of({ job: ["nurse", "nurse"] }), "job");
 * assert.deepEqual(figure.data.map((trace) => trace.name), ["training", "synthetic"]);
 */
export function compare(training: Table, synthetic: Table, column: string, options: CompareOptions = {}): Figure {
  const action = "Cannot compare the column";
  checkOptions(action, options, ["bins", "names"]);
  const { names = ["training", "synthetic"], ...bins } = options;
  if (names.length !== 2 || names[0] === names[1])
    throw new RangeError(`${action}: names is ${JSON.stringify(names)}, it needs two names that differ`);
  const parts = [
    { name: names[0], table: training, color: palette.training },
    { name: names[1], table: synthetic, color: palette.synthetic, hatched: true },
  ];
  return drawn(action, column, parts, bins);
}

interface Part {
  readonly name: string;
  readonly table: Table;
  readonly color: string;
  readonly hatched?: boolean;
}

function drawn(action: string, name: string, parts: readonly Part[], options: BinOptions): Figure {
  const columns = parts.map(({ table }) => table.column(name));
  const { bins = 30 } = options;
  checkInteger(action, "bins", bins, 1, 1000);
  if (columns.some(({ type }) => type !== columns[0].type)) {
    throw new TypeError(
      `${action}: "${name}" is of type ${columns.map(({ type }) => type).join(" here and ")} there. Read both tables with the same schema`,
    );
  }
  const cut = binCells(columns, columns[0].type === "string" ? Math.min(bins, 20) : bins);
  const words = cut.kind === "word";
  const labels = words ? cut.labels : cut.centres.map(String);
  const traces = parts.map((part, k): BarTrace => {
    const shares = cut.shares[k];
    const hovertext = shares.map((share, i) => plotlyText(`${words ? labels[i] : ""} ${formatShare(share)} (${part.name})`.trim()));
    const marker = { color: part.color, ...(part.hatched === true ? { pattern: { shape: "/" as const }, opacity: words ? 1 : 0.6 } : {}) };
    const base = { type: "bar", name: plotlyText(part.name), hovertext, hoverinfo: "text", marker } as const;
    if (cut.kind === "word") return { ...base, orientation: "h", x: shares, y: shares.map((_, i) => i) };
    return { ...base, x: cut.centres, y: shares, width: cut.widths };
  });
  const shares: Axis = { title: { text: "share of rows" }, tickformat: ".0%", rangemode: "tozero" };
  const values: Axis = words
    ? { ...wordAxis(labels), range: [labels.length - 0.5, -0.5] }
    : { type: cut.kind === "datetime" ? "date" : "linear", title: { text: plotlyText(name) } };
  const title = `${spoken(name)}: ${parts.map((part, i) => sizeOf(part, columns[i].length, missingCount(columns[i]))).join("; ")}`;
  return {
    data: traces,
    layout: layoutOf(title, words ? shares : values, words ? values : shares, {
      barmode: words ? "group" : "overlay",
      showlegend: parts.length > 1,
    }),
    altText: `Bars of the shares of ${spoken(name)} in ${parts.map((part) => part.name).join(" and ")}${words && labels.length > 0 ? `, the most frequent being "${labels[0]}"` : ""}. ${title}.`,
  };
}

function sizeOf({ name }: Part, rowCount: number, missing: number): string {
  const rows = name === "rows" ? "rows" : ["training", "synthetic"].includes(name) ? `${name} rows` : `rows (${name})`;
  return `${rowCount.toLocaleString("en-GB")} ${rows}${missing === 0 ? "" : `, ${formatShare(missing / rowCount)} missing`}`;
}
