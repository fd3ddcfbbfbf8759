/** From what a trained network draws to a table whose margins are right. */

import type { Rng } from "../../base/random";
import type { Draw, Turn } from "../generator";
import { type Drawn, type Margins, marginsOf } from "./margins";
import type { RowVectors } from "./row-vectors";

/** Draws so many rows from the network. */
export type DrawRows = (rows: number, rng: Rng, turn: Turn) => Promise<Drawn>;

const POOL_ROWS = 5000;
const LEAST_POOL_ROWS = 500;
const ROWS_A_BLOCK = 2000;
const LEAST_ROWS_A_BLOCK = 100;
/** With so many draws for a row the rest is taken as it comes: the margins of a barely trained network may be out of reach. */
const MOST_DRAWS_FOR_A_ROW = 20;

/** Sets the margins on a pool of drawn rows, and gives the function that draws tables. */
export async function withMargins(vectors: RowVectors, draw: DrawRows, rng: Rng, turn: Turn): Promise<Draw> {
  const pool = await draw(Math.min(POOL_ROWS, Math.max(LEAST_POOL_ROWS, 2 * vectors.rows)), rng.fork("pool"), turn);
  const margins = marginsOf(vectors.modes, pool);
  return async (rows, chance, pause) => {
    const { modes, shares } = await drawKept(rows, { vectors, draw, margins }, chance, pause);
    return vectors.tableOf(modes, shares, chance.fork("cells"));
  };
}

interface Trained {
  readonly vectors: RowVectors;
  readonly draw: DrawRows;
  readonly margins: Margins;
}

interface Filled {
  readonly modes: readonly Int32Array[];
  readonly shares: readonly (Float64Array | undefined)[];
}

/** Draws block by block, keeps what the margins need, until there are enough rows. */
async function drawKept(rows: number, { vectors, draw, margins }: Trained, rng: Rng, pause: Turn): Promise<Filled> {
  const modes = vectors.blocks.map(() => new Int32Array(rows));
  const shares = vectors.blocks.map(({ position }) => (position === undefined ? undefined : new Float64Array(rows)));
  const size = Math.min(ROWS_A_BLOCK, LEAST_ROWS_A_BLOCK + 2 * rows);
  let filled = 0;
  for (let block = 0; filled < rows; block++) {
    await pause(filled, rows);
    const stream = rng.fork(`block ${block}`);
    const drawn = await draw(size, stream.fork("rows"), pause);
    const enough = block * size > MOST_DRAWS_FOR_A_ROW * rows;
    const kept = enough ? Int32Array.from({ length: size }, (_, i) => i) : margins.keep(drawn, stream.fork("keep"));
    const taken = kept.subarray(0, rows - filled);
    modes.forEach((codes, c) => {
      const ranks = margins.shares(drawn, c);
      taken.forEach((row, k) => (codes[filled + k] = drawn.modes[c][row]));
      taken.forEach((row, k) => shares[c]?.fill(ranks?.[row] ?? 0, filled + k, filled + k + 1));
    });
    filled += taken.length;
  }
  return { modes, shares };
}
