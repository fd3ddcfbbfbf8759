/** Which separator and which line ends a CSV file uses, from its first block. */

import Papa from "papaparse";

/** What divides cells and lines. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly newline: "\n" | "\r\n" | "\r";
}

const DELIMITERS: readonly string[] = [",", ";", "\t", "|"];
const SAMPLED_ROWS = 50;

/**
 * The dialect of a text: line ends as at the end of the first line; the separator that divides the first rows most
 * evenly, and of equally even ones that which finds most columns. A text in which none divides anything has one column.
 *
 * @example
 * assert.equal(sniffCsv("name;price\nbread;1,20\nmilk;0,99\n").delimiter, ";");
 */
export function sniffCsv(text: string): CsvDialect {
  const newline = firstNewline(text);
  let best = { delimiter: ",", share: 0, width: 1 };
  for (const delimiter of DELIMITERS) {
    const { share, width } = evenness(text, delimiter, newline);
    if (width === 1) continue;
    if (share > best.share || (share === best.share && width > best.width)) best = { delimiter, share, width };
  }
  return { delimiter: best.delimiter, newline };
}

/** The first line end that stands outside quotes. */
export function firstNewline(text: string): CsvDialect["newline"] {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (letter === '"') quoted = !quoted;
    if (quoted) continue;
    if (letter === "\n") return "\n";
    if (letter === "\r") return text[i + 1] === "\n" ? "\r\n" : "\r";
  }
  return "\n";
}

/** The share of the first rows that have as many cells as the very first. */
function evenness(text: string, delimiter: string, newline: CsvDialect["newline"]): { share: number; width: number } {
  const rows = Papa.parse<string[]>(text, { delimiter, newline, preview: SAMPLED_ROWS }).data;
  const full = rows.filter((row) => row.length > 1 || row[0] !== "");
  // the last row may be cut off by the end of the block
  const whole = full.length > 1 && rows.length < SAMPLED_ROWS && !text.endsWith(newline) ? full.slice(0, -1) : full;
  if (whole.length === 0) return { share: 0, width: 1 };
  const width = whole[0].length;
  return { share: whole.filter((row) => row.length === width).length / whole.length, width };
}
