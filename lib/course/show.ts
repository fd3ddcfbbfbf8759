/** `show(...)`: a figure, a table or scores, in the richest form that the reader's front end knows. */

import { inspect } from "node:util";
import { Table } from "../index";
import type { Figure } from "../plots/figure";
import { svgOf } from "../plots/svg-of";
import { display, type Bundle } from "./display";
import { scoresBundle, type ShownScores } from "./scores-view";
import { tableBundle } from "./table-view";

export const PLOTLY_MIME_TYPE = "application/vnd.plotly.v1+json";

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
  if (isFigure(thing)) return figureBundle(thing);
  if (isPlotly(thing))
    return {
      [PLOTLY_MIME_TYPE]: { data: thing.data, layout: thing.layout },
      "text/plain": "a figure, drawn by front ends that know Plotly",
    };
  return { "text/plain": typeof thing === "string" ? thing : inspect(thing, { depth: 4 }) };
}

function figureBundle(figure: Figure): Bundle {
  return { [PLOTLY_MIME_TYPE]: { data: figure.data, layout: figure.layout }, "image/svg+xml": svgOf(figure), "text/plain": figure.altText };
}

/** One of our own figures: they carry a sentence for those who can't see them. */
function isFigure(thing: unknown): thing is Figure {
  return isPlotly(thing) && typeof Reflect.get(thing, "altText") === "string";
}

/** Any specification for Plotly, for a learner who writes one. */
function isPlotly(thing: unknown): thing is { data: unknown; layout: unknown } {
  return (
    typeof thing === "object" &&
    thing !== null &&
    Array.isArray(Reflect.get(thing, "data")) &&
    typeof Reflect.get(thing, "layout") === "object"
  );
}

function isScores(thing: unknown): thing is ShownScores {
  return typeof thing === "object" && thing !== null && Reflect.get(thing, "format") === "synthetic-tables scores";
}
