/** A way from a slide into a notebook, with the title and the minutes that the notebook has. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean } from "../../base/errors";
import { escapeHtml } from "../html-text";
import { parseIpynb } from "../server/ipynb";
import { member, type NotebookDocument } from "../server/notebook-document";

/** The link to `NAME`, or to one cell of it with `NAME#CELL`; throws a RangeError when the course has no such notebook or cell. */
export function notebook(argument: string, root: string): string {
  const [name, cell = ""] = argument.split("#");
  const file = join(root, "notebooks", `${name}.ipynb`);
  if (!/^[\w-]+$/.test(name) || !existsSync(file)) throw new RangeError(`there is no notebook notebooks/${name}.ipynb`);
  const document = parseIpynb(readFileSync(file, "utf8"), name);
  const about = document.metadata.course;
  const [title, minutes] = [String(member(about, "title") ?? name), Number(member(about, "minutes") ?? 0)];
  const number = name.split("-")[0];
  if (cell !== "") return link(`${name}/${cell}`, "Open the notebook at", headingAt(document, name, cell), number);
  return link(name, "Open the notebook", title, minutes > 0 ? `${number} · ${minutes} minutes` : number);
}

/** The heading below which the cell stands. */
function headingAt({ cells }: NotebookDocument, name: string, cell: string): string {
  const place = cells.findIndex(({ id }) => id === cell);
  const ids = cells.map(({ id }) => id);
  if (place < 0) throw new RangeError(`notebooks/${name}.ipynb has no cell "${cell}".${didYouMean(cell, ids)}`);
  const headings = cells
    .slice(0, place + 1)
    .filter(({ kind }) => kind === "markdown")
    .flatMap(({ source }) => Array.from(source.matchAll(/^#{1,3}\s+(.+)$/gm), ([, heading]) => heading));
  return headings.at(-1) ?? name;
}

function link(address: string, before: string, title: string, facts: string): string {
  return `<p class="notebook"><a href="/#notebooks/${address}" target="_blank"><span>${before}</span> <strong>${escapeHtml(title)}</strong> <span>${facts}</span></a></p>`;
}
