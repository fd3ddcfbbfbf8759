/** The lines of a slide that stand for something kept elsewhere: code, a figure, a notebook. */

import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { didYouMean } from "../../base/errors";
import { escapeHtml } from "../html-text";
import { type Extract, findCode } from "./find-code";
import { highlight } from "./highlight";
import { notebook } from "./notebook-link";
import { answeredQuestion, askedQuestion } from "./quiz-slide";

/** Sources that a slide may show. */
const SOURCES = ["lib", "notebooks/src"];

/**
 * The HTML of a line such as
 *
 *   {{code lib/stats/total-variation.ts#totalVariation}}
 *   {{code lib/argn/tfjs/network.ts#forward "const hidden" "return"}}
 *   {{figure spectrum}}
 *   {{notebook 03a-argn-flat}}
 *   {{notebook 03a-argn-flat#03a-train}}
 *   {{quiz 03a.q1}}
 *   {{answer 03a.q1}}
 *
 * Throws a RangeError or SyntaxError when what it names is not there.
 */
export function directive(line: string, root: string): string {
  const [, kind, rest] = /^\{\{(\w+)\s+(\S.*?)\}\}$/.exec(line) ?? [];
  if (kind === "code") return code(rest, root);
  if (kind === "figure") return figure(rest, root);
  if (kind === "notebook") return notebook(rest, root);
  if (kind === "quiz") return askedQuestion(rest, root);
  if (kind === "answer") return answeredQuestion(rest, root);
  throw new SyntaxError(`got ${line}, need {{code FILE#NAME}}, {{figure NAME}}, {{notebook NAME}}, {{quiz ID}} or {{answer ID}}`);
}

function code(argument: string, root: string): string {
  const [, path, name, from, to] = /^([\w./-]+)#([\w.-]+)(?:\s+"([^"]+)"\s+"([^"]+)")?$/.exec(argument) ?? [];
  if (path === undefined) throw new SyntaxError(`got {{code ${argument}}}, need {{code FILE#NAME}} or {{code FILE#NAME "from" "to"}}`);
  const extract: Extract | undefined = from === undefined ? undefined : { from, to };
  const source = readFileSync(sourceFile(path, root), "utf8");
  try {
    const shown = highlight(findCode(source, name, extract));
    return `<figure class="source">${shown}<figcaption>${sourceLink(path)}</figcaption></figure>`;
  } catch (thrown) {
    if (thrown instanceof RangeError) throw new RangeError(`cannot show ${path}: ${thrown.message}`);
    throw thrown;
  }
}

function sourceFile(path: string, root: string): string {
  const file = join(root, path);
  const isOffered = SOURCES.some((folder) => path.startsWith(`${folder}/`)) && path.endsWith(".ts") && existsSync(file);
  if (isOffered && SOURCES.some((folder) => realpathSync(file).startsWith(realpathSync(join(root, folder)) + sep))) return file;
  throw new RangeError(`cannot show ${path}: there is no such source in ${SOURCES.join(" or ")}`);
}

/** The server shows the library's sources; a notebook's cell is seen in the notebook. */
function sourceLink(path: string): string {
  return path.startsWith("lib/") ? `<a href="/source/${path.slice("lib/".length)}" target="_blank">${path}</a>` : escapeHtml(path);
}

function figure(name: string, root: string): string {
  const folder = join(root, "slides", "figures");
  const file = join(folder, `${name}.svg`);
  if (!/^[\w-]+$/.test(name) || !existsSync(file)) {
    const known = existsSync(folder) ? readdirSync(folder).map((each) => each.replace(/\.svg$/, "")) : [];
    throw new RangeError(`there is no figure slides/figures/${name}.svg.${didYouMean(name, known)}`);
  }
  return `<figure class="picture">${readFileSync(file, "utf8").trim()}</figure>`;
}
