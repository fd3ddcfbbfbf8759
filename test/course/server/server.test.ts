import { request } from "node:http";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CourseServer, startServer } from "../../../lib/course/server/start-server";
import type { ShownTable, TableAnswer, TableQuery } from "../../../lib/course/table-query";
import type { CourseOverview, RunMessage } from "../../../lib/course/server/run-messages";
import { buildLibrary } from "../engine/built-library";
import { type FixtureCourse, fixtureCourse } from "./fixture-course";

let course: FixtureCourse;
let server: CourseServer;
let cookie: string;
let origin: string;

beforeAll(async () => {
  buildLibrary();
  course = fixtureCourse();
  server = await startServer({ root: course.root, port: 0 });
  origin = `http://127.0.0.1:${server.port}`;
  const welcome = await fetch(server.url, { redirect: "manual" });
  expect(welcome.status).toBe(302);
  cookie = (welcome.headers.get("set-cookie") ?? "").split(";")[0];
}, 120_000);

afterAll(async () => {
  await server.close();
  course.remove();
});

function get(path: string): Promise<Response> {
  return fetch(origin + path, { headers: { cookie } });
}

function send(method: string, path: string, body: unknown): Promise<Response> {
  return fetch(origin + path, { method, headers: { cookie, origin, "content-type": "application/json" }, body: JSON.stringify(body) });
}

async function run(notebook: string, cell: string, code: string): Promise<RunMessage[]> {
  const response = await send("POST", "/api/run", { notebook, cell, code });
  return parseLines(await response.text());
}

