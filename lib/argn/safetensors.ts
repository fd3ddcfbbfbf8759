/**
 * The safetensors format: eight bytes with the length of a JSON header, the header, then the numbers. Readable from
 * Python, Rust and JavaScript, and it cannot hold code. Source: the format's README at huggingface/safetensors.
 */

import { readFile, writeFile } from "node:fs/promises";
import { endianness } from "node:os";
import { basename } from "node:path";
import { replaceFile } from "../base/replace-file";

/** A named array of 32-bit floats with its shape. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface SafetensorsFile {
  readonly tensors: readonly NamedTensor[];
  readonly metadata: Readonly<Record<string, string>>;
}

const HEADER_LENGTH_BYTES = 8;
const BYTES_A_FLOAT = 4;

/** Writes tensors and metadata, whole or not at all. */
export async function writeSafetensors(path: string, { tensors, metadata }: SafetensorsFile): Promise<void> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const { name, shape, values } of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + values.length * BYTES_A_FLOAT] };
    offset += values.length * BYTES_A_FLOAT;
  }
  const json = Buffer.from(JSON.stringify(header), "utf8");
  // blanks after the header keep the numbers aligned to eight bytes
  const padded = Buffer.alloc(Math.ceil(json.length / 8) * 8, " ");
  json.copy(padded);
  const bytes = Buffer.alloc(HEADER_LENGTH_BYTES + padded.length + offset);
  bytes.writeBigUInt64LE(BigInt(padded.length), 0);
  padded.copy(bytes, HEADER_LENGTH_BYTES);
  let position = HEADER_LENGTH_BYTES + padded.length;
  for (const { values } of tensors) position += copyFloats(values, bytes, position);
  await replaceFile(path, (temporaryPath) => writeFile(temporaryPath, bytes));
}

/** Writes the floats, the lowest byte first; gives how many bytes they take. */
function copyFloats(values: Float32Array, bytes: Buffer, position: number): number {
  const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  // a copy that is turned on the spot where the machine has the highest byte first
  (endianness() === "LE" ? raw : Buffer.from(raw).swap32()).copy(bytes, position);
  return values.byteLength;
}

/**
 * Reads a file of 32-bit floats.
 *
 * @throws {SyntaxError} when the file is cut short or is no safetensors file
 */
export async function readSafetensors(path: string): Promise<SafetensorsFile> {
  const bytes = await readFile(path);
  const name = basename(path);
  if (bytes.length < HEADER_LENGTH_BYTES) throw notSafetensors(name, `it has ${bytes.length} bytes`);
  const headerLength = Number(bytes.readBigUInt64LE(0));
  if (headerLength > 512_000_000 || headerLength === 0) throw notSafetensors(name, "its first eight bytes are no header length");
  if (HEADER_LENGTH_BYTES + headerLength > bytes.length) throw cutShort(name, HEADER_LENGTH_BYTES + headerLength, bytes.length);
  const header = parseHeader(name, bytes.toString("utf8", HEADER_LENGTH_BYTES, HEADER_LENGTH_BYTES + headerLength));
  const { __metadata__: metadata = {}, ...entries } = header;
  const start = HEADER_LENGTH_BYTES + headerLength;
  const tensors = Object.entries(entries).map(([tensor, entry]) => readTensor(name, bytes, start, tensor, entry));
  return { tensors, metadata: Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, String(value)])) };
}

function readTensor(file: string, bytes: Buffer, start: number, name: string, entry: Readonly<Record<string, unknown>>): NamedTensor {
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== "F32" || !isNumbers(shape) || !isNumbers(offsets) || offsets.length !== 2) {
    throw notSafetensors(file, `the entry of "${name}" is not an array of 32-bit floats`);
  }
  const [from, to] = offsets;
  const length = shape.reduce((product, extent) => product * extent, 1);
  if (to - from !== length * BYTES_A_FLOAT) throw notSafetensors(file, `the entry of "${name}" contradicts its own shape`);
  if (start + to > bytes.length) throw cutShort(file, start + to, bytes.length);
  const values = new Float32Array(length);
  for (let i = 0; i < length; i++) values[i] = bytes.readFloatLE(start + from + i * BYTES_A_FLOAT);
  return { name, shape, values };
}

function parseHeader(file: string, text: string): Record<string, Readonly<Record<string, unknown>>> {
  try {
    const header: Record<string, Readonly<Record<string, unknown>>> = JSON.parse(text);
    return header;
  } catch {
    throw notSafetensors(file, "its header is not JSON");
  }
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number" && item >= 0);
}

function notSafetensors(file: string, reason: string): SyntaxError {
  return new SyntaxError(`Cannot read ${file} as a model: ${reason}. A model file is written by save() or "synthetic-tables train"`);
}

function cutShort(file: string, needed: number, got: number): SyntaxError {
  return new SyntaxError(`Cannot read ${file}: it is cut short, it has ${got} bytes and needs at least ${needed}. Copy or train it again`);
}
