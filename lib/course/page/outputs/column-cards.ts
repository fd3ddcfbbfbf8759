/** What the columns of a table hold: a card each. */

import { element } from "../dom.js";
import type { ColumnFacts, TableColumns } from "../../table-query.js";

export function columnCards({ columns, rowCount }: TableColumns): HTMLElement[] {
  return columns.map((column) => card(column, rowCount));
}

function card({ name, type, missing, distinct, min, median, max, bars }: ColumnFacts, rowCount: number): HTMLElement {
  const isOrdered = min !== null && max !== null && (type === "number" || type === "datetime");
  const facts = [
    isOrdered || bars.length > 0 || distinct === 0 ? `${distinct.toLocaleString("en-GB")} different` : "each one different",
    missing === 0 ? "none missing" : `${share(missing, rowCount)} missing`,
  ].join(", ");
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return element(
    "section",
    { class: "column-card", "aria-label": `Column ${name}` },
    element("header", {}, element("strong", {}, name === "" ? "(no name)" : name), element("small", {}, type)),
    element("p", { class: "quiet" }, facts),
    isOrdered ? histogram(bars, most) : frequencies(bars, most, rowCount),
    ...(isOrdered ? [element("p", { class: "column-range" }, ...range(min, median, max))] : []),
  );
}

function histogram(bars: ColumnFacts["bars"], most: number): HTMLElement {
  const drawn = bars.map(({ count }) => element("i", { style: `height: ${Math.round((100 * count) / most)}%` }));
  return element(
    "div",
    { class: "column-histogram", role: "img", "aria-label": `Counts of equal intervals: ${bars.map(({ count }) => count).join(", ")}` },
    ...drawn,
  );
}

function frequencies(bars: ColumnFacts["bars"], most: number, rowCount: number): HTMLElement {
  const lines = bars.map(({ label, count }) =>
    element(
      "li",
      {},
      element("span", { class: "value", title: label }, label === "" ? "(empty text)" : label),
      element("span", { class: "quiet" }, share(count, rowCount)),
      element("i", { style: `width: ${Math.round((100 * count) / most)}%` }),
    ),
  );
  return element("ul", { class: "column-frequencies" }, ...lines);
}

function range(min: string, median: string | null, max: string): HTMLElement[] {
  const fact = (name: string, value: string): HTMLElement => element("span", {}, element("small", {}, name), value);
  return [fact("least", min), ...(median === null ? [] : [fact("median", median)]), fact("most", max)];
}

function share(count: number, of: number): string {
  const percent = of === 0 ? 0 : (100 * count) / of;
  return percent > 0 && percent < 0.1 ? "under 0.1 %" : `${percent.toFixed(1)} %`;
}