function parseLines(text: string): RunMessage[] {
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** A request as fetch would not send it: any host, any path. */
function rawStatus(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: server.port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("who gets in", () => {
  it("the key of the address becomes a cookie that no script reads", async () => {
    const welcome = await fetch(server.url, { redirect: "manual" });
    expect(welcome.headers.get("location")).toBe("/");
    expect(welcome.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict/);
  });

  it("without the key nothing is served", async () => {
    for (const path of ["/", "/api/course", "/app/page/main.js", "/style/base.css"]) expect((await fetch(origin + path)).status).toBe(401);
    expect((await fetch(`${origin}/?token=wrong`)).status).toBe(401);
  });

  it("a foreign host or origin is refused, key or not", async () => {
    expect(await rawStatus("/api/course", { cookie, host: `evil.example:${server.port}` })).toBe(403);
    const response = await fetch(`${origin}/api/run`, {
      method: "POST",
      headers: { cookie, origin: "http://evil.example", "content-type": "application/json" },
      body: "{}",
    });
    expect(response.status).toBe(403);
  });

  it("a form cannot write: the body must be JSON", async () => {
    const response = await fetch(`${origin}/api/run`, {
      method: "POST",
      headers: { cookie, origin, "content-type": "text/plain" },
      body: "{}",
    });
    expect(response.status).toBe(415);
  });

  it.each([
    "/app/../../package.json",
    "/style/%2e%2e/index.html",
    "/style/..%2f..%2f..%2fpackage.json",
    "/source/../package.json",
    "/vendor/katex/package.json",
    "/source/package.json",
    "/files/%00.svg",
    "/%zz",
  ])("%s leads nowhere", async (path) => {
    expect(await rawStatus(path, { cookie, host: `127.0.0.1:${server.port}` })).toBeGreaterThanOrEqual(400);
  });
});

describe("the page", () => {
  it("runs nothing but our files, and every import has its file", async () => {
    const response = await get("/");
    expect(response.headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'self' 'sha256-[^']+';/);
    const html = await response.text();
    const map: { imports: Record<string, string> } = JSON.parse(/<script type="importmap">(.*?)<\/script>/.exec(html)?.[1] ?? "");
    expect(Object.keys(map.imports)).toEqual(
      expect.arrayContaining(["@codemirror/view", "@lezer/common", "style-mod", "markdown-it", "katex"]),
    );
    for (const address of Object.values(map.imports)) {
      const file = await get(address);
      expect([address, file.status, file.headers.get("content-type")]).toEqual([address, 200, "text/javascript; charset=utf-8"]);
    }
    expect(html).not.toMatch(/https?:\/\//);
  });

  it("lists the notebooks in order", async () => {
    const overview: { notebooks: { id: string }[] } = JSON.parse(await (await get("/api/course")).text());
    expect(overview.notebooks.map((notebook) => notebook.id)).toEqual([
      "notebooks/00-basics",
      "notebooks/01-mistakes",
      "notebooks/02-training",
      "solutions/00-start-here",
    ]);
    expect(overview.notebooks[0]).toMatchObject({ title: "Basics", section: "start", minutes: 10, exercises: ["00.1"], codeCells: 6 });
  });
});

describe("running", () => {
  it("streams what a cell says and remembers that it ran", async () => {
    const messages = await run("notebooks/00-basics", "print", 'console.log("printed");\n[1, 2]');
    expect(messages[0]).toEqual({ kind: "event", event: { kind: "text", name: "stdout", text: "printed\n" } });
    expect(messages.at(-1)).toMatchObject({ kind: "done", status: "ok" });
    const overview: { notebooks: { id: string; exercises: unknown }[] } = JSON.parse(await (await get("/api/course")).text());
    expect(overview.notebooks[0]).toMatchObject({ state: "in-progress", cellsRun: 1 });
  });

  it("a page that comes late hears a running cell from its beginning", async () => {
    const first = await send("POST", "/api/run", {
      notebook: "notebooks/00-basics",
      cell: "slow",
      code: 'console.log("begun"); await new Promise((r) => setTimeout(r, 600)); "ended"',
    });
    const late = parseLines(await (await get("/api/run?id=notebooks/00-basics")).text());
    expect(late).toEqual(parseLines(await first.text()));
    expect(late[0]).toMatchObject({ event: { text: "begun\n" } });
    expect((await get("/api/run?id=notebooks/00-basics")).status).toBe(404);
  });

  it("a flood of text is cut for the page and whole on request", async () => {
    const messages = await run("notebooks/01-mistakes", "flood", 'for (let i = 0; i < 60_000; i++) console.log("line " + i);');
    const shown = messages
      .flatMap((message) => (message.kind === "event" && message.event.kind === "text" ? [message.event.text] : []))
      .join("");
    expect(shown).toHaveLength(200_000);
    expect(messages.filter((message) => message.kind === "capped")).toHaveLength(1);
    const whole = await (await get("/api/output?id=notebooks/01-mistakes&cell=flood")).text();
    expect(whole.split("\n")).toHaveLength(60_001);
  });

  it("stop ends a running cell", async () => {
    const response = send("POST", "/api/run", { notebook: "notebooks/00-basics", cell: "loop", code: "for (;;) {}" });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const stopped = await (await send("POST", "/api/interrupt", { notebook: "notebooks/00-basics" })).json();
    expect(stopped).toEqual({ interruption: "stopped" });
    expect(parseLines(await (await response).text()).at(-1)).toMatchObject({ status: "interrupted" });
  });

  it("an unknown notebook or a body without code is an error in words", async () => {
    const unknown = await send("POST", "/api/run", { notebook: "notebooks/99", cell: "x", code: "1" });
    expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'The course has no notebook "notebooks/99"' }]);
    const bare = await send("POST", "/api/run", { notebook: "notebooks/00-basics" });
    expect([bare.status, await bare.json()]).toEqual([400, { message: 'The body lacks the text "cell"' }]);
  });
});

