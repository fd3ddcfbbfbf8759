/** One group of measurements. */

import type { Outcome } from "./outcome";

/** How long and how large the measurements are. */
export interface BenchSettings {
  /** Less work, the same names where the size is the same: a look, not a record. */
  readonly quick: boolean;
  /** The tables that need minutes too. */
  readonly full: boolean;
  /** Folder of real tables, if there is one. */
  readonly dataFolder: string | undefined;
}

export interface Benchmark {
  /** The word after --only. */
  readonly name: string;
  /** One line of help. */
  readonly what: string;
  readonly run: (settings: BenchSettings) => AsyncIterable<Outcome>;
}
