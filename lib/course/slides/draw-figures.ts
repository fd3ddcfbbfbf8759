/** `npm run slides:figures`: draws the figures of the decks that show results, and writes the numbers that slides name. */

import { join } from "node:path";
import { messageOf } from "../../base/errors";
import { courseFolder } from "../course-folder";
import { writeWhole } from "../server/atomic-file";
import { combinationDrawings, lossDrawings, qualityDrawings, relationDrawings } from "./drawings";

async function main(): Promise<void> {
  const parts = [await relationDrawings(), await combinationDrawings(), await lossDrawings(), await qualityDrawings()];
  const folder = join(courseFolder(), "slides", "figures");
  const numbers: Record<string, string> = {};
  for (const part of parts) {
    for (const [name, svg] of Object.entries(part.figures)) await writeWhole(join(folder, `${name}.svg`), `${svg}\n`);
    Object.assign(numbers, part.numbers);
  }
  await writeWhole(join(folder, "numbers.json"), `${JSON.stringify(numbers, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(numbers, null, 2)}\nwritten to ${folder}\n`);
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${messageOf(thrown)}\n`);
  process.exitCode = 1;
});
