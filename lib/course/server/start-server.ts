/** The course server: on this machine alone, for the page alone. */

import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { messageOf } from "../../base/errors";
import { Exchange, HttpError } from "./exchange";
import { type Caller, cookieName, isSame, refuseForeign, refuseStranger } from "./guard";
import { newsChannel, watchFolder, watchLibrary, watchProgress } from "./news";
import { notebookStore } from "./notebook-store";
import { type PageFiles, pageFiles } from "./page-files";
import { quizStore } from "./quiz-answers";
import { type Course, ROUTES } from "./routes";
import { openSessions } from "./sessions";
import { slideFiles } from "./slides";
import { visitsOf } from "./visits";

export interface ServerOptions {
  /** The folder of the course: it holds notebooks/, lib/ and node_modules/. */
  readonly root: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface CourseServer {
  readonly port: number;
  /** The address with its key: whoever has it may run code here. */
  readonly url: string;
  /** Stops every engine and closes every connection. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const HEADERS = { "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cross-origin-resource-policy": "same-origin" };

/** Starts the server; rejects with Node's error, `EADDRINUSE` when the port is taken. */
export async function startServer({ root, port }: ServerOptions): Promise<CourseServer> {
  const files = [await pageFiles(root), slideFiles(root)];
  const { course, close: closeCourse } = openCourse(root);
  const token = randomBytes(24).toString("hex");
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const exchange = new Exchange(request, response);
    try {
      await handle(exchange, course, files, { port: portOf(server), token });
    } catch (thrown) {
      answerError(exchange, thrown);
    }
  };
  try {
    await listen(server, port);
  } catch (thrown) {
    await closeCourse();
    throw thrown;
  }
  const close = async (): Promise<void> => {
    await closeCourse();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: portOf(server), url: `http://${HOST}:${portOf(server)}/?token=${token}`, close };
}

function openCourse(root: string): { course: Course; close: () => Promise<void> } {
  const news = newsChannel();
  const sessions = openSessions({
    root,
    onState: (notebook, state) => news.publish({ kind: "engine", notebook, state }),
    onLate: (notebook, cell, event) => news.publish({ kind: "late", notebook, cell, event }),
  });
  const store = notebookStore(root);
  const rebuilt = async (): Promise<void> => {
    await Promise.all(sessions.live().map((session) => session.reload()));
    news.publish({ kind: "library-rebuilt" });
  };
  const unwatch = [
    watchProgress(root, news),
    watchLibrary(root, () => void rebuilt()),
    ...["notebooks", "exercises", "solutions"].map((folder) => watchNotebooks(folder)),
  ];
  const course: Course = { root, store, sessions, visits: visitsOf(root), quizzes: quizStore(root), news };

  /** A notebook may be changed by another editor. */
  function watchNotebooks(folder: string): () => void {
    return watchFolder(join(root, folder), (names) => {
      for (const file of names) if (file.endsWith(".ipynb")) void tellChange(`${folder}/${file.slice(0, -".ipynb".length)}`);
    });
  }
  async function tellChange(id: string): Promise<void> {
    const name = await store.find(id);
    if (name !== undefined) news.publish({ kind: "file-changed", notebook: id, modified: await store.modified(name) });
  }

  const close = async (): Promise<void> => {
    for (const stop of unwatch) stop();
    news.close();
    await sessions.stopAll();
  };
  return { course, close };
}

async function handle(
  exchange: Exchange,
  course: Course,
  files: readonly PageFiles[],
  { port, token }: { port: number; token: string },
): Promise<void> {
  const { request, response, url } = exchange;
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const caller = callerOf(request);
  const foreign = refuseForeign(caller, port);
  if (foreign !== undefined) throw new HttpError(403, foreign);
  const given = url.searchParams.get("token");
  if (caller.method === "GET" && url.pathname === "/" && given !== null && isSame(given, token)) return welcome(exchange, port, token);
  const stranger = refuseStranger(caller, port, token);
  if (stranger !== undefined) throw new HttpError(401, stranger);
  const route = ROUTES[`${caller.method} ${url.pathname}`];
  if (route !== undefined) return route(course, exchange);
  if (caller.method !== "GET" && caller.method !== "HEAD") throw new HttpError(405, "This address takes no such request");
  for (const each of files) if (await each.serve(exchange)) return;
  throw new HttpError(404, "There is nothing at this address");
}

/** Moves the key from the address to a cookie, so that it is in no history and no screenshot. */
function welcome({ response, url }: Exchange, port: number, token: string): void {
  const notebook = url.searchParams.get("notebook");
  const location = notebook === null ? "/" : `/#${encodeURI(notebook)}`;
  response.writeHead(302, {
    location,
    "set-cookie": `${cookieName(port)}=${token}; HttpOnly; SameSite=Strict; Path=/`,
    "cache-control": "no-store",
  });
  response.end();
}

function callerOf({ method, headers }: IncomingMessage): Caller {
  const fetchSite = headers["sec-fetch-site"];
  return {
    method: method ?? "GET",
    host: headers.host,
    origin: headers.origin,
    fetchSite: typeof fetchSite === "string" ? fetchSite : undefined,
    cookie: headers.cookie,
  };
}

function answerError(exchange: Exchange, thrown: unknown): void {
  const isBadInput = thrown instanceof TypeError || thrown instanceof RangeError || thrown instanceof SyntaxError;
  const status = thrown instanceof HttpError ? thrown.status : isBadInput ? 400 : 500;
  if (exchange.response.headersSent) return void exchange.response.destroy();
  if (exchange.url.pathname.startsWith("/api/")) return exchange.json({ message: messageOf(thrown) }, status);
  exchange.send(status, "text/plain; charset=utf-8", `${messageOf(thrown)}\n`);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address: string | AddressInfo | null = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
