/** Text cells: Markdown with formulas between dollar signs. */

import katex from "katex";
import MarkdownIt from "markdown-it";
import { safeHtml } from "./safe-html.js";

const parser = new MarkdownIt({ html: true, linkify: false, typographer: false });
parser.inline.ruler.after("escape", "maths", (state, silent) => {
  const rest = state.src.slice(state.pos);
  const found = /^\$\$([\s\S]+?)\$\$/.exec(rest) ?? /^\$(?![\s$])((?:\\.|[^$\\])+?)(?<!\s)\$(?!\d)/.exec(rest);
  if (found === null) return false;
  if (!silent) {
    const token = state.push("maths", "", 0);
    token.content = found[1];
    token.markup = found[0].startsWith("$$") ? "$$" : "$";
  }
  state.pos += found[0].length;
  return true;
});
parser.renderer.rules.maths = (tokens, i) => {
  const { content, markup } = tokens[i];
  const tag = `data-math="${parser.utils.escapeHtml(content)}"`;
  return markup === "$$" ? `<span ${tag} data-display="yes"></span>` : `<span ${tag}></span>`;
};

/** The text as elements. A link to another notebook opens it here; a link into the library shows the source. */
export function renderMarkdown(source: string): DocumentFragment {
  const fragment = safeHtml(parser.render(source), resolveInNotebooks);
  for (const place of fragment.querySelectorAll<HTMLElement>("[data-math]")) {
    katex.render(place.dataset.math ?? "", place, { displayMode: place.dataset.display === "yes", throwOnError: false });
  }
  for (const table of fragment.querySelectorAll("table")) wrap(table);
  return fragment;
}

/** Where a link of a notebook leads on this server. */
export function resolveInNotebooks(address: string): string {
  if (/^([a-z][a-z+.-]*:|#|\/\/)/i.test(address)) return address;
  const { pathname, hash } = new URL(address, "http://course/notebooks/");
  if (pathname === "/notebooks/glossary.md") return hash === "" ? "#glossary" : `#glossary/${hash.slice(1)}`;
  const notebook = /^\/((?:notebooks|exercises|solutions)\/[^/]+)\.ipynb$/.exec(pathname);
  if (notebook !== null) return `#${notebook[1]}${hash.replace("#", "/")}`;
  return pathname.replace(/^\/notebooks\//, "/files/").replace(/^\/lib\//, "/source/");
}

/** A wide table scrolls inside the text instead of widening it. */
function wrap(table: HTMLTableElement): void {
  const frame = document.createElement("div");
  frame.className = "table-frame";
  table.replaceWith(frame);
  frame.append(table);
}
