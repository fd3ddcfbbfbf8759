/** What the engine's front asks of its leader, and what comes back: plain data, for it may cross to another thread. */

import type { OptimiserState, Step, Weights } from "../engine";

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
  | { readonly kind: "weights" }
  | { readonly kind: "set weights"; readonly weights: Weights }
  | { readonly kind: "optimiser" }
  | { readonly kind: "set optimiser"; readonly state: OptimiserState };

export type Reply =
  | { readonly kind: "done" }
  | { readonly kind: "doubles"; readonly values: Float64Array }
  | { readonly kind: "floats"; readonly values: Float32Array }
  | { readonly kind: "codes"; readonly values: Int32Array }
  | { readonly kind: "weights"; readonly weights: Weights }
  | { readonly kind: "optimiser"; readonly state: OptimiserState }
  | { readonly kind: "failed"; readonly message: string };
