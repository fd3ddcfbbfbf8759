/** An assessment in a process of its own: `adult FILE` (two halves and spoilt rows of the first) or `wide COLUMNS ROWS`. */

import { monitorEventLoopDelay } from "node:perf_hooks";
import { messageOf } from "../../base/errors";
import { Rng } from "../../base/random";
import { assess } from "../../quality/assess";
import type { AssessPart } from "../../quality/assess-options";
import { numberColumn, takeCells } from "../../table/column";
import { readTable } from "../../table/read-table";
import { Table } from "../../table/table";
import { reportToParent } from "./run-child";

const LOOK_EVERY = 5;
const COUNTED: readonly AssessPart[] = ["accuracy", "dependence", "joint", "groups"];

async function main([what, ...words]: readonly string[]): Promise<void> {
  if (what === "adult") return judge(await halves(words[0]));
  if (what === "wide") return judge(wide(Number(words[0]), Number(words[1])), COUNTED);
  throw new RangeError(`Unknown work "${what}"`);
}

interface Tables {
  readonly training: Table;
  readonly holdout: Table;
  readonly synthetic: Table;
}

/** Half of the rows as training, the other half as holdout, and training rows with a tenth of the cells dealt anew. */
async function halves(file: string): Promise<Tables> {
  const table = await readTable(file);
  const order = new Rng("halves").permutation(table.rowCount);
  const half = table.rowCount >> 1;
  const [training, holdout] = [table.take(order.subarray(0, half)), table.take(order.subarray(half))];
  return { training, holdout, synthetic: spoilt(training) };
}

function spoilt(table: Table): Table {
  const rng = new Rng("spoilt");
  const rows = table.rowCount;
  const dealt = (): Int32Array => Int32Array.from({ length: rows }, (_, i) => (rng.uniform() < 0.1 ? rng.integer(rows) : i));
  return new Table(
    table.columns.map((column) => takeCells(column, dealt())),
    rows,
  );
}

function wide(columns: number, rows: number): Tables {
  const table = (seed: number): Table => {
    const rng = new Rng(seed);
    return new Table(
      Array.from({ length: columns }, (_, j) =>
        numberColumn(
          `column ${j}`,
          Float64Array.from({ length: rows }, () => rng.normal()),
        ),
      ),
    );
  };
  return { training: table(1), holdout: table(2), synthetic: table(3) };
}

async function judge(tables: Tables, parts?: readonly AssessPart[]): Promise<void> {
  await reportToParent(async () => {
    const delay = monitorEventLoopDelay({ resolution: LOOK_EVERY });
    delay.enable();
    const { seconds } = await assess(tables, { seed: 1, ...(parts === undefined ? {} : { parts }) });
    delay.disable();
    return { ...seconds, lag: Math.max(0, delay.max / 1e6 - LOOK_EVERY) };
  });
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = 1;
});
