/** What the page can ask for. */

import { join, relative } from "node:path";
import { Exchange, HttpError, numberIn, textIn } from "./exchange";
import { documentOf } from "./ipynb";
import { member } from "./notebook-document";
import type { NewsChannel } from "./news";
import type { NotebookName, NotebookStore } from "./notebook-store";
import { glossaryOf } from "./glossary";
import { overviewOf } from "./overview";
import type { QuizStore } from "./quiz-answers";
import type { OpenedNotebook, RunMessage } from "./run-messages";
import type { TableQuery } from "../table-query";
import type { CellRun } from "./cell-run";
import type { Session } from "./session";
import type { Sessions } from "./sessions";
import type { Visits } from "./visits";

export interface Course {
  readonly root: string;
  readonly store: NotebookStore;
  readonly sessions: Sessions;
  readonly visits: Visits;
  readonly quizzes: QuizStore;
  readonly news: NewsChannel;
}

type Route = (course: Course, exchange: Exchange) => Promise<void> | void;

/** The routes by method and path. */
export const ROUTES: Readonly<Record<string, Route>> = {
  "GET /api/course": showCourse,
  "GET /api/events": ({ news }, { response }) => news.subscribe(response),
  "GET /api/notebook": openNotebook,
  "PUT /api/notebook": saveNotebook,
  "POST /api/notebook/reset": resetNotebook,
  "POST /api/notebook/aside": setAside,
  "POST /api/run": runCell,
  "GET /api/run": followRun,
  "GET /api/output": showFullOutput,
  "POST /api/start": async (course, exchange) => {
    const { session } = await fromBody(course, exchange);
    await session.start();
    exchange.json({});
  },
  "POST /api/interrupt": async (course, exchange) => {
    const { session } = await fromBody(course, exchange);
    exchange.json({ interruption: await session.interrupt() });
  },
  "POST /api/restart": async (course, exchange) => {
    const { session } = await fromBody(course, exchange);
    await session.restart();
    exchange.json({});
  },
  "POST /api/complete": async (course, exchange) => {
    const { session, body } = await fromBody(course, exchange);
    exchange.json(await session.complete(textIn(body, "code"), numberIn(body, "position")));
  },
  "POST /api/inspect": async (course, exchange) => {
    const { session, body } = await fromBody(course, exchange);
    exchange.json({ text: (await session.inspect(textIn(body, "code"), numberIn(body, "position"))) ?? "" });
  },
  "POST /api/table": lookIntoTable,
  "GET /api/glossary": async ({ store, root }, exchange) => exchange.json(await glossaryOf(store, root)),
  "GET /api/quiz": async ({ quizzes }, exchange) => exchange.json(await quizzes.all()),
  "POST /api/quiz": answerQuiz,
  "POST /api/hint": showHint,
  "POST /api/solution": showSolution,
};

async function showCourse(course: Course, exchange: Exchange): Promise<void> {
  exchange.json(await overviewOf(course, progressFile(course.root)));
}

async function openNotebook(course: Course, exchange: Exchange): Promise<void> {
  const name = await notebookOf(course, exchange.query("id"));
  const session = course.sessions.of(name);
  const [loaded] = await Promise.all([course.store.load(name), course.visits.opened(name.id)]);
  const opened: OpenedNotebook = { id: name.id, ...loaded, engine: session.state, runningCell: session.running?.cellId ?? "" };
  exchange.json(opened);
}

async function saveNotebook({ store, ...course }: Course, exchange: Exchange): Promise<void> {
  const name = await notebookOf({ store, ...course }, exchange.query("id"));
  const body = await exchange.body();
  const document = documentOf(member(body, "document"));
  const isChosen = member(body, "replace") === true;
  const saved = await (isChosen ? store.replace(name, document) : store.save(name, document, numberIn(body, "modified")));
  exchange.json(saved, saved.kind === "saved" ? 200 : 409);
}

/** The page is about to show another version than its own. */
async function setAside({ store, root }: Course, exchange: Exchange): Promise<void> {
  const body = await exchange.body();
  const name = await notebookOf({ store }, textIn(body, "notebook"));
  exchange.json({ backup: relative(root, await store.setAside(name, documentOf(member(body, "document")))) });
}

async function resetNotebook(course: Course, exchange: Exchange): Promise<void> {
  const { name } = await fromBody(course, exchange);
  const backup = await course.store.reset(name);
  await course.visits.forget(name.id);
  exchange.json({ backup: backup === undefined ? "" : relative(course.root, backup) });
}

