/** Reads a CSV file and writes it again, in a process of its own: `FILE COPY`. */

import { messageOf } from "../../base/errors";
import { readCsv } from "../../table/read-csv";
import { writeCsv } from "../../table/write-csv";
import { alternate } from "./alternate";
import { peakMemory, reportToParent } from "./run-child";

async function main([file, copy]: readonly string[]): Promise<void> {
  await reportToParent(async () => {
    const before = process.memoryUsage.rss();
    // the first read alone counts for memory: later ones find the garbage of those before
    const table = await readCsv(file);
    const readMemory = peakMemory() - before;
    const works = [async () => void (await readCsv(file)), () => writeCsv(copy, table)];
    const [read, written] = await alternate(works, { seconds: 0, leastRuns: 3, warmUps: 0 });
    return {
      readMemory,
      readSeconds: read.fastest,
      readProcessor: read.processor,
      writeSeconds: written.fastest,
      writeProcessor: written.processor,
    };
  });
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(messageOf(thrown));
  process.exitCode = 1;
});
