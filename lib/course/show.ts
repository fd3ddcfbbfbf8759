/** `show(...)`: a figure, a table or scores, in the richest form that the reader's front end knows. */

import { inspect } from "node:util";
import { Table } from "../index";
import { display, type Bundle } from "./display";
import { scoresBundle, type ShownScores } from "./scores-view";
import { tableBundle } from "./table-view";

/** A figure as Plotly takes it. */
export interface ShownFigure {
  readonly data: readonly object[];
  readonly layout: object;
}

/**
 * Shows a figure (as Plotly, with an SVG beside it for front ends that do not know Plotly), a table (its first rows, missing
 * cells marked), the scores of an assessment (each beside its yardstick), or any other value as text.
 *
 * In a notebook: `show(table);` `show(table, { rows: 3 });` `show(scores);`
 */
export function show(thing: unknown, { rows = 10 }: { readonly rows?: number } = {}): void {
  display(bundleOf(thing, rows));
}

function bundleOf(thing: unknown, rows: number): Bundle {
  if (thing instanceof Table) return tableBundle(thing, rows);
  if (isScores(thing)) return scoresBundle(thing);
  return { "text/plain": typeof thing === "string" ? thing : inspect(thing, { depth: 4 }) };
}

function isScores(thing: unknown): thing is ShownScores {
  return typeof thing === "object" && thing !== null && Reflect.get(thing, "format") === "synthetic-tables scores";
}
