/** Display data on its way out of a cell: plain JSON, whatever the cell put in. */

import { inspect } from "node:util";
import type { MimeBundle } from "./cell-events";

/**
 * The bundle as plain JSON: bytes in base64, typed arrays as lists, numbers that JSON cannot say (NaN, infinities) as null,
 * and a form that is no JSON at all (a cycle, a bigint) as the text that `inspect` gives.
 */
export function plainBundle(data: unknown): MimeBundle {
  if (typeof data !== "object" || data === null) return { "text/plain": String(data) };
  const plain: [string, unknown][] = Object.entries(data)
    .filter(([, content]) => content !== undefined)
    .map(([mime, content]) => [mime, plainContent(content)]);
  return Object.fromEntries(plain);
}

function plainContent(content: unknown): unknown {
  if (typeof content === "string") return content;
  if (content instanceof Uint8Array) return Buffer.from(content).toString("base64");
  try {
    const text: string | undefined = JSON.stringify(content, (_key, value: unknown) => (isTypedArray(value) ? Array.from(value) : value));
    return text === undefined ? inspect(content) : JSON.parse(text);
  } catch {
    return inspect(content);
  }
}

function isTypedArray(value: unknown): value is ArrayLike<unknown> {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** The last expression of a cell as text: a string as it stands, anything else as Node's console shows it. */
export function resultBundle(value: unknown): MimeBundle {
  return { "text/plain": typeof value === "string" ? value : inspect(value) };
}
