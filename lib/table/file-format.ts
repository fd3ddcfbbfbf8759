/** Which kind of table file a name stands for. */

import { quoteList } from "../base/errors";

export type TableFormat = "csv" | "tsv" | "parquet";

const ENDINGS: ReadonlyMap<string, TableFormat> = new Map([
  [".csv", "csv"],
  [".csv.gz", "csv"],
  [".txt", "csv"],
  [".txt.gz", "csv"],
  [".tsv", "tsv"],
  [".tsv.gz", "tsv"],
  [".parquet", "parquet"],
]);

/** The format of a file by its ending, in capitals or not. Any other ending is a RangeError that lists those known. */
export function fileFormat(action: string, path: string): TableFormat {
  const name = path.toLowerCase();
  for (const [ending, format] of ENDINGS) if (name.endsWith(ending)) return format;
  throw new RangeError(
    `${action} ${path}: its ending does not say what it is; the endings known are ${quoteList([...ENDINGS.keys()], 20)}`,
  );
}
