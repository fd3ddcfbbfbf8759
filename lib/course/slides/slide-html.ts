/** Markdown of a slide as HTML: formulas are drawn here, lines in double braces are resolved. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import katex from "katex";
import MarkdownIt from "markdown-it";
import { didYouMean } from "../../base/errors";
import { membersOf } from "../server/notebook-document";
import { directive } from "./directive";
import { highlight } from "./highlight";

const parser = new MarkdownIt({ html: true, linkify: false, typographer: false });
parser.inline.ruler.after("escape", "maths", (state, silent) => {
  const rest = state.src.slice(state.pos);
  const found = /^\$\$([\s\S]+?)\$\$/.exec(rest) ?? /^\$(?![\s$])((?:\\.|[^$\\])+?)(?<!\s)\$(?!\d)/.exec(rest);
  if (found === null) return false;
  if (!silent) state.push("maths", "", 0).content = found[0];
  state.pos += found[0].length;
  return true;
});
parser.renderer.rules.maths = (tokens, i) => {
  const { content } = tokens[i];
  const displayMode = content.startsWith("$$");
  return katex.renderToString(content.replaceAll(/^\${1,2}|\${1,2}$/g, ""), { displayMode, throwOnError: true });
};

const MARK = "\uE000";

/** The slide as HTML; throws when a formula is wrong or what it includes or links to is not there. */
export function slideHtml(markdown: string, root: string): string {
  const parts: string[] = [];
  const keep = (html: string): string => `${MARK}${parts.push(html) - 1}${MARK}`;
  const pieces = markdown.split(/^(\{\{.*\}\}$|```(?:ts|sh|text)\n[\s\S]*?\n```$)/m);
  const texts: string[] = [];
  for (const piece of pieces) {
    const [, language, code] = /^```(ts|sh|text)\n([\s\S]*)\n```$/.exec(piece) ?? [];
    if (piece.startsWith("{{")) texts.push(keep(directive(piece, root)));
    else texts.push(language === undefined ? piece : keep(highlight(code, language)));
  }
  const html = parser.render(withNumbers(texts.join(""), root));
  const filled = html.replaceAll(new RegExp(`(?:<p>)?${MARK}(\\d+)${MARK}(?:</p>)?`, "g"), (_, i) => parts[Number(i)]);
  return filled.replaceAll(/<a href="([^"]*)">/g, (_, address: string) => openingTag(address, root));
}

/** Puts a measured number where its name stands: `{{number accuracy}}`. */
function withNumbers(text: string, root: string): string {
  return text.replaceAll(/\{\{number ([\w-]+)\}\}/g, (_, name: string) => {
    const numbers = membersOf(JSON.parse(readFileSync(join(root, "slides", "figures", "numbers.json"), "utf8")));
    const value = numbers[name];
    if (typeof value === "string") return value;
    throw new RangeError(`slides/figures/numbers.json has no number "${name}".${didYouMean(name, Object.keys(numbers))}`);
  });
}

/** A link as it is written for a reader of the file, changed to where the server shows the same thing. */
function openingTag(address: string, root: string): string {
  if (/^(https?:|#)/.test(address)) return `<a href="${address}" target="_blank" rel="noopener noreferrer">`;
  const [path] = address.split("#");
  if (!existsSync(join(root, "slides", path))) throw new RangeError(`the link ${address} leads nowhere; links start in the folder slides`);
  const inRoot = join("/", "slides", path);
  const notebook = /^\/((?:notebooks|exercises|solutions)\/[^/]+)\.ipynb$/.exec(inRoot);
  if (notebook !== null) return `<a href="/#${notebook[1]}" target="_blank">`;
  const deck = /^\/(slides\/\d[\w-]*)\.md$/.exec(inRoot);
  return deck === null ? `<a href="${inRoot.replace(/^\/lib\//, "/source/")}" target="_blank">` : `<a href="/${deck[1]}">`;
}
