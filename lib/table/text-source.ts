/** Where a table is read from, as a stream of text: a file, bytes or a text; compressed or not; in UTF-8 or another encoding. */

import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { pipeline, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { TextDecoder } from "node:util";
import { createGunzip } from "node:zlib";

import { didYouMean, messageOf, quoteList } from "../base/errors";

/** A path, a `file:` URL, the bytes of a file, or a text. */
export type TableSource = string | URL | Uint8Array | { readonly text: string };

/** How the bytes of a text file are read. "auto" is UTF-8, or UTF-16 when the file opens with its byte-order mark. */
export type TextEncoding = "auto" | "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

export const TEXT_ENCODINGS: readonly TextEncoding[] = ["auto", "utf-8", "utf-16le", "utf-16be", "windows-1252"];

/** A source that was found to exist; `blocks` starts from the beginning each time. */
export interface OpenSource {
  readonly name: string;
  /** Size as stored; undefined for a text. */
  readonly byteCount: number | undefined;
  readonly blocks: () => AsyncGenerator<Uint8Array | string>;
}

const BLOCK = 1 << 18;

/** Looks the source up; a missing file and a folder are errors that name the way out. */
export async function openSource(source: TableSource): Promise<OpenSource> {
  if (typeof source === "string" || source instanceof URL) return openFile(pathOf(source));
  if (source instanceof Uint8Array) return { name: "the bytes", byteCount: source.length, blocks: () => slices(source) };
  if (typeof source?.text === "string") return { name: "the text", byteCount: undefined, blocks: () => slices(source.text) };
  throw new TypeError(`Cannot read a table from ${String(source)}: the source is a path, a file URL, a Buffer or { text: "..." }`);
}

/** The path that a string or a `file:` URL names. */
export function pathOf(source: string | URL): string {
  if (source instanceof URL) {
    if (source.protocol === "file:") return fileURLToPath(source);
    throw new TypeError(`Cannot read ${source.href}: only file: URLs are read; download the file first`);
  }
  if (!/^https?:\/\//i.test(source)) return source;
  throw new TypeError(`Cannot read ${source}: it is a web address; download the file first, then pass its path`);
}

/** Throws unless the path is a file that exists; says which names are near. */
export async function checkFile(path: string): Promise<{ readonly byteCount: number }> {
  const found = await stat(path).catch((thrown: unknown) => (isAbsence(thrown) ? undefined : Promise.reject(thrown)));
  if (found === undefined) throw new RangeError(`Cannot read ${path}: there is no such file.${await nearNames(path)}`);
  if (found.isDirectory()) {
    const names = (await readdir(path)).filter((name) => /\.(csv|tsv|txt|parquet|gz)$/i.test(name)).sort();
    const inside = names.length === 0 ? "It holds no tables" : `Tables in it: ${quoteList(names)}`;
    throw new TypeError(`Cannot read ${path}: it is a folder, and a file is needed. ${inside}`);
  }
  return { byteCount: found.size };
}

async function openFile(path: string): Promise<OpenSource> {
  const { byteCount } = await checkFile(path);
  return { name: basename(path), byteCount, blocks: () => fileBlocks(path) };
}

function isAbsence(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && (thrown.code === "ENOENT" || thrown.code === "ENOTDIR");
}

async function nearNames(path: string): Promise<string> {
  const folder = dirname(resolve(path));
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return ` Nor is there a folder ${folder}`;
  return didYouMean(basename(path), names) || ` The folder looked in is ${folder}`;
}

async function* fileBlocks(path: string): AsyncGenerator<Uint8Array> {
  for await (const block of createReadStream(path, { highWaterMark: BLOCK })) if (block instanceof Uint8Array) yield block;
}

async function* slices<Data extends Uint8Array | string>(data: Data): AsyncGenerator<Uint8Array | string> {
  for (let start = 0; start < data.length; start += BLOCK) {
    yield typeof data === "string" ? data.slice(start, start + BLOCK) : data.subarray(start, start + BLOCK);
  }
}

/** The text of a source in blocks: unpacked when it is gzip, decoded, without a byte-order mark. */
export async function* textBlocks(source: OpenSource, encoding: TextEncoding, onBytes: (count: number) => void): AsyncGenerator<string> {
  const blocks = counted(source.blocks(), onBytes);
  const first = (await blocks.next()).value;
  if (first === undefined) return;
  if (typeof first === "string") {
    yield first.replace(/^\uFEFF/, "");
    for await (const block of blocks) yield String(block);
    return;
  }
  const bytes = asBytes(first, blocks);
  yield* decoded(source.name, isGzip(first) ? unpacked(source.name, bytes) : bytes, encoding);
}

async function* counted(
  blocks: AsyncGenerator<Uint8Array | string>,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array | string, undefined> {
  for await (const block of blocks) {
    onBytes(block.length);
    yield block;
  }
}

async function* asBytes(first: Uint8Array, rest: AsyncGenerator<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  yield first;
  for await (const block of rest) if (typeof block !== "string") yield block;
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function* unpacked(name: string, bytes: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: BLOCK });
  // a failure reaches the loop below through the stream itself
  pipeline(Readable.from(bytes), gunzip, () => undefined);
  try {
    for await (const block of gunzip) if (block instanceof Uint8Array) yield block;
  } catch (thrown) {
    throw new SyntaxError(`Cannot read ${name}: its compressed data is damaged or cut off (${messageOf(thrown)})`);
  }
}

async function* decoded(name: string, bytes: AsyncGenerator<Uint8Array>, encoding: TextEncoding): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let line = 1;
  const decode = (block: Uint8Array | undefined, known: TextDecoder): string => {
    try {
      return known.decode(block, { stream: block !== undefined });
    } catch {
      throw new SyntaxError(
        `Cannot read ${name}: after line ${line} there are bytes that are not ${known.encoding.toUpperCase()} text. ` +
          `Save the file as UTF-8, or pass { encoding: "windows-1252" } if it comes from an older spreadsheet`,
      );
    }
  };
  for await (const block of bytes) {
    if (decoder === undefined) {
      decoder = new TextDecoder(encodingOf(name, block, encoding), { fatal: true });
    }
    const text = decode(block, decoder);
    yield text;
    line += text.split("\n").length - 1;
  }
  if (decoder !== undefined) yield decode(undefined, decoder);
}

/** The encoding that the first bytes announce; bytes that are no text at all are an error. */
function encodingOf(name: string, bytes: Uint8Array, encoding: TextEncoding): string {
  const opening = String.fromCharCode(...bytes.subarray(0, 4));
  const kind = Object.entries(OTHER_FORMATS).find(([mark]) => opening.startsWith(mark));
  if (kind !== undefined) throw new TypeError(`Cannot read ${name} as text: it is ${kind[1]}`);
  if (encoding !== "auto") return encoding;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (!bytes.subarray(0, 1024).includes(0)) return "utf-8";
  throw new TypeError(
    `Cannot read ${name} as text: it holds zero bytes. If it is text in UTF-16, pass { encoding: "utf-16le" }; otherwise it is no text file`,
  );
}

const OTHER_FORMATS: Readonly<Record<string, string>> = {
  PAR1: "a Parquet file; use readParquet",
  "PK\u0003\u0004": "an Excel or zip file; save the sheet as CSV first",
  "\u00d0\u00cf\u0011\u00e0": "an Excel file; save the sheet as CSV first",
};
