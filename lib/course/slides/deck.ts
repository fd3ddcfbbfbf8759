/** A deck as it is written: Markdown, slides between lines `---`, what the speaker says after a line `Note:`. */

export interface DeckHead {
  readonly title: string;
  /** The heading of the course home under which the deck stands. */
  readonly section: string;
  readonly minutes: number;
}

export interface Slide {
  /** The slide's address within the deck, made of its heading. */
  readonly id: string;
  readonly heading: string;
  readonly markdown: string;
  /** What the speaker says, as Markdown; "" when nothing was written. */
  readonly notes: string;
  /** Where the slide starts in the file, counted from 1. */
  readonly line: number;
}

export interface Deck extends DeckHead {
  readonly slides: readonly Slide[];
}

/** Reads a deck; throws a SyntaxError that names file and line. */
export function parseDeck(text: string, fileName: string): Deck {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const { head, end } = headOf(lines, fileName);
  const separators = lines.flatMap((_, i) => (i > end && isSeparator(lines, i) ? [i] : []));
  const starts = [end, ...separators];
  const slides = starts.map((start, i) => parseSlide(lines.slice(start + 1, starts[i + 1]), start + 2, fileName));
  const twice = slides.find(({ id }, i) => slides.findIndex((other) => other.id === id) !== i);
  if (twice !== undefined)
    throw new SyntaxError(`${fileName}:${twice.line}: a second slide "${twice.heading}"; headings are the addresses of slides`);
  return { ...head, slides };
}

/** The lines `name: value` between the first two lines `---`. */
function headOf(lines: readonly string[], fileName: string): { readonly head: DeckHead; readonly end: number } {
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0)
    throw new SyntaxError(`${fileName}:1: a deck starts with title, section and minutes between two lines ---`);
  const values = new Map<string, string>();
  for (const [i, line] of lines.slice(1, end).entries()) {
    const [, name, value] = /^(\w+):\s*(\S.*)$/.exec(line) ?? [];
    if (name === undefined || !["title", "section", "minutes"].includes(name))
      throw new SyntaxError(`${fileName}:${i + 2}: got "${line}", need title, section or minutes with a value`);
    values.set(name, value.trim());
  }
  const need = (name: string): string => {
    const value = values.get(name);
    if (value === undefined) throw new SyntaxError(`${fileName}:1: "${name}" is missing between the lines ---`);
    return value;
  };
  const minutes = Number(need("minutes"));
  if (!Number.isInteger(minutes) || minutes < 1)
    throw new SyntaxError(`${fileName}:1: minutes are "${need("minutes")}", need a whole number from 1`);
  return { head: { title: need("title"), section: need("section"), minutes }, end };
}

/** A line `---` in a block of code separates nothing. */
function isSeparator(lines: readonly string[], i: number): boolean {
  if (lines[i] !== "---") return false;
  return lines.slice(0, i).filter((line) => line.startsWith("```")).length % 2 === 0;
}

function parseSlide(lines: readonly string[], line: number, fileName: string): Slide {
  const note = lines.findIndex((each) => /^Note:/.test(each));
  const shown = note < 0 ? lines : lines.slice(0, note);
  const notes = note < 0 ? "" : [lines[note].slice("Note:".length), ...lines.slice(note + 1)].join("\n");
  const heading = shown.map((each) => /^#{1,2}\s+(\S.*)$/.exec(each)?.[1]).find((each) => each !== undefined);
  if (heading === undefined)
    throw new SyntaxError(`${fileName}:${line}: the slide has no heading; a slide starts with "## " and what it says`);
  return { id: addressOf(heading), heading, markdown: shown.join("\n").trim(), notes: notes.trim(), line };
}

function addressOf(heading: string): string {
  return heading
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
