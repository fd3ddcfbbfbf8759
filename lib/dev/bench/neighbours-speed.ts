/** Exact nearest neighbours: 20,000 rows against 20,000 rows of 40 columns. */

import { Rng } from "../../base/random";
import type { Points } from "../../privacy/distance-encoding";
import { nearestNeighbours } from "../../privacy/nearest-neighbours";
import type { Benchmark } from "./benchmark";
import { censusCardinalities, knownLaw } from "./known-law";
import { atMost } from "./outcome";
import { watchOthers } from "./watch-others";

const GROUP = "neighbours";
const COLUMNS = 40;
const ROWS = 20_000;
const QUICK_ROWS = 5000;
/** From so many codes on a column counts as a number, as in the law. */
const NUMBER_FROM = 50;

export const neighboursSpeed: Benchmark = {
  name: GROUP,
  what: "exact nearest neighbours, 20,000 x 20,000 rows of 40 columns",
  run: async function* ({ quick }) {
    const rows = quick ? QUICK_ROWS : ROWS;
    const size = `${rows.toLocaleString("en-GB")} x ${rows.toLocaleString("en-GB")} rows, ${COLUMNS} columns`;
    const law = knownLaw(censusCardinalities(COLUMNS));
    const cases = [
      { name: "like a census", points: (seed: number) => censusPoints(law.draw(rows, seed).table.codes, law.cardinalities) },
      { name: "independent numbers, the hardest case", points: (seed: number) => uniformPoints(rows, seed) },
    ];
    for (const { name, points } of cases) {
      const [queries, references] = [points(1), points(2)];
      const others = watchOthers();
      const processor = process.cpuUsage();
      const started = performance.now();
      await nearestNeighbours(queries, references, "mixed");
      const disturbance = others();
      const seconds = (performance.now() - started) / 1000;
      const { user, system } = process.cpuUsage(processor);
      const note = `${((user + system) / 1e6).toFixed(1)} s of processor time`;
      const target = quick ? undefined : atMost(10);
      yield {
        kind: "measured",
        group: GROUP,
        name: `${size}, ${name}`,
        value: seconds,
        unit: "s",
        better: "lower",
        target,
        others: disturbance,
        note,
      };
    }
  },
};

/** Numbers lie between 0 and 1, words are whole numbers: as the distance checks encode a table. */
function censusPoints(codes: readonly Int32Array[], cardinalities: readonly number[]): Points {
  const [rows, width] = [codes[0].length, codes.length];
  const values = new Float64Array(rows * width);
  codes.forEach((column, j) => {
    const scale = cardinalities[j] > NUMBER_FROM ? 1 / (cardinalities[j] - 1) : 1;
    for (let i = 0; i < rows; i++) values[i * width + j] = column[i] * scale;
  });
  return { values, rows, width };
}

function uniformPoints(rows: number, seed: number): Points {
  const rng = new Rng(seed).fork("points");
  return { values: Float64Array.from({ length: rows * COLUMNS }, () => rng.uniform()), rows, width: COLUMNS };
}
