/**
 * Notebook sources in percent format: one TypeScript module, cut into cells by lines that start with `// %%`.
 *
 *   // ---
 *   // id: 04a
 *   // title: Train and generate
 *   // ---
 *
 *   // %% [markdown] 04a-question
 *   // # Train and generate
 *
 *   // %% 04a-train tags=slow
 *   const argn = await TabularARGN.train(training, { seed: 1 });
 *
 *   // %% include 04a.1
 *
 * The id stands first, then `tags=a,b`, and `exercise=04a.1` on the cells of an exercise. `include` stands for the cells
 * of an exercise that is written in solutions/src.
 */

export interface PercentCell {
  readonly kind: "code" | "markdown";
  readonly id: string;
  readonly tags: readonly string[];
  /** The exercise that the cell belongs to, "" when to none. */
  readonly exercise: string;
  readonly source: string;
  /** Where the cell's marker stands in the file, for messages; lines are counted from 1. */
  readonly line: number;
}

export interface Include {
  readonly kind: "include";
  readonly exercise: string;
  readonly line: number;
}

export interface PercentFile {
  readonly fileName: string;
  readonly header: Readonly<Record<string, string>>;
  readonly cells: readonly (PercentCell | Include)[];
}

/** Reads a percent source; throws a SyntaxError that names file and line. */
export function parsePercent(text: string, fileName: string): PercentFile {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const first = lines.findIndex(isMarker);
  if (first < 0) throw new SyntaxError(`${fileName}: no cell; a cell starts with a line "// %% id"`);
  const header = parseHeader(lines.slice(0, first), fileName);
  const starts = lines.flatMap((line, i) => (isMarker(line) ? [i] : []));
  const cells = starts.map((start, i) => parseCell(lines.slice(start, starts[i + 1]), `${fileName}:${start + 1}`, start + 1));
  return { fileName, header, cells };
}

function isMarker(line: string): boolean {
  return /^\/\/ %%(\s|$)/.test(line);
}

/** The lines `// name: value` between two lines `// ---`. */
function parseHeader(lines: readonly string[], fileName: string): Record<string, string> {
  const fences = lines.flatMap((line, i) => (line.trim() === "// ---" ? [i] : []));
  if (fences.length !== 2) throw new SyntaxError(`${fileName}: the header stands between two lines "// ---", found ${fences.length}`);
  const entries = lines.slice(fences[0] + 1, fences[1]).map((line, i): [string, string] => {
    const match = /^\/\/ (\w+): (.+)$/.exec(line);
    if (match === null) throw new SyntaxError(`${fileName}:${fences[0] + i + 2}: a header line reads "// name: value", got "${line}"`);
    return [match[1], match[2].trim()];
  });
  return Object.fromEntries(entries);
}

function parseCell(lines: readonly string[], place: string, line: number): PercentCell | Include {
  const words = lines[0]
    .slice("// %%".length)
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words[0] === "include") return { kind: "include", exercise: oneWord(words, place), line };
  const markdown = words[0] === "[markdown]";
  const [id = "", ...attributes] = markdown ? words.slice(1) : words;
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) throw new SyntaxError(`${place}: the cell has the id "${id}"; an id is made of a-z, 0-9 and "-"`);
  const body = lines.slice(1);
  return {
    kind: markdown ? "markdown" : "code",
    id,
    ...parseAttributes(attributes, place),
    source: trimBlankLines(markdown ? body.map((each, i) => uncomment(each, `${place}+${i + 1}`)) : body),
    line,
  };
}

function oneWord(words: readonly string[], place: string): string {
  if (words.length !== 2) throw new SyntaxError(`${place}: "include" is followed by the id of one exercise`);
  return words[1];
}

function parseAttributes(words: readonly string[], place: string): { tags: string[]; exercise: string } {
  const attributes = { tags: new Array<string>(), exercise: "" };
  for (const word of words) {
    const [name, value = ""] = word.split("=");
    if (name === "tags") attributes.tags = value.split(",");
    else if (name === "exercise") attributes.exercise = value;
    else throw new SyntaxError(`${place}: unknown attribute "${word}"; a cell takes tags=a,b and exercise=04a.1`);
  }
  return attributes;
}

function uncomment(line: string, place: string): string {
  if (line.trim() === "" || line.trim() === "//") return "";
  if (!line.startsWith("// ")) throw new SyntaxError(`${place}: a line of a markdown cell starts with "// ", got "${line}"`);
  return line.slice(3);
}

function trimBlankLines(lines: readonly string[]): string {
  return lines
    .join("\n")
    .replace(/^(\s*\n)+/, "")
    .trimEnd();
}
