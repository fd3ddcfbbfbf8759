/** A table as a notebook shows it: its first rows, missing cells marked. */

import { type Column, type Table, textOf } from "../index";
import type { Bundle } from "./display";
import { escapeHtml } from "./html-text";

const MOST_COLUMNS = 24;
const LONGEST_CELL = 40;
const MISSING_HTML = '<span style="opacity:.45;font-style:italic">missing</span>';
const CELL_STYLE = "text-align:left;padding:.1em .6em;white-space:nowrap";

/** The first rows in HTML and plain text, with the size of the whole. */
export function tableBundle(table: Table, rows: number): Bundle {
  const shown = Math.min(rows, table.rowCount);
  const columns = table.columns.slice(0, MOST_COLUMNS);
  const size = sizeOf(table, shown);
  return {
    "text/html": `<div style="overflow-x:auto"><table>${headHtml(columns)}${bodyHtml(columns, shown)}</table><div style="opacity:.7">${escapeHtml(size)}</div></div>`,
    "text/plain": `${plainLines(columns, shown).join("\n")}\n${size}`,
  };
}

function headHtml(columns: readonly Column[]): string {
  const cells = columns.map(
    ({ name, type }) => `<th style="${CELL_STYLE}">${escapeHtml(name)}<br><small style="opacity:.6">${type}</small></th>`,
  );
  return `<thead><tr>${cells.join("")}</tr></thead>`;
}

function bodyHtml(columns: readonly Column[], rows: number): string {
  const row = (i: number): string => columns.map((column) => `<td style="${CELL_STYLE}">${cellHtml(shownText(column, i))}</td>`).join("");
  return `<tbody>${Array.from({ length: rows }, (_, i) => `<tr>${row(i)}</tr>`).join("")}</tbody>`;
}

function cellHtml(text: string | null): string {
  return text === null ? MISSING_HTML : escapeHtml(shorten(text));
}

function plainLines(columns: readonly Column[], rows: number): string[] {
  const grid = [
    columns.map((column) => column.name),
    ...Array.from({ length: rows }, (_, i) => columns.map((column) => shorten(shownText(column, i) ?? "(missing)"))),
  ];
  const widths = columns.map((_, j) => Math.max(...grid.map((line) => line[j].length)));
  return grid.map((line) =>
    line
      .map((cell, j) => cell.padEnd(widths[j]))
      .join("  ")
      .trimEnd(),
  );
}

/** The cell as it is written to a file, but numbers with a long tail rounded to six digits. */
function shownText(column: Column, i: number): string | null {
  const text = textOf(column, i);
  if (column.type !== "number" || text === null || Number.isInteger(column.values[i])) return text;
  return text.length > 8 ? String(Number(column.values[i].toPrecision(6))) : text;
}

function sizeOf(table: Table, shown: number): string {
  const all = `${table.rowCount.toLocaleString("en-GB")} rows, ${table.columns.length} columns`;
  const hidden = table.columns.length > MOST_COLUMNS ? `, the first ${MOST_COLUMNS} columns` : "";
  return shown < table.rowCount || hidden !== "" ? `${all}; the first ${shown} rows${hidden}` : all;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL - 1)}…` : line;
}
