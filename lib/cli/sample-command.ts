import { count } from "../base/errors";
import { formatSeconds } from "../base/format";
import type { ParityOptions } from "../argn/sample/parity-options";
import { TabularARGN } from "../argn/tabular-argn";
import { readTable } from "../table/read-table";
import { writeTable } from "../table/write-table";
import { type Arguments, UsageError } from "../base/arguments";
import { checkOutput } from "./check-output";
import type { Command, CommandContext } from "./command";

export const sampleCommand: Command = {
  name: "sample",
  summary: "Draws synthetic rows from a trained model.",
  usage: "MODEL.safetensors --rows N --out SYNTHETIC.csv [options]",
  options: {
    rows: { value: "N", help: "number of rows (default: as many as the model was trained on, or as are given)" },
    out: { value: "FILE", help: "where the rows go: .csv, .csv.gz or .parquet" },
    given: { value: "FILE", help: "rows with some of the columns: the others are drawn to fit" },
    temperature: { value: "T", help: "below 1: more typical rows; above 1: more unusual ones (default 1)" },
    "top-p": { value: "P", help: "only the likeliest values that hold this share together (default 1)" },
    rebalance: { value: "COL:VALUE=SHARE", help: "gives a value or a range (age:18..30=0.5) this share of the rows", repeated: true },
    complete: { value: "A,B", help: "these columns come without missing cells" },
    parity: { value: "OUTCOME:COL[,COL]", help: "gives the outcome the same shares in every group of these columns" },
    threads: { value: "N", help: "worker threads; the rows do not depend on them" },
  },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<void> {
  const modelFile = given.positional("model file");
  const outFile = given.required("out");
  const rows = given.number("rows");
  const rebalance = sharesOf(given.texts("rebalance"));
  const parity = parityOf(given.text("parity"));
  await checkOutput(outFile);
  const argn = await TabularARGN.load(modelFile);
  const givenFile = given.text("given");
  const givenRows = givenFile === undefined ? undefined : await readTable(givenFile, { signal: context.signal });
  const started = performance.now();
  const synthetic = await argn.sample(rows ?? givenRows?.rowCount ?? argn.trainingRowCount, {
    seed: given.number("seed") ?? 1,
    temperature: given.number("temperature") ?? 1,
    topP: given.number("top-p") ?? 1,
    ...(givenRows === undefined ? {} : { given: givenRows }),
    ...(given.has("complete") ? { complete: given.text("complete")?.split(",") ?? [] } : {}),
    ...(rebalance === undefined ? {} : { rebalance }),
    ...(parity === undefined ? {} : { parity }),
    ...(given.has("threads") ? { threads: given.number("threads") } : {}),
    signal: context.signal,
    onProgress: ({ rows: done, of }) => context.progress(`${done.toLocaleString("en-GB")} of ${count(of, "row")}`),
  });
  const seconds = (performance.now() - started) / 1000;
  await writeTable(outFile, synthetic);
  const result = { out: outFile, rows: synthetic.rowCount, columns: synthetic.columnNames, seconds };
  context.print(
    given.has("json") ? JSON.stringify(result) : `${outFile}: ${count(synthetic.rowCount, "row")} in ${formatSeconds(seconds)}`,
  );
}

/** `income:>50K=0.5` gives { income: { ">50K": 0.5 } }. */
function sharesOf(words: readonly string[]): Record<string, Record<string, number>> | undefined {
  if (words.length === 0) return undefined;
  const shares: Record<string, Record<string, number>> = {};
  for (const word of words) {
    const colon = word.indexOf(":");
    const equals = word.lastIndexOf("=");
    const share = Number(word.slice(equals + 1));
    if (colon < 1 || equals < colon || word.slice(equals + 1).trim() === "" || !Number.isFinite(share)) {
      throw new UsageError(`sample: --rebalance is "${word}", it must be COLUMN:VALUE=SHARE, such as "income:>50K=0.5"`);
    }
    const column = word.slice(0, colon);
    shares[column] = { ...shares[column], [word.slice(colon + 1, equals)]: share };
  }
  return shares;
}

/** `income:sex,race` gives { outcome: "income", across: ["sex", "race"] }. */
function parityOf(word: string | undefined): ParityOptions | undefined {
  if (word === undefined) return undefined;
  const colon = word.indexOf(":");
  const across = word.slice(colon + 1).split(",");
  if (colon < 1 || across.includes(""))
    throw new UsageError(`sample: --parity is "${word}", it must be OUTCOME:COLUMN[,COLUMN], such as "income:sex,race"`);
  return { outcome: word.slice(0, colon), across };
}
