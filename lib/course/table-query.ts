/** What the table viewer asks and is told. Shared with the page: nothing of Node in it. */

export interface TableQuery {
  /** The first row to show, counted from 0. */
  readonly from: number;
  readonly rows: number;
  /** The column to sort by, by its place; absent for the order of the table. */
  readonly sort?: { readonly column: number; readonly isDescending: boolean };
}

/** Some rows of a table, as texts; null is a missing cell. */
export interface TablePage {
  readonly kind: "page";
  readonly from: number;
  readonly rowCount: number;
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly missing: number;
  readonly distinct: number;
  readonly min: string | null;
  readonly median: string | null;
  readonly max: string | null;
  /** Of numbers and dates the counts of equal intervals, of others those of the most frequent values. */
  readonly bars: readonly { readonly label: string; readonly count: number }[];
}

export interface TableColumns {
  readonly kind: "columns";
  readonly rowCount: number;
  readonly columns: readonly ColumnFacts[];
}

/** `gone`: the engine no longer holds the table, or is busy with a cell. */
export type TableAnswer = TablePage | TableColumns | { readonly kind: "gone" };

/** What `show(table)` leaves in the notebook beside its first rows. */
export interface ShownTable {
  readonly id: string;
  readonly rowCount: number;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
}