async function runCell(course: Course, exchange: Exchange): Promise<void> {
  const { name, session, body } = await fromBody(course, exchange);
  const cell = textIn(body, "cell");
  const run = session.run(cell, textIn(body, "code"), (succeeded) => void (succeeded && course.visits.ran(name.id, cell)));
  stream(run, exchange);
}

/** For a page that was loaded again while a cell ran. */
async function followRun(course: Course, exchange: Exchange): Promise<void> {
  const run = course.sessions.of(await notebookOf(course, exchange.query("id"))).running;
  if (run === undefined) throw new HttpError(404, "No cell is running");
  stream(run, exchange);
}

/** One JSON object a line. When the page goes away the cell runs on. */
function stream(run: CellRun, { response }: Exchange): void {
  response.writeHead(200, {
    "content-type": "application/x-ndjson; charset=utf-8",
    "cache-control": "no-store",
    "x-cell": encodeURIComponent(run.cellId),
  });
  const stop = run.follow((message: RunMessage) => {
    response.write(`${JSON.stringify(message)}\n`);
    if (message.kind === "done") response.end();
  });
  response.on("close", stop);
}

async function showFullOutput(course: Course, exchange: Exchange): Promise<void> {
  const name = await notebookOf(course, exchange.query("id"));
  const run = course.sessions.of(name).lastRun(exchange.query("cell"));
  if (run === undefined) throw new HttpError(404, "The whole output is gone with the engine: run the cell again");
  exchange.send(200, "text/plain; charset=utf-8", run.fullText.join(""), { "content-disposition": 'inline; filename="output.txt"' });
}

async function lookIntoTable(course: Course, exchange: Exchange): Promise<void> {
  const { session, body } = await fromBody(course, exchange);
  const query = member(body, "query");
  exchange.json(await session.look(textIn(body, "table"), query === undefined ? undefined : tableQuery(query)));
}

function tableQuery(query: unknown): TableQuery {
  const place = { from: numberIn(query, "from"), rows: numberIn(query, "rows") };
  const sort = member(query, "sort");
  if (sort === undefined) return place;
  return { ...place, sort: { column: numberIn(sort, "column"), isDescending: member(sort, "isDescending") === true } };
}

async function answerQuiz({ quizzes }: Course, exchange: Exchange): Promise<void> {
  const body = await exchange.body();
  const [question, choice] = [textIn(body, "question"), textIn(body, "choice")];
  if (!/^\w+\.q\d$/.test(question) || !/^[a-e]$/.test(choice)) throw new HttpError(400, `There is no choice ${choice} of ${question}`);
  await quizzes.choose(question, choice);
  exchange.json({});
}

async function showHint({ root }: Course, exchange: Exchange): Promise<void> {
  const body = await exchange.body();
  // the graders load the whole library: only who asks for help waits for it
  const { findExercise } = await import("../graders/index.js");
  const { recordHint } = await import("../progress-file.js");
  const exercise = findExercise(textIn(body, "exercise"));
  if (exercise === undefined) throw new HttpError(404, `There is no exercise ${textIn(body, "exercise")}`);
  const number = numberIn(body, "number");
  if (!Number.isInteger(number) || number < 1 || number > exercise.hints.length)
    throw new HttpError(400, `There is no hint ${number} of ${exercise.id}`);
  recordHint(exercise.id, number, progressFile(root));
  exchange.json({ exercise: exercise.id, number, of: exercise.hints.length, text: exercise.hints[number - 1] });
}

async function showSolution({ root }: Course, exchange: Exchange): Promise<void> {
  const body = await exchange.body();
  const { findExercise } = await import("../graders/index.js");
  const { progressOf } = await import("../progress-file.js");
  const { solutionCode } = await import("../hint.js");
  const exercise = findExercise(textIn(body, "exercise"));
  if (exercise === undefined) throw new HttpError(404, `There is no exercise ${textIn(body, "exercise")}`);
  const isOpen = progressOf(exercise.id, progressFile(root)).firstPass !== "" || member(body, "wish") === true;
  if (!isOpen) throw new HttpError(403, "The solution opens when your answer passes, or on your explicit wish.");
  exchange.json({ code: solutionCode(exercise, root) });
}

async function fromBody(course: Course, exchange: Exchange): Promise<{ name: NotebookName; session: Session; body: unknown }> {
  const body = await exchange.body();
  const name = await notebookOf(course, textIn(body, "notebook"));
  return { name, session: course.sessions.of(name), body };
}

async function notebookOf({ store }: Pick<Course, "store">, id: string): Promise<NotebookName> {
  const name = await store.find(id);
  if (name === undefined) throw new HttpError(404, `The course has no notebook "${id}"`);
  return name;
}

function progressFile(root: string): string {
  return join(root, ".course", "progress.json");
}
