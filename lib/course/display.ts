/**
 * Writing to the notebook. One bundle holds the same thing in several forms (MIME types); the page, JupyterLab and VS Code
 * each take the richest they know. Outside a notebook the plain text goes to the console.
 */

import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";

/** The forms of one output, by MIME type; `text/plain` is always there. */
export type Bundle = Readonly<Record<string, unknown>> & { readonly "text/plain": string };

type Writer = (message: { data: Bundle; metadata: object; transient: { display_id?: string } }, update: boolean) => void;

/** Shows one output below the cell. */
export function display(bundle: Bundle): void {
  const write = notebookWriter();
  if (write === undefined) console.log(bundle["text/plain"]);
  else write({ data: bundle, metadata: {}, transient: {} }, false);
}

/** An output that is shown once and then updated in place. Outside a notebook nothing is printed: see `inNotebook()`. */
export function liveDisplay(): (bundle: Bundle) => void {
  const id = randomUUID();
  let shown = false;
  return (bundle) => {
    notebookWriter()?.({ data: bundle, metadata: {}, transient: { display_id: id } }, shown);
    shown = true;
  };
}

/** Whether a tslab kernel or engine runs this code. */
export function inNotebook(): boolean {
  return notebookWriter() !== undefined;
}

/**
 * tslab's writer. tslab's own display functions send one MIME type a message, so this reaches for what they call. The
 * module is read from the cache: where tslab does not run, it is not loaded.
 */
function notebookWriter(): Writer | undefined {
  const load = createRequire(__filename);
  let path: string;
  try {
    path = load.resolve("tslab/dist/jupyter");
  } catch {
    return undefined; // the library is used without the course
  }
  const write: unknown = load.cache[path]?.exports.lastWriteDisplayData;
  return isWriter(write) ? write : undefined;
}

function isWriter(value: unknown): value is Writer {
  return typeof value === "function";
}
