/** What a table becomes: integer codes, and a description of each column's share in them. */

import type { SubColumn } from "./codec";
import type { Encoding } from "./encoding";

/** Integer-coded rows: `codes[j][i]` is the code of row i in sub-column j. */
export interface EncodedTable {
  readonly rowCount: number;
  readonly codes: readonly Int32Array[];
}

/** How a column is encoded. */
export interface EncodedColumn {
  readonly name: string;
  readonly encoding: Encoding;
  /** Index of its first sub-column in the table. */
  readonly first: number;
  /** None when there is nothing to learn. */
  readonly subColumns: readonly SubColumn[];
  /** The code that means missing, in its first sub-column; absent when the training had no missing cells. */
  readonly missingCode?: number;
  /** Whether the other sub-columns mean nothing in rows whose cell is missing; they are then filled with random codes. */
  readonly hasMissingFlag: boolean;
}
