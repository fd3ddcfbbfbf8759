/** One file over HTTP: resumed when it was cut, kept only when its size and checksum are right. */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf } from "../base/errors";

export interface DownloadOptions {
  readonly url: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Longest silence of the server. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
  readonly onBytes?: (received: number) => void;
}

/** Downloads to PATH.part and renames at the end. Throws an Error that says what went wrong; a cut file is kept for the next call. */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  const { path, bytes, sha256, url } = options;
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const received = await sizeOf(part);
  if (received > bytes) await rm(part);
  if (received !== bytes) await receive(options, part, received > bytes ? 0 : received);
  const size = await sizeOf(part);
  if (size < bytes) throw new Error(`${url}: the connection was cut after ${size} of ${bytes} bytes; call again to resume`);
  const sum = await sha256Of(part);
  if (size > bytes || sum !== sha256) {
    await rm(part, { force: true });
    throw new Error(`${url}: the checksum is wrong (got ${sum}, ${size} bytes; need ${sha256}, ${bytes} bytes); the file was thrown away`);
  }
  await rename(part, path);
}

/** The sha256 of a file, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest("hex");
}

/** The size of a file; 0 when there is none. */
export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function receive({ url, bytes, timeoutSeconds = 30, signal, onBytes }: DownloadOptions, part: string, from: number): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), 1000 * timeoutSeconds);
  const signals = signal === undefined ? [silence.signal] : [silence.signal, signal];
  try {
    const headers: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {};
    const response = await fetch(url, { headers, signal: AbortSignal.any(signals) });
    if (!response.ok || response.body === null) {
      // a part that the server cannot continue is of no use
      if (response.status === 416) await rm(part, { force: true });
      throw new Error(`${url}: the server answered ${response.status} ${response.statusText}`);
    }
    const resumed = response.status === 206;
    const file = await open(part, resumed ? "a" : "w");
    try {
      let size = resumed ? from : 0;
      for await (const chunk of response.body) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), 1000 * timeoutSeconds);
        await file.writeFile(chunk);
        size += chunk.length;
        onBytes?.(size);
        if (size > bytes) return;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    if (signal?.aborted === true) throw error;
    if (silence.signal.aborted)
      throw new Error(`${url}: the server was silent for ${timeoutSeconds} s; call again to resume`, { cause: error });
    if (error instanceof Error && error.message.startsWith(url)) throw error;
    throw new Error(`${url}: ${reasonOf(error)}; call again to resume`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** fetch says only "fetch failed" or "terminated": the reason stands in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? messageOf(error) : `${messageOf(error)} (${messageOf(cause)})`;
}
