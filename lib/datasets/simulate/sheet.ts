/** A table in the making: rows come in, typed columns come out. */

import { booleanColumn, type Column, datetimeColumn, numberColumn, stringColumn } from "../../table/column";
import { Table } from "../../table/table";
import type { ColumnPlan, TablePlan } from "./simulator";

/** A cell as a simulator writes it: points in time are milliseconds since 1970, a missing cell is null. */
export type DrawnCell = string | number | boolean | null;

/** Rows are collected column by column; `add` names every column of the plan, an absent one is missing. */
export class Sheet {
  readonly #plan: TablePlan;
  readonly #cells: DrawnCell[][];

  constructor(plan: TablePlan) {
    this.#plan = plan;
    this.#cells = plan.columns.map(() => []);
  }

  add(row: Readonly<Record<string, DrawnCell>>): void {
    const { columns } = this.#plan;
    for (let j = 0; j < columns.length; j++) this.#cells[j].push(row[columns[j].name] ?? null);
  }

  table(): Table {
    return new Table(this.#plan.columns.map((plan, j) => columnOf(plan, this.#cells[j])));
  }
}

function columnOf(plan: ColumnPlan, cells: readonly DrawnCell[]): Column {
  switch (plan.type) {
    case "number":
      return numberColumn(plan.name, numbersOf(cells));
    case "datetime":
      return datetimeColumn(plan.name, numbersOf(cells), plan.format);
    case "boolean":
      return booleanColumn(
        plan.name,
        cells.map((cell) => (typeof cell === "boolean" ? cell : null)),
      );
    case "string":
      return stringColumn(
        plan.name,
        cells.map((cell) => (typeof cell === "string" ? cell : null)),
      );
  }
}

/** A loop: a million subjects come through here, and Float64Array.from() takes several times as long. */
function numbersOf(cells: readonly DrawnCell[]): Float64Array {
  const values = new Float64Array(cells.length).fill(NaN);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    if (typeof cell === "number") values[i] = cell;
  }
  return values;
}
