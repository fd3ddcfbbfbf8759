/** The server's answers, typed. A refusal is an ApiError with a sentence for the learner. */

import type { CourseNews, CourseOverview, ListedTerm, OpenedNotebook, RunMessage, ShownHint } from "../server/run-messages.js";
import type { NotebookDocument } from "../server/notebook-document.js";
import type { TableAnswer, TableQuery } from "../table-query.js";

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export type SaveAnswer = { readonly kind: "saved" | "conflict"; readonly modified: number };

export const api = {
  course: (): Promise<CourseOverview> => get("/api/course"),
  open: (id: string): Promise<OpenedNotebook> => get(`/api/notebook?id=${encodeURIComponent(id)}`),
  save: async (id: string, document: NotebookDocument, modified: number): Promise<SaveAnswer> => {
    const response = await request("PUT", `/api/notebook?id=${encodeURIComponent(id)}`, { document, modified });
    if (!response.ok && response.status !== 409) throw await errorOf(response);
    return response.json();
  },
  /** Saves although the file was changed elsewhere; the server keeps what it held. */
  replace: (id: string, document: NotebookDocument): Promise<SaveAnswer> =>
    put(`/api/notebook?id=${encodeURIComponent(id)}`, { document, replace: true }),
  /** Keeps a version that gives way to another. */
  setAside: (notebook: string, document: NotebookDocument): Promise<{ backup: string }> =>
    post("/api/notebook/aside", { notebook, document }),
  reset: (notebook: string): Promise<{ backup: string }> => post("/api/notebook/reset", { notebook }),
  start: (notebook: string): Promise<object> => post("/api/start", { notebook }),
  interrupt: (notebook: string): Promise<{ interruption: "stopped" | "restarted" | "idle" }> => post("/api/interrupt", { notebook }),
  restart: (notebook: string): Promise<object> => post("/api/restart", { notebook }),
  complete: (notebook: string, code: string, position: number): Promise<{ start: number; end: number; candidates: string[] }> =>
    post("/api/complete", { notebook, code, position }),
  inspect: (notebook: string, code: string, position: number): Promise<{ text: string }> =>
    post("/api/inspect", { notebook, code, position }),
  hint: (exercise: string, number: number): Promise<ShownHint> => post("/api/hint", { exercise, number }),
  solution: (exercise: string, wish: boolean): Promise<{ code: string }> => post("/api/solution", { exercise, wish }),
  quizAnswers: (): Promise<Readonly<Record<string, string>>> => get("/api/quiz"),
  answerQuiz: (question: string, choice: string): Promise<object> => post("/api/quiz", { question, choice }),
  glossary: (): Promise<readonly ListedTerm[]> => get("/api/glossary"),
  /** A page of a table that a cell has shown. */
  tablePage: (notebook: string, table: string, query: TableQuery): Promise<TableAnswer> => post("/api/table", { notebook, table, query }),
  /** What each of its columns holds. */
  tableColumns: (notebook: string, table: string): Promise<TableAnswer> => post("/api/table", { notebook, table }),
  run: (notebook: string, cell: string, code: string): AsyncIterable<RunMessage> =>
    lines(request("POST", "/api/run", { notebook, cell, code })),
  follow: (notebook: string): AsyncIterable<RunMessage> => lines(request("GET", `/api/run?id=${encodeURIComponent(notebook)}`)),
};

/** Calls back with all news; `onOpen` each time that the channel stands, so also after the server came back. */
export function listenToNews(onNews: (news: CourseNews) => void, onState: (isConnected: boolean) => void): void {
  const source = new EventSource("/api/events");
  source.onmessage = (message: MessageEvent<string>) => onNews(JSON.parse(message.data));
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
}

function request(method: string, address: string, body?: unknown): Promise<Response> {
  if (body === undefined) return fetch(address, { method });
  return fetch(address, { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

async function get<Answer>(address: string): Promise<Answer> {
  return answerOf(await request("GET", address));
}

async function post<Answer>(address: string, body: unknown): Promise<Answer> {
  return answerOf(await request("POST", address, body));
}

async function put<Answer>(address: string, body: unknown): Promise<Answer> {
  return answerOf(await request("PUT", address, body));
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw await errorOf(response);
  return response.json();
}

async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  try {
    const parsed: { message?: string } = JSON.parse(text);
    return new ApiError(response.status, parsed.message ?? text);
  } catch {
    return new ApiError(response.status, text);
  }
}

/** The JSON objects of a streamed answer, one a line, as they arrive. */
async function* lines(asked: Promise<Response>): AsyncGenerator<RunMessage> {
  const response = await asked;
  if (!response.ok || response.body === null) throw await errorOf(response);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    const pieces = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = pieces.pop() ?? "";
    for (const piece of pieces) if (piece !== "") yield JSON.parse(piece);
  }
}
