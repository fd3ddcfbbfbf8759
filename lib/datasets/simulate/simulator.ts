/** What every simulator says about itself: its tables, its law, and what is known to be true of it. */

import type { ColumnType, DatetimeFormat } from "../../table/column";
import type { Table } from "../../table/table";
import type { Sheet } from "./sheet";

/** What a column holds. */
export interface ColumnPlan {
  readonly name: string;
  readonly type: ColumnType;
  /** One sentence for the reader of the card. */
  readonly means: string;
  /** The categories, when they are few; in their order when `ordered`. */
  readonly values?: readonly string[];
  readonly ordered?: boolean;
  readonly unit?: string;
  /** When and why cells are missing; absent when none is. */
  readonly missing?: string;
  readonly format?: DatetimeFormat;
}

/** A table, its key, the columns that point to other tables, and the column that orders the rows of one subject. */
export interface TablePlan {
  readonly name: string;
  readonly columns: readonly ColumnPlan[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly orderedBy?: string;
}

export interface ForeignKey {
  readonly column: string;
  readonly table: string;
  readonly references: string;
}

/** Tables by name. */
export type Tables = Readonly<Record<string, Table>>;

/** What a truth is measured on: the tables, and the hidden one. */
export interface Sample {
  readonly tables: Tables;
  readonly latent: Table;
}

/** A number from a sample, and how far such a number strays by chance (one standard deviation). */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/**
 * A number that is known about the law. `exact` follows from the equations; `simulated` was counted in a sample of
 * `subjects` made by a second implementation of the same equations, and is so uncertain itself.
 */
export interface Truth {
  readonly name: string;
  readonly value: number;
  readonly formula: string;
  readonly basis: "exact" | "simulated";
  /** Half of the last digit that is given. */
  readonly rounding: number;
  readonly estimate: (sample: Sample) => Estimate;
}

/** A sentence that holds for every row; `violations` counts the rows that break it. It judges synthetic tables as well. */
export interface Rule {
  readonly name: string;
  readonly violations: (tables: Tables) => number;
}

/** A planted row: it stands once in the data, and in no private copy of it. */
export interface Canary {
  readonly table: string;
  readonly cells: Readonly<Record<string, string | number>>;
}

/** Where the rows of a simulator go. */
export interface Sheets {
  readonly tables: Readonly<Record<string, Sheet>>;
  readonly latent: Sheet;
}

/** A law with a seed: writes the subjects from `start` to `end` (not included). Subject i is the same in any block. */
export interface SeededLaw {
  readonly draw: (start: number, end: number, sheets: Sheets) => void;
  /** The planted rows among the first `rows` subjects. */
  readonly canaries: (rows: number) => readonly Canary[];
}

/** A simulated dataset. */
export interface Simulator {
  readonly name: string;
  readonly title: string;
  /** What `rows` counts. */
  readonly subject: string;
  readonly defaultRows: number;
  readonly tables: readonly TablePlan[];
  readonly latent: TablePlan;
  readonly constants: Readonly<Record<string, unknown>>;
  readonly seeded: (seed: number) => SeededLaw;
  readonly truths: readonly Truth[];
  readonly rules: readonly Rule[];
  readonly card: CardText;
}

/** The prose of a dataset's card. */
export interface CardText {
  readonly about: string;
  readonly who: string;
  readonly missing: string;
  readonly bias: string;
  readonly harms: string;
  readonly use: string;
}
