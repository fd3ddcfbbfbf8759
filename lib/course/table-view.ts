/** A table as a notebook shows it: its first rows, missing cells marked; in the course's page it can be looked through. */

import type { Column, Table } from "../index";
import { type Bundle, inNotebook } from "./display";
import { rememberTable } from "./engine/shown-tables";
import { escapeHtml } from "./html-text";
import { shownText, tablePages, textsOf } from "./table-pages";
import type { ShownTable } from "./table-query";

export const TABLE_MIME_TYPE = "application/vnd.course.table+json";

const MOST_COLUMNS = 24;
const MOST_COLUMNS_TO_LOOK_THROUGH = 200;
const LONGEST_CELL = 40;
const MISSING_HTML = '<span style="opacity:.45;font-style:italic">missing</span>';
const CELL_STYLE = "text-align:left;padding:.1em .6em;white-space:nowrap";

/** The first rows in HTML and plain text, with the size of the whole. */
export function tableBundle(table: Table, rows: number): Bundle {
  const shown = Math.min(rows, table.rowCount);
  const columns = table.columns.slice(0, MOST_COLUMNS);
  const size = sizeOf(table, shown);
  return {
    ...viewerForm(table, shown),
    "text/html": `<div style="overflow-x:auto"><table>${headHtml(columns)}${bodyHtml(columns, shown)}</table><div style="opacity:.7">${escapeHtml(size)}</div></div>`,
    "text/plain": `${plainLines(columns, shown).join("\n")}\n${size}`,
  };
}

/** For the viewer: the same rows, and the name by which the engine finds the table, "" under Jupyter, which keeps none. */
function viewerForm(table: Table, rows: number): { readonly [TABLE_MIME_TYPE]?: ShownTable } {
  if (!inNotebook()) return {};
  const columns = table.columns.slice(0, MOST_COLUMNS_TO_LOOK_THROUGH);
  const reachable = columns.length < table.columns.length ? table.select(columns.map(({ name }) => name)) : table;
  const id = rememberTable(tablePages(reachable), table.rowCount * columns.length);
  const named = columns.map(({ name, type }) => ({ name, type }));
  return { [TABLE_MIME_TYPE]: { id: id ?? "", rowCount: table.rowCount, columns: named, rows: textsOf(columns, 0, rows) } };
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

function sizeOf(table: Table, shown: number): string {
  const all = `${table.rowCount.toLocaleString("en-GB")} rows, ${table.columns.length} columns`;
  const hidden = table.columns.length > MOST_COLUMNS ? `, the first ${MOST_COLUMNS} columns` : "";
  return shown < table.rowCount || hidden !== "" ? `${all}; the first ${shown} rows${hidden}` : all;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL - 1)}…` : line;
}
