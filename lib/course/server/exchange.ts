/** A request as the routes see it, and the ways to answer. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { messageOf } from "../../base/errors";
import { member } from "./notebook-document";

const MOST_BODY_BYTES = 64 * 2 ** 20;

/** An answer other than success, with a sentence for the learner. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export class Exchange {
  readonly url: URL;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {
    this.url = new URL(request.url ?? "/", "http://127.0.0.1");
  }

  /** A parameter of the address; refuses the request when it is missing. */
  query(name: string): string {
    const value = this.url.searchParams.get(name);
    if (value === null || value === "") throw new HttpError(400, `The address lacks "${name}"`);
    return value;
  }

  /** The JSON body. */
  async body(): Promise<unknown> {
    const type = this.request.headers["content-type"] ?? "";
    if (!type.startsWith("application/json")) throw new HttpError(415, `Got a body of type "${type}", need application/json`);
    const text = await this.text();
    try {
      return JSON.parse(text);
    } catch (thrown) {
      throw new HttpError(400, `The body is no JSON: ${messageOf(thrown)}`);
    }
  }

  json(value: unknown, status = 200): void {
    this.send(status, "application/json; charset=utf-8", JSON.stringify(value));
  }

  send(status: number, type: string, content: string | Buffer, headers: Readonly<Record<string, string>> = {}): void {
    this.response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...headers });
    this.response.end(this.request.method === "HEAD" ? undefined : content);
  }

  private async text(): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of this.request) {
      const piece = Buffer.from(chunk);
      bytes += piece.length;
      if (bytes > MOST_BODY_BYTES)
        throw new HttpError(413, `The request is larger than ${MOST_BODY_BYTES / 2 ** 20} MB: clear the outputs of the notebook`);
      chunks.push(piece);
    }
    return Buffer.concat(chunks).toString("utf8");
  }
}

/** A text member of a body; refuses the request when it is missing. */
export function textIn(body: unknown, name: string): string {
  const value = member(body, name);
  if (typeof value !== "string") throw new HttpError(400, `The body lacks the text "${name}"`);
  return value;
}

/** A number member of a body; refuses the request when it is missing. */
export function numberIn(body: unknown, name: string): number {
  const value = member(body, name);
  if (typeof value !== "number" || !Number.isFinite(value)) throw new HttpError(400, `The body lacks the number "${name}"`);
  return value;
}
