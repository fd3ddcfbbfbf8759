/** The words of the course, from `notebooks/glossary.md`: a heading `## Term` each, and what it means below it. */

export interface Term {
  /** Its address in the file, as GitHub and VS Code make it of the heading: "total-variation". */
  readonly id: string;
  readonly term: string;
  /** What it means, as Markdown. */
  readonly text: string;
}

/** The terms in the text of the file; throws a SyntaxError that names a term without text, or one that stands twice. */
export function parseGlossary(markdown: string): Term[] {
  const [, ...parts] = markdown.replaceAll("\r\n", "\n").split(/^## /m);
  const terms = parts.map((part): Term => {
    const [heading, ...lines] = part.split("\n");
    return { id: addressOf(heading), term: heading.trim(), text: lines.join("\n").trim() };
  });
  const empty = terms.find(({ text }) => text === "");
  if (empty !== undefined) throw new SyntaxError(`glossary.md: "${empty.term}" has no text`);
  const twice = terms.find(({ id }, i) => terms.findIndex((each) => each.id === id) !== i);
  if (twice !== undefined) throw new SyntaxError(`glossary.md: "${twice.term}" stands twice`);
  return terms;
}

/** The terms that a text links to. */
export function linkedTerms(markdown: string): string[] {
  return [...new Set(Array.from(markdown.matchAll(/\]\(glossary\.md#([\w-]+)\)/g), ([, id]) => id))];
}

function addressOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .replace(/\s/g, "-");
}
