import { rm } from "node:fs/promises";
import { formatNumber, formatSeconds } from "../base/format";
import { count, quoteList } from "../base/errors";
import { TabularARGN } from "../argn/tabular-argn";
import type { PrivacySpent } from "../argn/train/private-budget";
import type { PrivacyOptions } from "../argn/train/private-options";
import type { TrainingProgress } from "../argn/train/progress";
import { CHOOSABLE_ENCODINGS, type Encoding } from "../encoding/encoding";
import { readTable } from "../table/read-table";
import { type Arguments, UsageError } from "../base/arguments";
import { checkOutput } from "./check-output";
import type { Command, CommandContext } from "./command";

export const trainCommand: Command = {
  name: "train",
  summary: "Trains a TabularARGN on a table and saves the model.",
  usage: "DATA.csv --model MODEL.safetensors [options]",
  options: {
    model: { value: "FILE", help: "where the trained model goes" },
    size: { value: "S|M|L", help: "size of the network (default M)" },
    epochs: { value: "N", help: "at most so many epochs" },
    minutes: { value: "N", help: "at most so many minutes" },
    "max-rows": { value: "N", help: "trains on so many rows at most, drawn by chance" },
    weights: { value: "COLUMN", help: "a column that says what each row is worth; it is not learnt" },
    dropout: { value: "SHARE", help: "share of the inputs that each step hides from the network (default 0.25, 0.1 from 10,000 rows on)" },
    "batch-size": { value: "N", help: "rows a step (default by number of rows)" },
    "learning-rate": { value: "R", help: "length of a step (default by batch size)" },
    checkpoint: { value: "FILE", help: "keeps the state of training here: after a kill, the same command goes on from it" },
    continue: { value: "MODEL", help: "trains this model on with the rows of the table, instead of a new one" },
    order: { value: "any|fixed", help: "any: condition on any columns; fixed: the order of the data, a little closer" },
    column: { value: "NAME=ENCODING", help: "encoding of a column, such as zip=categorical", repeated: true },
    rare: { value: "sample|constant", help: "what replaces rare categories (default sample)" },
    "no-protection": { help: "learn rare values and extremes as they are: only for data that is public" },
    epsilon: { value: "E", help: "train under differential privacy with this budget, such as 3; no two runs are alike" },
    delta: { value: "D", help: "the chance that the budget does not hold (default 1e-5; with --epsilon)" },
    engine: { value: "auto|wasm|wasm-relaxed|tfjs", help: "what computes (default auto)" },
    threads: { value: "N", help: "worker threads; the result does not depend on them" },
  },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<void> {
  const dataFile = given.positional("data file");
  const modelFile = given.required("model");
  const running = {
    seed: given.number("seed"),
    epochs: given.number("epochs"),
    minutes: given.number("minutes"),
    maxRows: given.number("max-rows"),
    rowWeights: given.text("weights"),
    batchSize: given.number("batch-size"),
    learningRate: given.number("learning-rate"),
    checkpoint: given.text("checkpoint"),
    engine: given.choice("engine", ["auto", "wasm", "wasm-relaxed", "tfjs"]),
    threads: given.number("threads"),
  };
  const learning = {
    size: given.choice("size", ["S", "M", "L"]),
    order: given.choice("order", ["any", "fixed"]),
    dropout: given.number("dropout"),
    columns: encodingsOf(given.texts("column")),
    rare: given.choice("rare", ["sample", "constant"]),
    protection: given.has("no-protection") ? false : undefined,
    privacy: privacyOf(given.number("epsilon"), given.number("delta")),
  };
  const continued = given.text("continue");
  if (continued !== undefined) checkContinued(given);
  await checkOutput(modelFile);
  const former = continued === undefined ? undefined : await TabularARGN.load(continued);
  const table = await readTable(dataFile, { signal: context.signal });
  const watched = {
    ...withoutUndefined(running),
    signal: context.signal,
    onProgress: (progress: TrainingProgress) => context.progress(progressText(progress)),
  };
  const argn =
    former === undefined
      ? await TabularARGN.train(table, { ...watched, ...withoutUndefined(learning) })
      : await former.continueTraining(table, watched);
  await argn.save(modelFile);
  // what was stopped may go on later
  const stopped = argn.stopReason === "stopped on request" || argn.stopReason === "time is up";
  if (running.checkpoint !== undefined && !stopped) await rm(running.checkpoint, { force: true });
  for (const note of argn.notes) context.note(note);
  for (const leak of argn.privacySpent?.notCovered ?? []) context.note(`not covered by the privacy guarantee: ${leak}`);
  context.print(given.has("json") ? JSON.stringify(resultOf(argn, modelFile)) : summaryOf(argn, modelFile));
}

/** What the model that is continued has decided already. */
const DECIDED = ["size", "order", "dropout", "column", "rare", "no-protection", "epsilon", "delta"];

function checkContinued(given: Arguments): void {
  const clash = DECIDED.find((option) => given.has(option));
  if (clash !== undefined)
    throw new UsageError(`train: --${clash} has no meaning beside --continue, the model has it from before; leave it out`);
}

function progressText({ epoch, step, steps, trainingLoss, validationLoss, rowsPerSecond, seconds }: TrainingProgress): string {
  const validation = validationLoss === undefined ? "" : ` · validation ${validationLoss.toFixed(3)}`;
  const share = Math.round((100 * step) / steps);
  return `epoch ${epoch} (${share} %) · loss ${trainingLoss.toFixed(3)}${validation} · ${formatNumber(rowsPerSecond, 0)} rows/s · ${formatSeconds(seconds)}`;
}

function resultOf(argn: TabularARGN, modelFile: string): object {
  const best = argn.bestEpoch;
  return {
    model: modelFile,
    rows: argn.trainingRowCount,
    columns: argn.columns,
    size: argn.size,
    parameters: argn.parameterCount,
    engine: argn.engineDescription,
    epochs: argn.history.length,
    bestEpoch: best?.epoch,
    validationLoss: best?.validationLoss,
    seconds: argn.history.at(-1)?.seconds,
    stopReason: argn.stopReason,
    privacySpent: argn.privacySpent,
    notes: argn.notes,
  };
}

function summaryOf(argn: TabularARGN, modelFile: string): string {
  return [
    `${modelFile}: trained on ${count(argn.trainingRowCount, "row")}, ${count(argn.columns.length, "column")}, size ${argn.size}`,
    argn.privacySpent === undefined ? courseOf(argn) : spentText(argn.privacySpent, argn),
    argn.engineDescription,
  ].join("\n");
}

function courseOf(argn: TabularARGN): string {
  const best = argn.bestEpoch;
  const loss = best === undefined ? "" : `, best validation loss ${best.validationLoss.toFixed(3)} nats per row in epoch ${best.epoch}`;
  return `${count(argn.history.length, "epoch")} in ${formatSeconds(argn.history.at(-1)?.seconds ?? 0)} (${argn.stopReason})${loss}`;
}

function spentText({ epsilon, delta, parts, training }: PrivacySpent, argn: TabularARGN): string {
  return [
    `${count(training.steps, "noisy step")} (${argn.stopReason})`,
    `privacy spent: epsilon ${epsilon.toFixed(3)} at delta ${delta}, of everything together; alone, its parts would cost:`,
    ...parts.map((part) => `  ${part.name}: epsilon ${part.epsilon.toFixed(3)}, ${part.mechanism}`),
  ].join("\n");
}

function privacyOf(epsilon: number | undefined, delta: number | undefined): PrivacyOptions | undefined {
  if (epsilon !== undefined) return delta === undefined ? { epsilon } : { epsilon, delta };
  if (delta !== undefined) throw new UsageError("train: --delta has no meaning without --epsilon; give both");
  return undefined;
}

function encodingsOf(words: readonly string[]): Record<string, Encoding> {
  return Object.fromEntries(
    words.map((word) => {
      // a column name may hold "=", an encoding does not
      const cut = word.lastIndexOf("=");
      if (cut < 1) throw new UsageError(`train: --column is "${word}", it must be NAME=ENCODING, such as zip=categorical`);
      const encoding = CHOOSABLE_ENCODINGS.find((known) => known === word.slice(cut + 1));
      if (encoding === undefined)
        throw new UsageError(`train: --column is "${word}", the encoding must be one of ${quoteList(CHOOSABLE_ENCODINGS, 20)}`);
      return [word.slice(0, cut), encoding];
    }),
  );
}

/** The options that were given, so that defaults fill the rest. */
function withoutUndefined<Options extends object>(options: Options): Partial<Options> {
  const given: Partial<Options> = { ...options };
  for (const key in given) if (given[key] === undefined) delete given[key];
  return given;
}