describe("saving", () => {
  it("writes the notebook, then refuses a save that is based on an older one", async () => {
    const id = "notebooks/01-mistakes";
    const opened: { document: unknown; modified: number } = JSON.parse(await (await get(`/api/notebook?id=${id}`)).text());
    const saved = await send("PUT", `/api/notebook?id=${id}`, { document: opened.document, modified: opened.modified });
    expect(saved.status).toBe(200);
    expect((await send("PUT", `/api/notebook?id=${id}`, { document: opened.document, modified: opened.modified })).status).toBe(409);
    expect((await send("PUT", `/api/notebook?id=${id}`, { document: 7, modified: 0 })).status).toBe(400);
    const { backup }: { backup: string } = JSON.parse(await (await send("POST", "/api/notebook/reset", { notebook: id })).text());
    expect(readFileSync(join(course.root, backup), "utf8")).toContain("Mistakes");
  });

  it("in a conflict whichever version gives way is kept", async () => {
    const id = "notebooks/02-training";
    const { document }: { document: { cells: unknown[] } } = JSON.parse(await (await get(`/api/notebook?id=${id}`)).text());
    const mine = { ...document, cells: document.cells.slice(0, 1) };
    expect((await send("PUT", `/api/notebook?id=${id}`, { document: mine, modified: 0 })).status).toBe(409);
    expect((await send("PUT", `/api/notebook?id=${id}`, { document: mine, replace: true })).status).toBe(200);
    const [theirs] = readdirSync(join(course.root, ".course/backups/notebooks")).filter((file) => file.startsWith("02-training"));
    expect(readFileSync(join(course.root, ".course/backups/notebooks", theirs), "utf8")).toContain("TabularARGN.train");
    const aside: { backup: string } = JSON.parse(await (await send("POST", "/api/notebook/aside", { notebook: id, document })).text());
    expect(readFileSync(join(course.root, aside.backup), "utf8")).toContain("TabularARGN.train");
    await send("POST", "/api/notebook/reset", { notebook: id });
  });

  it("a change by another editor is told to the page", async () => {
    const events = await get("/api/events");
    const reader = events.body?.getReader();
    await reader?.read();
    const file = join(course.root, "notebooks/01-mistakes.ipynb");
    writeFileSync(file, readFileSync(file, "utf8").replace("too far", "much too far"));
    const { value } = (await reader?.read()) ?? {};
    await reader?.cancel();
    expect(new TextDecoder().decode(value)).toContain('"file-changed","notebook":"notebooks/01-mistakes"');
    await send("POST", "/api/notebook/reset", { notebook: "notebooks/01-mistakes" });
  });
});

describe("exercises", () => {
  it("hints open one by one and are remembered", async () => {
    const hint = await (await send("POST", "/api/hint", { exercise: "00.1", number: 2 })).json();
    expect(hint).toMatchObject({ exercise: "00.1", number: 2, of: 3, text: expect.stringMatching(/\w/) });
    expect(JSON.parse(readFileSync(join(course.root, ".course/progress.json"), "utf8")).exercises["00.1"]).toMatchObject({
      hintsOpened: 2,
    });
    expect((await send("POST", "/api/hint", { exercise: "00.1", number: 4 })).status).toBe(400);
    expect((await send("POST", "/api/hint", { exercise: "99.9", number: 1 })).status).toBe(404);
  });

  it("the solution opens on an explicit wish only", async () => {
    expect((await send("POST", "/api/solution", { exercise: "00.1" })).status).toBe(403);
    expect(await (await send("POST", "/api/solution", { exercise: "00.1", wish: true })).json()).toEqual({
      code: expect.stringContaining("countOfNull"),
    });
  });

  it("a check in a cell counts in the course's own progress file", async () => {
    const messages = await run(
      "notebooks/00-basics",
      "grade",
      'import { check } from "synthetic-tables/course"; await check("00.1", () => 0.25);',
    );
    expect(messages.at(-1)).toMatchObject({ status: "ok" });
    expect(JSON.stringify(messages)).toContain("application/vnd.course.check+json");
    expect(JSON.parse(readFileSync(join(course.root, ".course/progress.json"), "utf8")).exercises["00.1"].attempts).toBe(1);
  });
});

