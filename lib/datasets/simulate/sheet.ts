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
      return numberColumn(
        plan.name,
        Float64Array.from(cells, (cell) => (typeof cell === "number" ? cell : NaN)),
      );
    case "datetime":
      return datetimeColumn(
        plan.name,
        Float64Array.from(cells, (cell) => (typeof cell === "number" ? cell : NaN)),
        plan.format,
      );
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
