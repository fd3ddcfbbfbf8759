/** What the engine's front asks of its leader, and what comes back: plain data, for it may cross to another thread. */

import type { Step } from "../engine";

/** Codes of one sub-column in shared memory, as narrow as they go. */
export type CodeColumn = Uint8Array | Uint16Array | Int32Array;

/** Rows with the codes of the sub-columns of `sequence`, [sequence, rows]. */
export interface RowRequest {
  readonly rows: number;
  readonly sequence: Int32Array;
  readonly codes: Int32Array;
}

export type Request =
  | { readonly kind: "training codes"; readonly columns: readonly CodeColumn[]; readonly rowCount: number }
  | { readonly kind: "train"; readonly steps: readonly Step[]; readonly learningRate: number }
  | ({ readonly kind: "likelihood"; readonly wanted: Int32Array } & RowRequest)
  | ({
      readonly kind: "draw";
      readonly known: number;
      readonly settings: Float64Array;
      readonly fixed: readonly (Float64Array | undefined)[];
      readonly seed: number;
      readonly firstRow: number;
    } & RowRequest)
  | ({ readonly kind: "probabilities" } & RowRequest)
  /** The weights in memory are others: the optimiser begins anew. */
  | { readonly kind: "new weights" }
  /** How many steps has the optimiser made? */
  | { readonly kind: "steps" }
  /** The moments in memory are those of an optimiser that has made so many steps. */
  | { readonly kind: "new moments"; readonly steps: number };

export type Reply =
  | { readonly kind: "done" }
  | { readonly kind: "doubles"; readonly values: Float64Array }
  | { readonly kind: "floats"; readonly values: Float32Array }
  | { readonly kind: "codes"; readonly values: Int32Array }
  | { readonly kind: "steps"; readonly steps: number }
  | { readonly kind: "failed"; readonly message: string };
