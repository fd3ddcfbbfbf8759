/** Code as HTML, coloured on the server: the slide needs no highlighter. */

import { classHighlighter, highlightCode } from "@lezer/highlight";
import { escapeHtml } from "../html-text";
import { sourceParser } from "./source-parser";

/** What fits a slide in large and in normal type: characters a line, and lines. */
const LARGE = { characters: 74, lines: 12 };
const NORMAL = { characters: 90, lines: 19 };

/** The code in lines of their own; a long line goes on indented below itself. */
export function highlight(code: string, language = "ts"): string {
  const pieces = language === "ts" ? coloured(code) : escapeHtml(code);
  const sources = code.split("\n");
  const lines = pieces.split("\n").map((line, i) => {
    const margin = sources[i].length - sources[i].trimStart().length;
    return `<span class="line" style="--margin:${margin + 4}ch">${line === "" ? " " : line}</span>`;
  });
  const longest = Math.max(...sources.map((line) => line.length));
  const fits = ({ characters, lines }: typeof LARGE): boolean => longest <= characters && sources.length <= lines;
  return `<pre class="code ${fits(LARGE) ? "large" : fits(NORMAL) ? "normal" : "long"}"><code>${lines.join("")}</code></pre>`;
}

function coloured(code: string): string {
  const parts: string[] = [];
  highlightCode(
    code,
    sourceParser.parse(code),
    classHighlighter,
    (text, classes) => parts.push(classes === "" ? escapeHtml(text) : `<span class="${classes}">${escapeHtml(text)}</span>`),
    () => parts.push("\n"),
  );
  return parts.join("");
}
