/** `npm run bench`: measures speed and memory, prints them beside their targets, and keeps them for the next comparison. */

import { loadavg } from "node:os";
import { messageOf, quoteList } from "../../base/errors";
import { Arguments, type OptionSpecs, parseArguments, UsageError } from "../../base/arguments";
import { benchmarks } from "./benchmarks";
import type { Benchmark, BenchSettings } from "./benchmark";
import { compare } from "./compare";
import { headLine, outcomeLines } from "./outcome-lines";
import { isMet, type Outcome } from "./outcome";
import { keepRecord, readHistory, recordOf, thisMachine } from "./record";

const OPTIONS: OptionSpecs = {
  quick: { help: "shorter measurements on smaller tables: a look, not a record" },
  full: { help: "also the very wide and very long tables, which take minutes" },
  only: { value: "NAME,...", help: "these groups only" },
  compare: { help: "each number over that of the last run and of the best run" },
  help: { help: "this text" },
};
const [FAILURE, BAD_USAGE] = [1, 2];

async function main(words: readonly string[]): Promise<void> {
  const given = parseArguments("bench", words, OPTIONS);
  if (given.has("help")) return console.log(help());
  const chosen = chooseBenchmarks(given);
  const settings = { quick: given.has("quick"), full: given.has("full"), dataFolder: process.env.SYNTHETIC_TABLES_TEST_DATA };
  const history = given.has("compare") ? await readHistory() : undefined;
  const [load] = loadavg();
  console.log(opening(load));
  const outcomes: Outcome[] = [];
  for (const benchmark of chosen) {
    console.log(headLine(benchmark.name));
    for await (const outcome of outcomesOf(benchmark, settings)) {
      const comparison = history === undefined || outcome.kind !== "measured" ? undefined : compare(outcome, history);
      for (const line of outcomeLines(outcome, comparison)) console.log(line);
      outcomes.push(outcome);
    }
  }
  const file = await keepRecord(recordOf(outcomes, load, settings.quick));
  console.log(closing(outcomes, file));
  if (outcomes.some(({ kind }) => kind === "failed")) process.exitCode = FAILURE;
}

function chooseBenchmarks(given: Arguments): readonly Benchmark[] {
  const only = given.text("only");
  if (only === undefined) return benchmarks;
  const names = only.split(",");
  const unknown = names.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown.length === 0) return benchmarks.filter(({ name }) => names.includes(name));
  throw new UsageError(
    `bench: --only names ${quoteList(unknown)}; the groups are ${quoteList(
      benchmarks.map(({ name }) => name),
      20,
    )}`,
  );
}

/** What throws is an outcome as well: the other groups go on. */
async function* outcomesOf(benchmark: Benchmark, settings: BenchSettings): AsyncIterable<Outcome> {
  try {
    yield* benchmark.run(settings);
  } catch (thrown) {
    yield { kind: "failed", group: benchmark.name, name: benchmark.name, reason: messageOf(thrown) };
  }
}

function opening(load: number): string {
  const { processor, threads, node, system } = thisMachine();
  const busy = load > 0.5 * threads ? " The machine is busy: trust the ratios, not the times." : "";
  return `${processor}, ${threads} threads, Node ${node}, ${system}; load ${load.toFixed(1)}.${busy}`;
}

function closing(outcomes: readonly Outcome[], file: string): string {
  const numbers = outcomes.filter((outcome) => outcome.kind === "measured");
  const met = numbers.map(isMet);
  const open = numbers.filter((outcome) => outcome.target !== undefined && isMet(outcome) === undefined).length;
  const count = (kind: Outcome["kind"]): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const yes = met.filter((one) => one === true).length;
  const no = met.filter((one) => one === false).length;
  return `\n${met.length} numbers; ${yes} targets met, ${no} not, ${open} without a verdict; ${count("skipped")} skipped, ${count("failed")} failed. Written to ${file}`;
}

function help(): string {
  const options = Object.entries(OPTIONS).map(
    ([name, { value, help: text }]) => `  --${name}${value === undefined ? "" : ` ${value}`}`.padEnd(20) + text,
  );
  const groups = benchmarks.map(({ name, what }) => `  ${name}`.padEnd(20) + what);
  return ["Usage: npm run bench -- [options]", "", ...options, "", "Groups:", ...groups].join("\n");
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = thrown instanceof UsageError ? BAD_USAGE : FAILURE;
});
