/** The tables that cells have shown, for the page to look through: the engine's process holds the latest of them. */

import { randomUUID } from "node:crypto";
import type { TableAnswer, TableQuery } from "../table-query";
import { PARENT_VARIABLE } from "./engine-messages";

/** How a table is looked into; without a query, its columns are described. */
export type LookInto = (query: TableQuery | undefined) => TableAnswer;

interface KeptTable {
  readonly look: LookInto;
  readonly cells: number;
}

/** The latest table is always kept; with those before it, so many cells: about 100 megabytes. */
const MOST_CELLS = 12_000_000;

/** One process may hold two copies of this file (after a reload): both must find the same tables. */
const SHOWN = Symbol.for("synthetic-tables.shown-tables");

/** Remembers a table of so many cells; returns the name by which it is asked for, undefined where nobody would ask. */
export function rememberTable(look: LookInto, cells: number): string | undefined {
  if (process.env[PARENT_VARIABLE] === undefined) return undefined;
  const tables = shownTables();
  const id = randomUUID();
  tables.set(id, { look, cells });
  let total = [...tables.values()].reduce((sum, each) => sum + each.cells, 0);
  for (const [each, { cells: freed }] of tables) {
    if (total <= MOST_CELLS || each === id) break;
    tables.delete(each);
    total -= freed;
  }
  return id;
}

export function lookIntoTable(id: string, query: TableQuery | undefined): TableAnswer {
  return shownTables().get(id)?.look(query) ?? { kind: "gone" };
}

function shownTables(): Map<string, KeptTable> {
  const kept: Map<string, KeptTable> | undefined = Reflect.get(globalThis, SHOWN);
  if (kept !== undefined) return kept;
  const fresh = new Map<string, KeptTable>();
  Reflect.set(globalThis, SHOWN, fresh);
  return fresh;
}
