import { writeFile } from "node:fs/promises";
import { type Arguments, UsageError } from "../base/arguments";
import { replaceFile } from "../base/replace-file";
import { assess } from "../quality/assess";
import { ALL_PARTS, type AssessOptions, type AssessPart } from "../quality/assess-options";
import type { Measure, Scores } from "../quality/scores";
import { writeReport } from "../report/write-report";
import { readTable } from "../table/read-table";
import { checkOutput } from "./check-output";
import type { Command, CommandContext } from "./command";

export const assessCommand: Command = {
  name: "assess",
  summary: "Judges synthetic rows against training rows, with holdout rows as the yardstick.",
  usage: "--training T.csv [--holdout H.csv] --synthetic S.csv [options]",
  options: {
    training: { value: "FILE", help: "the rows that the model was trained on" },
    holdout: { value: "FILE", help: "real rows that the model never saw: the yardstick of every number" },
    synthetic: { value: "FILE", help: "the rows to judge" },
    key: { value: "COLUMN", help: "rows with equal values here are the records of one sequence" },
    "order-by": { value: "COLUMN", help: "what orders the records of a sequence (their order in the file)" },
    groups: { value: "COLUMN,...", help: "columns whose groups of rows are judged one by one (categories with few values)" },
    targets: { value: "COLUMN,...", help: "columns that models predict (each in turn)" },
    parts: { value: "PART,...", help: "accuracy, dependence, joint, groups, distances, discriminator, utility (all)" },
    report: { value: "FILE", help: "writes a report in HTML" },
    out: { value: "FILE", help: "writes all scores as JSON" },
    compat: { help: "the definitions of the reference package, for comparing with its numbers" },
    threads: { value: "N", help: "worker threads; the scores do not depend on them" },
  },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<void> {
  const choices = choicesOf(given);
  for (const option of ["report", "out"]) await checkOutput(given.text(option));
  const training = await readTable(given.required("training"), { signal: context.signal });
  const synthetic = await readTable(given.required("synthetic"), { signal: context.signal });
  const holdoutFile = given.text("holdout");
  const holdout = holdoutFile === undefined ? {} : { holdout: await readTable(holdoutFile, { signal: context.signal }) };
  const scores = await assess(
    { training, ...holdout, synthetic },
    {
      seed: given.number("seed") ?? 1,
      compat: given.has("compat"),
      ...choices,
      ...(given.has("threads") ? { threads: given.number("threads") } : {}),
      signal: context.signal,
      onProgress: ({ part, share }) => context.progress(`${part} (${Math.round(100 * share)} %)`),
    },
  );
  const reportFile = given.text("report");
  if (reportFile !== undefined) await writeReport(reportFile, scores);
  const scoresFile = given.text("out");
  if (scoresFile !== undefined) await replaceFile(scoresFile, (path) => writeFile(path, `${JSON.stringify(scores, null, 2)}\n`));
  context.print(given.has("json") ? JSON.stringify(scores) : summaryOf(scores));
}

/** The options that name columns or parts, those that were given. */
function choicesOf(given: Arguments): Pick<AssessOptions, "sequences" | "groups" | "utilityTargets" | "parts"> {
  const list = (option: string): readonly string[] | undefined => given.text(option)?.split(",");
  const [key, orderBy, groups, utilityTargets] = [given.text("key"), given.text("order-by"), list("groups"), list("targets")];
  if (orderBy !== undefined && key === undefined)
    throw new UsageError("assess: --order-by orders the records of sequences; say whose with --key");
  const parts = list("parts")?.map(partOf);
  return {
    ...(key === undefined ? {} : { sequences: orderBy === undefined ? { key } : { key, orderBy } }),
    ...(groups === undefined ? {} : { groups }),
    ...(utilityTargets === undefined ? {} : { utilityTargets }),
    ...(parts === undefined ? {} : { parts }),
  };
}

function partOf(word: string): AssessPart {
  const found = ALL_PARTS.find((part) => part === word);
  if (found === undefined) throw new UsageError(`assess: --parts holds "${word}"; it may hold ${ALL_PARTS.join(", ")}`);
  return found;
}

function summaryOf(scores: Scores): string {
  const coherence: readonly [string, Measure] = ["  coherence", scores.coherence];
  const measures: readonly (readonly [string, Measure])[] = [
    ["accuracy", scores.accuracy],
    ["  univariate", scores.univariate],
    ["  bivariate", scores.bivariate],
    ["  trivariate", scores.trivariate],
    ...(scores.coherence.sequences === undefined ? [] : [coherence]),
    ["dependence", scores.dependence.mean],
    ["coverage", scores.joint.coverage],
    ["discriminator AUC", scores.discriminator.auc],
    ["utility", scores.utility.difference],
    ["identical matches", scores.distances.identicalMatches],
    ["DCR share", scores.distances.dcrShare],
  ];
  const lines = measures.map(([name, measure]) => `${name.padEnd(20)} ${textOf(measure)}`);
  return ["                     value   reference", ...lines, ...scores.notes].join("\n");
}

function textOf(measure: Measure): string {
  if (measure.value === undefined) return `not computed: ${measure.notComputed}`;
  return `${measure.value.toFixed(4)}  ${measure.reference === undefined ? "" : measure.reference.toFixed(4)}`;
}
