import { TabularARGN } from "../argn/tabular-argn";
import { count } from "../base/errors";
import { formatSeconds } from "../base/format";
import { missingCount } from "../table/column";
import { readTable } from "../table/read-table";
import type { Table } from "../table/table";
import { writeTable } from "../table/write-table";
import { type Arguments, UsageError } from "../base/arguments";
import { checkOutput } from "./check-output";
import type { Command, CommandContext } from "./command";

export const imputeCommand: Command = {
  name: "impute",
  summary: "Fills the missing cells of a table with draws from a trained model.",
  usage: "MODEL.safetensors TABLE.csv --out FULL.csv [options]",
  options: {
    out: { value: "FILE", help: "where the filled table goes: .csv, .csv.gz or .parquet" },
    columns: { value: "A,B", help: "fills these columns only (default: all with missing cells)" },
    draws: { value: "N", help: "draws each cell so often and takes the middle or the most frequent (default 1)" },
    aggregate: { value: "auto|mode|median|mean", help: "what makes one cell of several draws (default auto)" },
    threads: { value: "N", help: "worker threads; the cells do not depend on them" },
  },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<void> {
  if (given.positionals.length !== 2)
    throw new UsageError(`impute needs a model file and a table, got ${count(given.positionals.length, "file")}`);
  const [modelFile, tableFile] = given.positionals;
  const outFile = given.required("out");
  const draws = given.number("draws") ?? 1;
  const columns = given.text("columns")?.split(",");
  const aggregate = given.choice("aggregate", ["auto", "mode", "median", "mean"]);
  await checkOutput(outFile);
  const argn = await TabularARGN.load(modelFile);
  const table = await readTable(tableFile, { signal: context.signal });
  const started = performance.now();
  const filled = await argn.impute(table, {
    draws,
    seed: given.number("seed") ?? 1,
    ...(columns === undefined ? {} : { columns }),
    ...(aggregate === undefined ? {} : { aggregate }),
    ...(given.has("threads") ? { threads: given.number("threads") } : {}),
    signal: context.signal,
    onProgress: ({ rows, of }) => context.progress(`${rows.toLocaleString("en-GB")} of ${count(of, "row")}`),
  });
  const seconds = (performance.now() - started) / 1000;
  await writeTable(outFile, filled);
  const cells = holes(table) - holes(filled);
  const result = { out: outFile, rows: filled.rowCount, filled: cells, left: holes(filled), seconds };
  const left = result.left === 0 ? "" : `, ${count(result.left, "cell")} still missing`;
  context.print(
    given.has("json") ? JSON.stringify(result) : `${outFile}: ${count(cells, "cell")} filled${left}, in ${formatSeconds(seconds)}`,
  );
}

function holes(table: Table): number {
  return table.columns.reduce((sum, column) => sum + missingCount(column), 0);
}
