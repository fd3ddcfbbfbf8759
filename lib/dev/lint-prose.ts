/** Rules for the prose of notebooks. */

import type { NotebookCell } from "../course/headless/notebook-cell";

const MOST_WORDS = 60;
const FILLERS = ["simply", "just", "obviously", "of course", "easy", "easily", "trivial"];

/** What is wrong with a markdown cell. */
export function lintProse(cell: NotebookCell): string[] {
  const complaints: string[] = [];
  const words = proseWords(cell.source);
  if (words.length > MOST_WORDS) complaints.push(`${words.length} words, at most ${MOST_WORDS}: cut, or split the cell`);
  const text = ` ${words.join(" ").toLowerCase()} `;
  for (const filler of FILLERS)
    if (new RegExp(`[^a-z]${filler}[^a-z]`).test(text)) complaints.push(`"${filler}" says nothing, or hurts who does not find it so`);
  if (/[a-z]!(\s|$)/m.test(cell.source)) complaints.push("no exclamation marks");
  if (/\p{Extended_Pictographic}/u.test(cell.source)) complaints.push("no emoji");
  if (/!\[[^\]]*\]\(https?:/.test(cell.source) || /<(img|script|iframe|link)\b/i.test(cell.source))
    complaints.push("nothing is fetched from outside: keep the picture in the course");
  return complaints;
}

/** The words a reader reads: code blocks, formulas, link targets and the list of sources are not counted. */
function proseWords(source: string): string[] {
  if (source.startsWith("## Sources")) return [];
  return source
    .replace(/```[\s\S]*?```/g, " ")
    .replace(/\$\$[\s\S]*?\$\$/g, " ")
    .replace(/\]\([^)]*\)/g, "]")
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}