describe("a table that a cell has shown", () => {
  const notebook = "notebooks/00-basics";
  const look = async (table: string, query?: TableQuery): Promise<TableAnswer> =>
    JSON.parse(await (await send("POST", "/api/table", { notebook, table, ...(query === undefined ? {} : { query }) })).text());

  async function shown(code: string): Promise<ShownTable> {
    await run(notebook, "imports", 'import { simulate, Table } from "synthetic-tables"; import { show } from "synthetic-tables/course";');
    const messages = await run(notebook, "table", code);
    const bundles = messages.flatMap((message) =>
      message.kind === "event" && message.event.kind === "output" && message.event.output.output_type === "display_data"
        ? [message.event.output.data]
        : [],
    );
    return JSON.parse(JSON.stringify(bundles[0]["application/vnd.course.table+json"]));
  }

  it("is paged, sorted and described where it is", async () => {
    const { id, rowCount, columns } = await shown('show(simulate("people", { rows: 3000, seed: 1 }), { rows: 3 });');
    expect(rowCount).toBe(3000);
    const age = columns.findIndex(({ name }) => name === "age");
    const oldest = await look(id, { from: 0, rows: 5, sort: { column: age, isDescending: true } });
    const ages = oldest.kind === "page" ? oldest.rows.map((row) => Number(row[age])) : [];
    expect(ages).toEqual([...ages].sort((a, b) => b - a));
    expect(await look(id, { from: 2998, rows: 10 })).toMatchObject({ kind: "page", from: 2998, rows: { length: 2 } });
    expect(await look(id, { from: 99_999, rows: 10 })).toMatchObject({ from: 2999 });
    const described = await look(id);
    const bars = described.kind === "columns" ? described.columns[age].bars : [];
    expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(3000);
  });

  it("may be empty, and its columns may have any name", async () => {
    const { id } = await shown('show(Table.of({ "": [1, null], "__proto__ x": ["a", "\\u{1F600}"], "a.b": [null, null] }).slice(0, 0));');
    expect(await look(id, { from: 0, rows: 10 })).toEqual({ kind: "page", from: 0, rowCount: 0, rows: [] });
    expect(await look(id)).toMatchObject({ kind: "columns", columns: [{ name: "", bars: [] }, { bars: [] }, { missing: 0, distinct: 0 }] });
  });

  it("is gone with the engine, which is said", async () => {
    const { id } = await shown("show(Table.of({ a: [1, 2] }));");
    await send("POST", "/api/restart", { notebook });
    expect(await look(id, { from: 0, rows: 10 })).toEqual({ kind: "gone" });
    expect((await send("POST", "/api/table", { notebook, table: id, query: { from: "x", rows: 1 } })).status).toBe(400);
  });
});

describe("the questions of a quiz", () => {
  it("remember what was chosen, and count on the home page", async () => {
    expect(await (await get("/api/quiz")).json()).toEqual({});
    await Promise.all([
      send("POST", "/api/quiz", { question: "00.q1", choice: "b" }),
      send("POST", "/api/quiz", { question: "00.q2", choice: "a" }),
    ]);
    expect(await (await get("/api/quiz")).json()).toEqual({ "00.q1": "b", "00.q2": "a" });
    expect((await send("POST", "/api/quiz", { question: "__proto__", choice: "b" })).status).toBe(400);
    const { notebooks }: CourseOverview = JSON.parse(await (await get("/api/course")).text());
    expect(notebooks[0]).toMatchObject({ id: "notebooks/00-basics", questions: 3, answered: 2 });
  });
});

describe("the glossary", () => {
  it("lists the terms with the lessons that link to them", async () => {
    writeFileSync(join(course.root, "notebooks/glossary.md"), "# Glossary\n\n## Two words\n\nA meaning.\n\n## Alone\n\nAnother.\n");
    course.write("notebooks/03-linked", [{ id: "title", text: "See [it](glossary.md#two-words)." }]);
    expect(await (await get("/api/glossary")).json()).toEqual([
      { id: "alone", term: "Alone", text: "Another.", lessons: [] },
      { id: "two-words", term: "Two words", text: "A meaning.", lessons: ["notebooks/03-linked"] },
    ]);
  });
});
