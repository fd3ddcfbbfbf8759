/** Two columns of numbers, one point a row. */

import { checkInteger, checkOptions } from "../base/check";
import { count } from "../base/errors";
import { Rng } from "../base/random";
import { classesOf } from "../predictors/labels";
import type { Column } from "../table/column";
import { textOf } from "../table/column";
import type { Table } from "../table/table";
import type { Figure, ScatterTrace } from "./figure";
import { layoutOf, plotlyText, spoken } from "./layout";
import { series } from "./palette";

export interface ScatterOptions {
  /** A column whose values colour the points; the most frequent seven, the rest together. */
  readonly colour?: string;
  /** At most so many points; others are left out at random. */
  readonly most?: number;
  readonly seed?: number | string;
}

const SYMBOLS = ["circle", "diamond", "square"] as const;

/**
 * A point for each row at the values of two columns. Rows in which either is missing have no place; the title counts them.
 * It shows real rows when the table holds real rows: keep such pictures where the table may be.
 *
 * @example
 * const figure = plots.scatter(Table.of({ age: [20, 40], pay: [1, null] }), "age", "pay");
 * assert.equal(figure.data[0].x.length, 1);
 */
export function scatter(table: Table, x: string, y: string, options: ScatterOptions = {}): Figure {
  const action = "Cannot plot the points";
  checkOptions(action, options, ["colour", "most", "seed"]);
  const { colour, most = 2000, seed = 1 } = options;
  checkInteger(action, "most", most, 1);
  const [horizontal, vertical] = [x, y].map((name) => numbersOf(action, table.column(name)));
  const placed = Array.from({ length: table.rowCount }, (_, i) => i).filter(
    (i) => Number.isFinite(horizontal.values[i]) && Number.isFinite(vertical.values[i]),
  );
  const rows =
    placed.length <= most ? placed : Array.from(new Rng(seed).fork("scatter").permutation(placed.length).slice(0, most), (i) => placed[i]);
  const groups = colour === undefined ? [{ name: "rows", rows }] : groupsOf(table.column(colour), rows);
  const data = groups.map((group, i): ScatterTrace => ({
    type: "scatter",
    name: plotlyText(group.name),
    mode: "markers",
    x: group.rows.map((row) => horizontal.values[row]),
    y: group.rows.map((row) => vertical.values[row]),
    marker: {
      color: series[i % series.length],
      symbol: SYMBOLS[i % SYMBOLS.length],
      size: rows.length > 500 ? 5 : 7,
      opacity: rows.length > 500 ? 0.5 : 0.8,
    },
  }));
  const left = placed.length < table.rowCount ? `, ${count(table.rowCount - placed.length, "row")} with a gap left out` : "";
  const title = `${spoken(y)} by ${spoken(x)}: ${count(rows.length, "row")}${rows.length < placed.length ? ` of ${placed.length.toLocaleString("en-GB")}` : ""}${left}`;
  const axis = (column: typeof horizontal) => ({
    title: { text: plotlyText(column.name) },
    type: column.type === "datetime" ? ("date" as const) : ("linear" as const),
  });
  return {
    data,
    layout: layoutOf(title, axis(horizontal), axis(vertical), { showlegend: groups.length > 1 }),
    altText: `Points of ${title}${colour === undefined ? "" : `, coloured by ${spoken(colour)}`}.`,
  };
}

function numbersOf(action: string, column: Column) {
  if (column.type === "number" || column.type === "datetime") return column;
  throw new TypeError(
    `${action}: "${column.name}" is of type ${column.type}, points need numbers or dates. Colour by it instead: { colour: "${column.name}" }`,
  );
}

function groupsOf(column: Column, rows: readonly number[]): { name: string; rows: number[] }[] {
  const members = new Map<string, number[]>();
  for (const row of rows) {
    const word = textOf(column, row) ?? "(missing)";
    const known = members.get(word);
    if (known === undefined) members.set(word, [row]);
    else known.push(row);
  }
  const order = classesOf(column, Int32Array.from(rows));
  const place = (name: string): number => order.indexOf(name);
  const bySize = [...members]
    .map(([name, own]) => ({ name, rows: own }))
    .sort((a, b) => b.rows.length - a.rows.length || place(a.name) - place(b.name));
  const shown = bySize.length <= series.length ? bySize : bySize.slice(0, series.length - 1);
  const rest = bySize.slice(shown.length).flatMap((group) => group.rows);
  return rest.length === 0 ? shown : [...shown, { name: "(other)", rows: rest }];
}
