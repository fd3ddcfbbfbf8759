/** A piece of a source file, found by name, so that a slide shows the code that runs. */

import { didYouMean, quoteList } from "../../base/errors";
import { sourceParser } from "./source-parser";

/** The lines from the one that holds `from` to the one that holds `to`, instead of all. */
export interface Extract {
  readonly from: string;
  readonly to: string;
}

/**
 * The code called `name`: a region (`// #region name` to `// #endregion`), a cell of a notebook (`// %% name`), or what
 * the file exports under that name, without its documentation. Throws a RangeError when there is no such code.
 */
export function findCode(source: string, name: string, extract?: Extract): string {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const found = regionOf(lines, name) ?? cellOf(lines, name) ?? exportOf(lines.join("\n"), name);
  const text = withoutMargin(found);
  return extract === undefined ? text : withoutMargin(extractOf(text, name, extract));
}

function regionOf(lines: readonly string[], name: string): string | undefined {
  const start = lines.findIndex((line) => line.trim() === `// #region ${name}`);
  if (start < 0) return undefined;
  const length = lines.slice(start).findIndex((line) => line.trim().startsWith("// #endregion"));
  if (length < 0) throw new RangeError(`the region "${name}" has no end: write // #endregion after it`);
  return lines.slice(start + 1, start + length).join("\n");
}

function cellOf(lines: readonly string[], name: string): string | undefined {
  const start = lines.findIndex((line) => line.startsWith("// %% ") && line.split(" ")[2] === name);
  if (start < 0) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("// %%"));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join("\n");
}

function exportOf(source: string, name: string): string {
  const exported = exportsOf(source);
  const found = exported.find((each) => each.name === name);
  if (found !== undefined) return source.slice(found.from, found.to);
  const names = exported.map((each) => each.name);
  throw new RangeError(
    `it has no region, cell or export "${name}".${didYouMean(name, names)}${names.length === 0 ? "" : ` It exports ${quoteList(names, 20)}`}`,
  );
}

interface Export {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What the file declares and exports at its top level. */
function exportsOf(source: string): Export[] {
  const tree = sourceParser.parse(source);
  return tree.topNode.getChildren("ExportDeclaration").flatMap(({ firstChild, from, to }) => {
    const declaration = firstChild?.nextSibling;
    if (declaration === null || declaration === undefined) return [];
    const names = [...declaration.getChildren("VariableDefinition"), ...declaration.getChildren("TypeDefinition")];
    return names.map((each) => ({ name: source.slice(each.from, each.to), from, to }));
  });
}

function extractOf(text: string, name: string, { from, to }: Extract): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.includes(from));
  if (first < 0) throw new RangeError(`"${name}" has no line with ${JSON.stringify(from)}`);
  const last = lines.findIndex((line, i) => i >= first && line.includes(to));
  if (last < 0) throw new RangeError(`"${name}" has no line with ${JSON.stringify(to)} after the one with ${JSON.stringify(from)}`);
  return lines.slice(first, last + 1).join("\n");
}

/** Without empty lines at both ends and without the indentation that all lines share. */
function withoutMargin(text: string): string {
  const lines = text.replace(/^\s*\n|\s+$/g, "").split("\n");
  const margins = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins);
  return lines.map((line) => line.slice(margin)).join("\n");
}
