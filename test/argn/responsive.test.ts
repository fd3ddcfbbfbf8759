import { availableParallelism, loadavg } from "node:os";
import { describe, expect, it } from "vitest";
import { formatCsv, readCsv, simulate, TabularARGN } from "../../lib";

/** As many rows as half of the census table has. */
const ROWS = 24_421;
const MOST_MILLISECONDS = 20;

/** Does the work beside a timer of 1 ms; gives the longest time in milliseconds that the timer had to wait beyond that. */
async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const look = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  };
  const timer = setInterval(look, 1);
  await work();
  look();
  clearInterval(timer);
  return longest;
}

const timed = process.env.SYNTHETIC_TABLES_TIMED !== undefined;
if (!timed)
  process.stderr.write(
    "skipped: the longest blocks of the event loop, because SYNTHETIC_TABLES_TIMED is not set: times need a quiet machine\n",
  );

// times depend on the machine: each claim gets some chances, the first of which also warms the code up
describe.skipIf(!timed)(`no public call blocks the event loop for more than ${MOST_MILLISECONDS} ms`, { retry: 4 }, () => {
  const table = simulate("people", { rows: ROWS, seed: 1 });
  const models = new Map<string, TabularARGN>();
  const model = async (): Promise<TabularARGN> => {
    const trained = models.get("people") ?? (await TabularARGN.train(table, { epochs: 1, seed: 1 }));
    models.set("people", trained);
    return trained;
  };

  const claims: readonly { readonly name: string; readonly prepare: () => Promise<() => Promise<unknown>> }[] = [
    { name: "readCsv()", prepare: async () => () => readCsv(Buffer.from(formatCsv(table))) },
    { name: "TabularARGN.train()", prepare: async () => () => TabularARGN.train(table, { epochs: 1, seed: 1 }) },
    {
      name: "sample()",
      prepare: async () =>
        (
          (argn) => () =>
            argn.sample(ROWS)
        )(await model()),
    },
    {
      name: "logProbability()",
      prepare: async () =>
        (
          (argn) => () =>
            argn.logProbability(table)
        )(await model()),
    },
    {
      name: "impute()",
      prepare: async () =>
        (
          (argn) => () =>
            argn.impute(table.slice(0, 2000))
        )(await model()),
    },
  ];

  it.for(claims)("$name", async ({ prepare }, { skip }) => {
    const longest = await longestBlock(await prepare());
    const [load] = loadavg();
    const note = `the machine is busy (load ${load.toFixed(1)}): the timer waits for the processor too; its longest wait was ${longest.toFixed(0)} ms`;
    if (longest > MOST_MILLISECONDS && load > availableParallelism()) skip(note);
    expect(longest).toBeLessThanOrEqual(MOST_MILLISECONDS);
  });
});
