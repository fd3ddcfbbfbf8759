/** One command of a user in a process of its own: `train DATA MODEL`, `sample MODEL ROWS FILE`, `assess TRAINING HOLDOUT|- SYNTHETIC`. */

import { monitorEventLoopDelay } from "node:perf_hooks";
import { TabularARGN } from "../../argn/tabular-argn";
import { messageOf } from "../../base/errors";
import { assess } from "../../quality/assess";
import { readTable } from "../../table/read-table";
import { writeTable } from "../../table/write-table";
import { reportToParent } from "./run-child";

/** Milliseconds between two looks at the event loop; a look that comes on time adds nothing to the lag. */
const LOOK_EVERY = 5;

async function main([command, ...words]: readonly string[]): Promise<void> {
  if (command === "train") return trainOn(words[0], words[1]);
  if (command === "sample") return sampleFrom(words[0], Number(words[1]), words[2]);
  if (command === "assess") return assessTables(words[0], words[1], words[2]);
  throw new RangeError(`Unknown command "${command}"`);
}

async function trainOn(data: string, modelFile: string): Promise<void> {
  const table = await readTable(data);
  const delay = monitorEventLoopDelay({ resolution: LOOK_EVERY });
  await reportToParent(async () => {
    delay.enable();
    const argn = await TabularARGN.train(table, { seed: 1 });
    delay.disable();
    await argn.save(modelFile);
    const lag = (percentile: number): number => Math.max(0, delay.percentile(percentile) / 1e6 - LOOK_EVERY);
    const longest = Math.max(0, delay.max / 1e6 - LOOK_EVERY);
    return { epochs: argn.history.length, rows: table.rowCount, lagMedian: lag(50), lag99: lag(99), lagMost: longest };
  });
}

async function sampleFrom(modelFile: string, rows: number, file: string): Promise<void> {
  await reportToParent(async () => {
    const started = performance.now();
    const argn = await TabularARGN.load(modelFile);
    const loaded = performance.now();
    const synthetic = await argn.sample(rows, { seed: 2 });
    const sampled = performance.now();
    await writeTable(file, synthetic);
    return {
      loadSeconds: (loaded - started) / 1000,
      sampleSeconds: (sampled - loaded) / 1000,
      writeSeconds: (performance.now() - sampled) / 1000,
    };
  });
}

async function assessTables(trainingFile: string, holdoutFile: string, syntheticFile: string): Promise<void> {
  const [training, synthetic] = [await readTable(trainingFile), await readTable(syntheticFile)];
  const holdout = holdoutFile === "-" ? undefined : await readTable(holdoutFile);
  await reportToParent(async () => {
    const scores = await assess(holdout === undefined ? { training, synthetic } : { training, holdout, synthetic }, { seed: 1 });
    const { univariate, bivariate, discriminator } = scores;
    return {
      ...numberOf("univariate", univariate.value),
      ...numberOf("bivariate", bivariate.value),
      ...numberOf("auc", discriminator.auc.value),
    };
  });
}

/** Nothing for a score that could not be computed. */
function numberOf(name: string, value: number | undefined): Record<string, number> {
  return value === undefined ? {} : { [name]: value };
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = 1;
});
