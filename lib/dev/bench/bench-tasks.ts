/** `npm run bench:tasks`: imputation, rebalancing and parity on census rows, as Markdown. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type OptionSpecs, parseArguments, UsageError } from "../../base/arguments";
import { messageOf } from "../../base/errors";
import { readTable } from "../../table/read-table";
import { downstreamFigures, imputationFigures, tasksMarkdown } from "./adult-tasks";

const OPTIONS: OptionSpecs = {
  data: { value: "FILE", help: "the Adult table; default adult/adult_dev.csv.gz in the folder that SYNTHETIC_TABLES_TEST_DATA names" },
  seed: { value: "N", help: "fixes what is hidden, trained and drawn; default 1" },
  help: { help: "this text" },
};
const [FAILURE, BAD_USAGE] = [1, 2];

async function main(words: readonly string[]): Promise<void> {
  const given = parseArguments("bench:tasks", words, OPTIONS);
  if (given.has("help")) {
    const lines = Object.entries(OPTIONS).map(
      ([name, { value, help }]) => `  --${name}${value === undefined ? "" : ` ${value}`}\n      ${help}`,
    );
    return console.log(`npm run bench:tasks -- [options]\n\n${lines.join("\n")}`);
  }
  const folder = process.env.SYNTHETIC_TABLES_TEST_DATA;
  const file = given.text("data") ?? (folder === undefined ? undefined : join(folder, "adult", "adult_dev.csv.gz"));
  if (file === undefined || !existsSync(file))
    throw new UsageError(
      `bench:tasks: ${file === undefined ? "no table is named" : `there is no ${file}`}; name the Adult table by --data`,
    );
  const seed = given.number("seed") ?? 1;
  const adult = await readTable(file, { csv: { missing: ["?", ""] } });
  console.log(tasksMarkdown(await imputationFigures(adult, seed), await downstreamFigures(adult, seed), seed));
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = thrown instanceof UsageError ? BAD_USAGE : FAILURE;
});
