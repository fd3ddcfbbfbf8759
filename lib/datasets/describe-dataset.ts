/** What a dataset says about itself: schema.json, truth.json and card.md. */

import { formatCsv } from "../table/write-csv";
import { drawBlock } from "./simulate/simulate";
import type { Sample, Simulator, Truth } from "./simulate/simulator";

export const PREVIEW_ROWS = 100;

/** Above this size the truths are not measured on the data again: the tolerance is scaled from a sample of this size. */
const MOST_SUBJECTS_MEASURED = 20_000;

/** The texts that stand beside the data, by file name. */
export function descriptionsOf(simulator: Simulator, rows: number, seed: number): Readonly<Record<string, string>> {
  return {
    "card.md": cardOf(simulator),
    "schema.json": json(schemaOf(simulator)),
    "truth.json": json(truthOf(simulator, rows, seed)),
    ...previewsOf(simulator, rows, seed),
  };
}

/** The first 100 rows of each table: `preview.csv`, or `TABLE.preview.csv` when there are several. */
export function previewsOf(simulator: Simulator, rows: number, seed: number): Readonly<Record<string, string>> {
  const { tables } = drawBlock(simulator, simulator.seeded(seed), 0, Math.min(rows, PREVIEW_ROWS));
  const several = simulator.tables.length > 1;
  return Object.fromEntries(
    simulator.tables.map(({ name }) => [several ? `${name}.preview.csv` : "preview.csv", formatCsv(tables[name].slice(0, PREVIEW_ROWS))]),
  );
}

/** Tables, keys and columns. */
export function schemaOf({ name, title, tables, latent }: Simulator): object {
  return { name, title, tables, latent };
}

/** The constants of the law, what follows from them, and how far a sample of this size may stray. */
export function truthOf(simulator: Simulator, rows: number, seed: number): object {
  const law = simulator.seeded(seed);
  const subjects = Math.min(rows, MOST_SUBJECTS_MEASURED);
  const sample = drawBlock(simulator, law, 0, subjects);
  return {
    dataset: simulator.name,
    rows,
    seed,
    rule: "|estimate - truth| < tolerance; tolerance = 4 standard errors, for a share 4 sqrt(p (1 - p) / n)",
    basis: {
      exact: "follows from the equations",
      simulated: "counted in a far larger sample of the same law, given to the digits that are sure",
    },
    constants: simulator.constants,
    truths: simulator.truths.map((truth) => truthEntry(truth, sample, Math.sqrt(subjects / rows), subjects === rows)),
    rules: simulator.rules.map(({ name }) => ({ name, violations: 0 })),
    canaries: law.canaries(rows).map((canary) => ({ ...canary, occurrences: 1, inPrivateCopy: 0 })),
  };
}

function truthEntry(truth: Truth, sample: Sample, scale: number, complete: boolean): object {
  const { name, value, formula, basis } = truth;
  const { value: inThisData, standardError } = truth.estimate(sample);
  if (!Number.isFinite(standardError)) return { name, value, formula, basis, notComputed: "too few rows to estimate it" };
  const tolerance = significant(4 * standardError * scale);
  return complete
    ? { name, value, formula, basis, tolerance, inThisData: significant(inThisData) }
    : { name, value, formula, basis, tolerance };
}

/** The card: who is in the data, who is missing, what the bias is, who could be harmed. */
export function cardOf({ name, title, subject, defaultRows, card, tables, truths }: Simulator): string {
  const sections = [
    `# ${title}`,
    card.about,
    `Origin: simulated by \`simulate("${name}")\` of this project; by default ${defaultRows.toLocaleString("en-GB")} ${subject}. ` +
      "Licence: CC0 1.0 (no rights reserved); the code that makes it is under Apache 2.0.",
    `## Who is in the data\n\n${card.who}`,
    `## Who is missing\n\n${card.missing}`,
    `## What the bias is\n\n${card.bias}`,
    `## Who could be harmed\n\n${card.harms}`,
    `## What it is for\n\n${card.use}`,
    ...tables.map((table) => `## Table \`${table.name}\`\n\n${keysOf(table)}\n\n${columnsOf(table)}`),
    `## What is known to be true\n\n\`truth.json\` holds the constants of the law and ${truths.length} numbers that follow from it, each with ` +
      "its tolerance. `latent.csv` holds what no column shows: make your guess before you open it; `schema.json` says what its columns mean.",
    "## How to read the files\n\nCSV in UTF-8 with a line of column names; an empty cell is a missing one, dates are written year first. " +
      "`manifest.json` holds the rows, size and sha256 of every table at the default size with seed 1: a copy with other sums is another table. " +
      "Another seed is a fresh sample of the same law.",
  ];
  return `${sections.join("\n\n")}\n`;
}

function keysOf({ primaryKey, foreignKeys, orderedBy }: Simulator["tables"][number]): string {
  const key = primaryKey.length === 0 ? "No primary key." : `Primary key: ${primaryKey.map(code).join(", ")}.`;
  const links = foreignKeys.map(({ column, table, references }) => `${code(column)} points to ${code(`${table}.${references}`)}.`);
  const order = orderedBy === undefined ? [] : [`Ordered by ${code(orderedBy)}.`];
  return [key, ...links, ...order].join(" ");
}

function columnsOf({ columns }: Simulator["tables"][number]): string {
  const lines = columns.map(({ name, type, means, values, ordered, unit, missing }) => {
    const kind = `${type}${unit === undefined ? "" : `, ${unit}`}`;
    const range = values === undefined ? "" : ` ${ordered === true ? "In order: " : "One of "}${values.join(", ")}.`;
    return `| ${code(name)} | ${kind} | ${means}.${range} | ${missing ?? "never"} |`;
  });
  return ["| column | type | meaning | missing |", "| --- | --- | --- | --- |", ...lines].join("\n");
}

function code(text: string): string {
  return `\`${text}\``;
}

function significant(value: number): number {
  return Number(value.toPrecision(5));
}

/** Lists of numbers and words stand on one line. */
function json(value: object): string {
  const text = JSON.stringify(value, null, 2).replace(
    /\[\s+([^[\]{}]*?)\s+\]/g,
    (_, items: string) => `[${items.replace(/,\s*\n\s*/g, ", ")}]`,
  );
  return `${text}\n`;
}
