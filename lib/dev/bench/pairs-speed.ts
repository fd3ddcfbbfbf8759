/** Bivariate accuracy of all pairs of 50 columns. */

import { Rng } from "../../base/random";
import { accuraciesOf } from "../../quality/accuracy";
import type { CodedColumn } from "../../quality/cell-counts";
import { alternate } from "./alternate";
import type { Benchmark } from "./benchmark";
import { atMost } from "./outcome";
import { watchOthers } from "./watch-others";

const GROUP = "pairs";
const COLUMNS = 50;
const ROWS = 100_000;
const BINS = 12;

export const pairsSpeed: Benchmark = {
  name: GROUP,
  what: "accuracy of all pairs of 50 columns of 100,000 rows",
  run: async function* ({ quick }) {
    const columns = codedColumns();
    const work = async (): Promise<void> => {
      await accuraciesOf(columns, { rng: new Rng(1), compat: false, triples: 0, tripleRows: 1 });
    };
    const others = watchOthers();
    const [times] = await alternate([work], { seconds: 0, leastRuns: quick ? 1 : 3, warmUps: 0 });
    yield {
      kind: "measured",
      group: GROUP,
      name: `${COLUMNS} columns x 2 x ${ROWS.toLocaleString("en-GB")} rows, ${BINS} bins, references and bands included`,
      value: times.fastest,
      unit: "s",
      better: "lower",
      target: atMost(2),
      others: others(),
      note: `median ${times.median.toFixed(2)} s, ${times.processor.toFixed(2)} s of processor time`,
    };
  },
};

function codedColumns(): CodedColumn[] {
  const rng = new Rng("coded columns");
  const codes = (): Uint8Array => Uint8Array.from({ length: ROWS }, () => rng.integer(BINS));
  return Array.from({ length: COLUMNS }, (_, j) => ({ name: `column ${j}`, bins: BINS, real: codes(), synthetic: codes() }));
}
