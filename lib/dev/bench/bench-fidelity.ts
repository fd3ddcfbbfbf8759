/** `npm run bench:fidelity`: how close the model comes to real tables of all kinds, as Markdown. */

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type OptionSpecs, parseArguments, UsageError } from "../../base/arguments";
import { messageOf, quoteList } from "../../base/errors";
import { replaceFile } from "../../base/replace-file";
import { Table } from "../../table/table";
import { fidelityMarkdown, fidelityOf } from "./fidelity";
import { fidelityTables } from "./fidelity-tables";
import { benchFolder } from "./record";

const OPTIONS: OptionSpecs = {
  only: { value: "TABLE,...", help: `these tables only: ${fidelityTables.map(({ name }) => name).join(", ")}` },
  seeds: { value: "N", help: "so many splits of each table, with the seeds 1 to N; default 1" },
  out: { value: "FOLDER", help: "where fidelity.md and fidelity.json go" },
  help: { help: "this text" },
};
const [FAILURE, BAD_USAGE] = [1, 2];

const LEGEND = `Each table is split in halves at random: the model trains on one (default options) and draws as many rows. Behind the stroke stands
what the other half reaches; of TSTR, what a model reaches that has learnt from the real half.

Columns, pairs: accuracy, up is better; "shuffled" are the training rows with each column shuffled on its own. AUC: of a discriminator,
0.5 cannot tell. TSTR: AUC of a class or R² of a number, trained on synthetic rows and tested on the other half. Identical: share of
rows that are training rows. DCR share: of synthetic rows nearer to the training half; 0.5 is ideal. CPU: seconds of all threads for training and
sampling. An asterisk marks a figure that misses the aim: columns within .006 and pairs within .015 of the other half and above
shuffled; AUC at most .58 (10,000 rows or more), .65 (1,000 or more) or .70; loss of TSTR at most .01, .02 or .05; no more identical
rows than the other half has; DCR share from .48 to .52.`;

async function main(words: readonly string[]): Promise<void> {
  const given = parseArguments("bench:fidelity", words, OPTIONS);
  if (given.has("help")) return console.log(help());
  const seeds = given.number("seeds") ?? 1;
  if (!Number.isInteger(seeds) || seeds < 1) throw new UsageError(`bench:fidelity: --seeds is ${seeds}, it must be a whole number from 1`);
  const runs: Parameters<typeof fidelityMarkdown>[0][number][] = [];
  for (const { name, target, load } of chosenTables(given.text("only"))) {
    const table = await load();
    if (!(table instanceof Table)) {
      console.error(`${name} skipped: ${table.missing}`);
      continue;
    }
    for (let seed = 1; seed <= seeds; seed++) {
      runs.push({ table: name, target, fidelity: await fidelityOf(table, target, seed) });
      console.error(fidelityMarkdown(runs.slice(-1)).split("\n")[2]);
    }
  }
  const markdown = `# How close the model comes\n\n${LEGEND}\n\n${fidelityMarkdown(runs)}\n`;
  const folder = given.text("out") ?? benchFolder();
  await mkdir(folder, { recursive: true });
  await replaceFile(join(folder, "fidelity.md"), (path) => writeFile(path, markdown));
  await replaceFile(join(folder, "fidelity.json"), (path) => writeFile(path, `${JSON.stringify(runs, bare, 2)}\n`));
  console.log(markdown);
}

/** Leaves out the parts that a measure consists of. */
function bare(key: string, value: unknown): unknown {
  return ["byColumn", "byPair"].includes(key) ? undefined : value;
}

function chosenTables(only: string | undefined): typeof fidelityTables {
  if (only === undefined) return fidelityTables;
  const names = only.split(",");
  const unknown = names.filter((name) => !fidelityTables.some((table) => table.name === name));
  if (unknown.length === 0) return fidelityTables.filter(({ name }) => names.includes(name));
  throw new UsageError(
    `bench:fidelity: --only names ${quoteList(unknown)}; the tables are ${quoteList(fidelityTables.map(({ name }) => name))}`,
  );
}

function help(): string {
  const lines = Object.entries(OPTIONS).map(
    ([name, { value, help: text }]) => `  --${name}${value === undefined ? "" : ` ${value}`}\n      ${text}`,
  );
  return `npm run bench:fidelity -- [options]\n\n${lines.join("\n")}`;
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = thrown instanceof UsageError ? BAD_USAGE : FAILURE;
});
