import { writeDataset } from "../datasets/write-dataset";
import type { Arguments } from "./arguments";
import type { Command, CommandContext } from "./command";

export const dataCommand: Command = {
  name: "data",
  summary: "Writes a simulated dataset with its known truth.",
  usage: "NAME --out FOLDER [options]",
  options: {
    rows: { value: "N", help: "number of rows (default: as the dataset's card says)" },
    out: { value: "FOLDER", help: "where the files go" },
  },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<void> {
  const name = given.positional("dataset");
  const folder = given.required("out");
  const files = await writeDataset(name, folder, { rows: given.number("rows"), seed: given.number("seed") ?? 1 });
  context.print(given.has("json") ? JSON.stringify(files) : `${folder}: ${name}`);
}
