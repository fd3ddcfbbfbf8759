/** The rows of a CSV text, block by block as they come, each with the line it starts on. */

import { Readable } from "node:stream";

import Papa from "papaparse";

import { breather } from "../base/abort";
import type { CsvDialect } from "./sniff-csv";

/** What the reader of rows answers: go on, or that it has enough. */
export type RowVerdict = "more" | "enough";

/** A row as Papa Parse found it; `quotesFault` says what is wrong with its quotes, if anything. */
export interface CsvRow {
  readonly cells: readonly string[];
  readonly line: number;
  readonly quotesFault: "unclosed" | "text-after-quote" | undefined;
}

/** Feeds the blocks to Papa Parse and every row it finds to `onRow`. An error that `onRow` throws ends the reading. */
export function readCsvRows(
  blocks: AsyncIterable<string>,
  { delimiter, newline }: CsvDialect,
  onRow: (row: CsvRow) => RowVerdict,
): Promise<void> {
  const lines = new LineCounter(newline);
  const stream = Readable.from(lines.watch(blocks));
  return new Promise((resolve, reject) => {
    const stop = (parser: Papa.Parser, settle: () => void): void => {
      // first of all: aborting reports the parsing as complete
      settle();
      parser.abort();
      stream.destroy();
    };
    Papa.parse<string[]>(stream, {
      delimiter,
      newline,
      chunk: ({ data, errors }, parser) => {
        try {
          if (takeRows(data, errors, lines, onRow) === "enough") stop(parser, resolve);
        } catch (thrown) {
          stop(parser, () => reject(thrown));
        }
      },
      complete: () => resolve(),
      error: reject,
    });
  });
}

function takeRows(
  rows: readonly (readonly string[])[],
  errors: readonly Papa.ParseError[],
  lines: LineCounter,
  onRow: (row: CsvRow) => RowVerdict,
): RowVerdict {
  // of several faults in a row the first is the cause: entries that come later win in a Map
  const faults = new Map(errors.map((error) => [error.row, faultOf(error)] as const).reverse());
  for (let i = 0; i < rows.length; i++) {
    const cells = rows[i];
    const line = lines.next(cells);
    if (onRow({ cells, line, quotesFault: faults.size === 0 ? undefined : faults.get(i) }) === "enough") return "enough";
  }
  return "more";
}

function faultOf({ code }: Papa.ParseError): NonNullable<CsvRow["quotesFault"]> {
  return code === "MissingQuotes" ? "unclosed" : "text-after-quote";
}

/** Knows the line on which each row starts; a quoted cell may run over several lines. */
class LineCounter {
  #line = 1;
  #sawQuotes = false;
  readonly #end: string;

  constructor(newline: string) {
    this.#end = newline === "\r" ? "\r" : "\n";
  }

  async *watch(blocks: AsyncIterable<string>): AsyncGenerator<string> {
    const breathe = breather();
    for await (const block of blocks) {
      await breathe();
      this.#sawQuotes ||= block.includes('"');
      if (block !== "") yield block;
    }
  }

  next(cells: readonly string[]): number {
    const line = this.#line++;
    if (this.#sawQuotes) for (const cell of cells) if (cell.includes(this.#end)) this.#line += cell.split(this.#end).length - 1;
    return line;
  }
}
