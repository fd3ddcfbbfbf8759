/**
 * After training: columns as frequent as they should be. Each prediction of an auto-regressive network is a little off, and
 * what is drawn later builds on what was drawn before, so that the shares of values drift. Rows drawn from the trained
 * network show by how much; the output biases are moved by it. What columns say about each other stays as it is.
 */

import type { Rng } from "../../base/random";
import type { TableCodec } from "../../encoding/table-codec";
import type { Blueprint } from "../blueprint";
import { dataOrder } from "../blueprint";
import type { CodeTable, Draw, Engine, Weights } from "../engine";
import type { ColumnOrder } from "./batches";

export interface CalibrationPlan {
  readonly codec: TableCodec;
  readonly blueprint: Blueprint;
  readonly order: ColumnOrder;
  /** For each sub-column the shares that its codes shall have. */
  readonly shares: readonly Float64Array[];
  readonly rowCount: number;
  readonly rng: Rng;
  /** Ends the calibration early; the weights so far are kept. */
  readonly signal?: AbortSignal | undefined;
}

/** How far each round moves the biases: later ones less, so that the luck of single rounds averages out. */
const RATES = [1, 0.5, 0.33];
const LEAST_PILOT_ROWS = 8_192;
const MOST_PILOT_ROWS = 24_576;
const BLOCKS = 32;
/** So many rows are added to the drawn and the wished count of each code: rare ones are not moved by luck. */
const SHRINKAGE = 5;

/** Moves the output biases of the engine's network; gives its weights. */
export async function calibrate(engine: Engine, plan: CalibrationPlan): Promise<Weights> {
  const weights = new Map(await engine.weights());
  const rows = Math.min(MOST_PILOT_ROWS, Math.max(LEAST_PILOT_ROWS, plan.rowCount));
  for (const [round, rate] of RATES.entries()) {
    const pilot = await drawPilot(engine, plan, rows, plan.rng.fork(`round ${round}`));
    if (pilot === undefined) return weights;
    const drawn = plan.codec.empiricalProbabilities(pilot);
    const subColumns = plan.codec.columns.flatMap((column) => column.subColumns);
    for (const [j, { suppressed }] of subColumns.entries()) {
      const name = `output/${j}/bias`;
      const moves = biasMoves(plan.shares[j], drawn[j], suppressed, SHRINKAGE / rows);
      weights.set(
        name,
        (weights.get(name) ?? new Float32Array(moves.length)).map((bias, code) => bias + rate * moves[code]),
      );
    }
    await engine.setWeights(weights);
  }
  return weights;
}

/** How far each bias is off. Codes that are never drawn keep theirs: the rows say nothing about them. */
function biasMoves(wished: Float64Array, drawn: Float64Array, suppressed: readonly number[], floor: number): Float64Array {
  const moves = wished.map((share, code) => Math.log((share + floor) / (drawn[code] + floor)));
  for (const code of suppressed) moves[code] = 0;
  return moves;
}

/** Rows as they are sampled, each block in an order of its own; undefined when stopped on the way. */
async function drawPilot(engine: Engine, plan: CalibrationPlan, rows: number, rng: Rng): Promise<CodeTable | undefined> {
  const { blueprint, order } = plan;
  const codes = blueprint.subColumns.map(() => new Int32Array(rows));
  const seed = rng.fork("draws").uint32() | 0;
  const size = Math.ceil(rows / BLOCKS);
  for (let firstRow = 0; firstRow < rows; firstRow += size) {
    if (plan.signal?.aborted === true) return undefined;
    const end = Math.min(rows, firstRow + size);
    const columns = order === "any" ? rng.fork(`order ${firstRow}`).permutation(blueprint.columns.length) : dataOrder(blueprint);
    const table = { rowCount: end - firstRow, codes: codes.map((column) => column.subarray(firstRow, end)) };
    await engine.sample({ table, known: [], draws: drawsOf(plan, columns), seed, firstRow });
  }
  return { rowCount: rows, codes };
}

function drawsOf({ codec }: CalibrationPlan, order: Int32Array): Draw[] {
  return Array.from(order).flatMap((c) =>
    codec.columns[c].subColumns.map(({ cardinality, suppressed }, s) => {
      const draw = { subColumn: codec.columns[c].first + s, temperature: 1, topP: 1 };
      if (suppressed.length === 0) return draw;
      const fixed = new Float64Array(cardinality).fill(NaN);
      for (const code of suppressed) fixed[code] = 0;
      return { ...draw, fixed };
    }),
  );
}
