import { count, didYouMean, quoteList } from "../base/errors";
import { simulatedNames, type SimulatedName } from "../datasets/simulate/simulate";
import { writeDataset } from "../datasets/write-dataset";
import { type Arguments, UsageError } from "../base/arguments";
import type { Command, CommandContext } from "./command";

export const dataCommand: Command = {
  name: "data",
  summary: "Writes a simulated dataset with its known truth.",
  usage: "NAME --out FOLDER [options]",
  options: {
    rows: { value: "N", help: "number of rows (default: as the dataset's card says)" },
    format: { value: "csv|parquet", help: "how the tables are written (csv)" },
    out: { value: "FOLDER", help: "where the files go" },
  },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<void> {
  const name = given.positional("dataset");
  const folder = given.required("out");
  if (!isSimulated(name)) {
    throw new UsageError(
      `data: no dataset "${name}".${didYouMean(name, simulatedNames)} The datasets are ${quoteList(simulatedNames, 20)}`,
    );
  }
  const rows = given.number("rows");
  const format = given.text("format") ?? "csv";
  if (format !== "csv" && format !== "parquet") throw new UsageError(`data: --format is "${format}", it must be csv or parquet`);
  const manifest = await writeDataset(name, folder, {
    format,
    ...(rows === undefined ? {} : { rows }),
    seed: given.number("seed") ?? 1,
    signal: context.signal,
    onProgress: ({ subjects, of }) => context.progress(`${subjects.toLocaleString("en-GB")} of ${of.toLocaleString("en-GB")}`),
  });
  const lines = Object.entries(manifest.files).map(([file, { rows: lineCount, bytes }]) =>
    lineCount === undefined ? `  ${file}` : `  ${file}: ${count(lineCount, "row")}, ${bytes.toLocaleString("en-GB")} bytes`,
  );
  context.print(given.has("json") ? JSON.stringify(manifest) : [`${folder}: ${name}, seed ${manifest.seed}`, ...lines].join("\n"));
}

function isSimulated(name: string): name is SimulatedName {
  return simulatedNames.includes(name);
}
