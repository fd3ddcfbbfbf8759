/** The comparison of families as Markdown. */

import type { Measure } from "../../quality/scores";
import { notCompared } from "./families";
import type { FamilyTable } from "./family-tables";
import type { FamilyResult, JudgedFamily } from "./judge-family";
import { threeDigits } from "./wording";

export interface ComparedTable {
  readonly table: Pick<FamilyTable, "name" | "target"> & { readonly rows: number; readonly columns: number };
  readonly results: readonly FamilyResult[];
}

const COLUMNS: readonly { readonly head: string; readonly cell: (result: JudgedFamily) => string }[] = [
  { head: "columns", cell: ({ univariate }) => numberText(univariate) },
  { head: "pairs", cell: ({ bivariate }) => numberText(bivariate) },
  { head: "discriminator AUC", cell: ({ discriminatorAuc }) => numberText(discriminatorAuc) },
  { head: "TSTR", cell: ({ utility }) => numberText(utility) },
  { head: "DCR share", cell: ({ dcrShare }) => numberText(dcrShare) },
  { head: "membership AUC", cell: ({ membershipAuc }) => numberText(membershipAuc) },
  { head: "train, s", cell: ({ trainSeconds }) => threeDigits(trainSeconds) },
  { head: "sample, rows/s", cell: ({ rowsPerSecond }) => threeDigits(rowsPerSecond) },
  { head: "memory, MB", cell: ({ peakMemory }) => threeDigits(peakMemory / 1e6) },
];

const LEGEND = `Columns, pairs: share of the distribution of single columns and of pairs that lies where the real one does (up is better).
Discriminator AUC: 0.5 when synthetic and real rows (1,500 of each) cannot be told apart, 1 when they always can.
TSTR: a model trained on synthetic rows, tested on real ones; R² for numbers, AUC for categories (up is better).
DCR share: share of synthetic rows nearer to a training row than to any held-out row; 0.5 is ideal, more hints at copying.
Membership AUC: how well an attacker tells training rows from others by their distances; 0.5 is guessing.
Seconds are processor time of all threads; memory is the peak of the whole process.`;

/** All tables, one section each. */
export function familiesMarkdown(tables: readonly ComparedTable[]): string {
  return ["# Families of generators, side by side", LEGEND, ...tables.map(sectionOf), notCompared].join("\n\n") + "\n";
}

function sectionOf({ table, results }: ComparedTable): string {
  const { name, rows, columns, target } = table;
  const head = `## ${name}`;
  const size = `${rows.toLocaleString("en-GB")} training rows, as many held out, ${columns} columns; the model predicts \`${target}\`. ${references(results)}`;
  const failures = results.flatMap((result) => (result.failed === undefined ? [] : [`${result.family} failed: ${result.failed}`]));
  return [head, size.trim(), markdownTable(results), ...failures, ...results.flatMap(gapsOf)].join("\n\n");
}

/** Why a number is not there. */
function gapsOf(result: FamilyResult): string[] {
  if (result.failed !== undefined) return [];
  const { univariate, bivariate, discriminatorAuc, utility, dcrShare, membershipAuc } = result;
  const measures = { columns: univariate, pairs: bivariate, discriminatorAuc, TSTR: utility, dcrShare, membershipAuc };
  return Object.entries(measures).flatMap(([name, measure]) =>
    measure.notComputed === undefined ? [] : [`${result.family}: ${name} not computed: ${measure.notComputed}`],
  );
}

/** What fresh real rows would reach: the same for every family. */
function references(results: readonly FamilyResult[]): string {
  const judged = results.find((result): result is JudgedFamily => result.failed === undefined);
  if (judged === undefined) return "";
  const texts = [
    ["columns", judged.univariate.reference],
    ["pairs", judged.bivariate.reference],
    ["TSTR", judged.utility.reference],
  ] as const;
  const known = texts.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value.toFixed(3)}`]));
  return known.length === 0 ? "" : `Real rows would reach: ${known.join(", ")}.`;
}

/** Columns of equal width, so that it reads well as text too. */
function markdownTable(results: readonly FamilyResult[]): string {
  const rows = results.map((result) =>
    result.failed === undefined
      ? [result.family, ...COLUMNS.map(({ cell }) => cell(result))]
      : [result.family, ...COLUMNS.map(() => "failed")],
  );
  const heads = ["family", ...COLUMNS.map(({ head }) => head)];
  const widths = heads.map((head, c) => Math.max(head.length, ...rows.map((row) => row[c].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, c) => (c === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(heads), rule, ...rows.map(line)].join("\n");
}

function numberText(measure: Measure): string {
  return measure.notComputed === undefined ? measure.value.toFixed(3) : "not computed";
}
