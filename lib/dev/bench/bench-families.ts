/** `npm run bench:families`: all families of generators on the same tables, as Markdown and a figure for each table. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, quoteList } from "../../base/errors";
import { replaceFile } from "../../base/replace-file";
import { type OptionSpecs, parseArguments, UsageError } from "../../base/arguments";
import { plots } from "../../plots/plots";
import { svgOf } from "../../plots/svg-of";
import { familyNames } from "./families";
import { type ComparedTable, familiesMarkdown } from "./families-markdown";
import { type FamilyTable, tableSpecs } from "./family-tables";
import { judgeInChild } from "./judge-in-child";
import type { FamilyResult, JudgedFamily } from "./judge-family";
import { benchFolder } from "./record";
import { threeDigits } from "./wording";

const OPTIONS: OptionSpecs = {
  quick: { help: "1,000 rows" },
  rows: { value: "N", help: "training rows, and as many held out; 5,000" },
  only: { value: "TABLE,...", help: `these tables only: ${tableSpecs.map(({ name }) => name).join(", ")}` },
  out: { value: "FOLDER", help: "where the table, its numbers and the figure go" },
  help: { help: "this text" },
};
const [ROWS, QUICK_ROWS, LEAST_ROWS] = [5000, 1000, 100];
const [FAILURE, BAD_USAGE] = [1, 2];

async function main(words: readonly string[]): Promise<void> {
  const given = parseArguments("bench:families", words, OPTIONS);
  if (given.has("help")) return console.log(help());
  const rows = given.number("rows") ?? (given.has("quick") ? QUICK_ROWS : ROWS);
  if (!Number.isInteger(rows) || rows < LEAST_ROWS)
    throw new UsageError(`bench:families: --rows is ${rows}, it must be a whole number from ${LEAST_ROWS}`);
  const compared: ComparedTable[] = [];
  for (const spec of chooseTables(given.text("only"))) {
    const table = await spec.load(rows);
    if ("missing" in table) console.error(`${spec.name} skipped: ${table.missing}`);
    else compared.push(await compareOn(table, rows));
  }
  await keep(compared, given.text("out") ?? benchFolder());
  if (compared.some(({ results }) => results.some(({ failed }) => failed !== undefined))) process.exitCode = FAILURE;
}

function chooseTables(only: string | undefined) {
  if (only === undefined) return tableSpecs;
  const names = only.split(",");
  const unknown = names.filter((name) => !tableSpecs.some((spec) => spec.name === name));
  if (unknown.length > 0)
    throw new UsageError(
      `bench:families: --only names ${quoteList(unknown)}; the tables are ${quoteList(tableSpecs.map(({ name }) => name))}`,
    );
  return tableSpecs.filter(({ name }) => names.includes(name));
}

/** Each family in a process of its own, so that its memory is its own. */
async function compareOn(table: FamilyTable, rows: number): Promise<ComparedTable> {
  const results: FamilyResult[] = [];
  for (const family of familyNames) {
    const result = await judgeInChild(family, table.name, rows);
    console.error(
      `${table.name}: ${result.family} ${result.failed === undefined ? `trained in ${threeDigits(result.trainSeconds)} s` : `failed: ${result.failed}`}`,
    );
    results.push(result);
  }
  const { name, target, training } = table;
  return { table: { name, target, rows: training.rowCount, columns: training.columns.length }, results };
}

/** Prints the Markdown, and writes it with a figure for each table and all numbers as JSON. */
async function keep(compared: readonly ComparedTable[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const markdown = familiesMarkdown(compared);
  const files: [string, string][] = [
    ["families.md", markdown],
    ["families.json", `${JSON.stringify(compared, null, 2)}\n`],
    ...compared.map((one): [string, string] => [`families-${one.table.name}.svg`, figureOf(one)]),
  ];
  for (const [name, text] of files) await replaceFile(join(folder, name), (path) => writeFile(path, text));
  console.log(markdown);
  console.log(`Written to ${folder}: ${files.map(([name]) => name).join(", ")}`);
}

/** The accuracy of pairs of each family, best first. */
function figureOf({ table, results }: ComparedTable): string {
  const judged = results
    .flatMap((result) =>
      isJudged(result) && result.bivariate.value !== undefined ? [{ name: result.family, value: result.bivariate.value }] : [],
    )
    .sort((a, b) => b.value - a.value);
  const bars = { labels: judged.map(({ name }) => name), values: judged.map(({ value }) => value) };
  return svgOf(plots.bars(bars, { title: `Accuracy of pairs of columns, "${table.name}"`, unit: "accuracy of pairs, 1 is best" }), {
    width: 640,
  });
}

function isJudged(result: FamilyResult): result is JudgedFamily {
  return result.failed === undefined;
}

function help(): string {
  const lines = Object.entries(OPTIONS).map(
    ([name, { value, help: text }]) => `  --${name}${value === undefined ? "" : ` ${value}`}`.padEnd(20) + text,
  );
  return ["Usage: npm run bench:families -- [options]", "", ...lines].join("\n");
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = thrown instanceof UsageError ? BAD_USAGE : FAILURE;
});
