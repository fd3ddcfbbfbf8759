import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { languageModel } from "../../lib/generators/mock-data/language-model";
import { Table } from "../../lib/table/table";

const table = Table.of({
  age: [31, 54],
  city: ["Ulm", null],
  born: [new Date("1990-01-31"), new Date("2000-02-01")],
  works: [true, false],
});
const row = { age: 40, city: "Bari", born: "1984-05-06", works: true };
const chat = (content: string): string => JSON.stringify({ choices: [{ message: { content } }] });

let server: Server | undefined;
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "answers-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
  delete process.env.TEST_MODEL_KEY;
});

interface Seen {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A service that answers call number k, from 0, as it is told; gives its address and what it was asked. */
async function serve(answer: (k: number, response: ServerResponse) => void): Promise<{ endpoint: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const started = createServer((request: IncomingMessage, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      seen.push({ url: request.url ?? "", authorization: request.headers.authorization, body });
      answer(seen.length - 1, response);
    });
  });
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = started.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { endpoint: `http://127.0.0.1:${address.port}/v1`, seen };
}

const quick = { waitSeconds: 0.01, timeoutSeconds: 0.5, keyVariable: "TEST_MODEL_KEY", attempts: 3 };

describe("languageModel()", () => {
  test("asks for the columns, sends no cell, and gives typed rows", async () => {
    const { endpoint, seen } = await serve((_, response) => response.end(chat(JSON.stringify([row, { ...row, city: null }]))));
    const trained = await languageModel({
      ...quick,
      endpoint,
      model: "tiny",
      about: "a citizen",
      columns: { age: { low: 0, high: 120 } },
    }).train(table);
    const synthetic = await trained.sample(3, { seed: 1 });
    expect(synthetic.columns.map(({ name, type }) => [name, type])).toEqual(table.columns.map(({ name, type }) => [name, type]));
    expect(synthetic.row(1)).toEqual({ age: 40, city: null, born: new Date("1984-05-06"), works: true });
    expect(seen).toHaveLength(2);
    expect(seen[0].url).toBe("/v1/chat/completions");
    expect(seen[0].authorization).toBeUndefined();
    const { model, messages } = JSON.parse(seen[0].body);
    expect(model).toBe("tiny");
    expect(messages[0].content).toContain('"age": number; at least 0; at most 120; null when missing');
    expect(messages[0].content).toContain("a citizen");
    expect(seen[0].body).not.toContain("Ulm");
  });

  test("takes the key from the environment, and refuses one in the code", async () => {
    process.env.TEST_MODEL_KEY = "secret";
    const { endpoint, seen } = await serve((_, response) => {
      response.statusCode = 401;
      response.end("no");
    });
    const trained = await languageModel({ ...quick, endpoint }).train(table);
    const failure = trained.sample(1);
    await expect(failure).rejects.toThrow(/answered 401.*TEST_MODEL_KEY/);
    await expect(failure).rejects.not.toThrow(/secret/);
    expect(seen.map(({ authorization }) => authorization)).toEqual(["Bearer secret"]);
    // @ts-expect-error: there is no such option
    expect(() => languageModel({ apiKey: "secret" })).toThrow(/environment variable/);
  });

  test("waits and asks again on 429, 500, silence, broken JSON and a cut connection", async () => {
    const answers: ((response: ServerResponse) => void)[] = [
      (response) => void response.writeHead(429, { "retry-after": "0.05" }).end(),
      (response) => void response.writeHead(500).end("oops"),
      () => undefined,
      (response) => void response.end("<html>"),
      (response) => void response.destroy(),
      (response) => void response.end('{"choices": []}'),
      (response) => void response.end(chat(JSON.stringify({ rows: [row] }))),
    ];
    const { endpoint, seen } = await serve((k, response) => answers[k](response));
    const trained = await languageModel({ ...quick, endpoint, attempts: 7, timeoutSeconds: 0.2 }).train(table);
    expect((await trained.sample(1)).cell(0, "city")).toBe("Bari");
    expect(seen).toHaveLength(7);
  });

  test("gives up after its attempts and says why; a 404 is final at once", async () => {
    const busy = await serve((_, response) => void response.writeHead(429).end());
    await expect((await languageModel({ ...quick, endpoint: busy.endpoint }).train(table)).sample(1)).rejects.toThrow(
      /in 3 tries: it answered 429/,
    );
    expect(busy.seen).toHaveLength(3);
    const nobody = await languageModel({ ...quick, endpoint: "http://127.0.0.1:9/v1", attempts: 1 }).train(table);
    await expect(nobody.sample(1)).rejects.toThrow(/127\.0\.0\.1:9\/v1 in 1 tries: (ECONNREFUSED|.*bad port)/);
    server?.close();
    const absent = await serve((_, response) => void response.writeHead(404).end());
    await expect((await languageModel({ ...quick, endpoint: absent.endpoint }).train(table)).sample(1)).rejects.toThrow(/answered 404/);
    expect(absent.seen).toHaveLength(1);
  });

  test("drops faulty rows and asks for more", async () => {
    const { age, ...ageless } = row;
    expect(age).toBe(40);
    const faulty = [{ ...row, age: "40" }, ageless, { ...row, shoe: 43 }, { ...row, age: 340 }, { ...row, born: "soon" }, 7, row];
    const { endpoint, seen } = await serve((_, response) =>
      response.end(chat(`Here you are:\n\`\`\`json\n${JSON.stringify(faulty)}\n\`\`\`\nEnjoy.`)),
    );
    const trained = await languageModel({ ...quick, endpoint, columns: { age: { high: 120 } } }).train(table);
    const synthetic = await trained.sample(2);
    expect([...synthetic.rows()].map((one) => one.age)).toEqual([40, 40]);
    expect(seen).toHaveLength(2);
  });

  test("gives up when no answer holds a good row, and names the fault", async () => {
    const { endpoint } = await serve((_, response) => response.end(chat(JSON.stringify([{ ...row, works: "yes" }]))));
    const trained = await languageModel({ ...quick, endpoint }).train(table);
    await expect(trained.sample(1)).rejects.toThrow(/3 answers in a row.*row 1: "works" is no boolean: "yes"/);
  });

  test("records answers, and plays them back without a network, the same each time", async () => {
    const record = join(folder, "recorded.json");
    const { endpoint } = await serve((k, response) => response.end(chat(JSON.stringify([{ ...row, age: 20 + k }]))));
    const live = await (await languageModel({ ...quick, endpoint, record }).train(table)).sample(3);
    expect(JSON.parse(await readFile(record, "utf8")).answers).toHaveLength(3);
    const offline = await languageModel({ recorded: record, endpoint: "http://127.0.0.1:9" }).train(table);
    expect([...(await offline.sample(3)).rows()]).toEqual([...live.rows()]);
    await expect(offline.sample(4)).rejects.toThrow(/holds 3 good rows; record more/);
  });

  test("stops on request while it waits", async () => {
    const stop = new AbortController();
    const { endpoint } = await serve(() => setTimeout(() => stop.abort(), 20));
    const trained = await languageModel({ ...quick, endpoint, timeoutSeconds: 30 }).train(table);
    await expect(trained.sample(1, { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
  });

  test("refuses wishes for unknown columns and odd addresses", async () => {
    await expect(languageModel({ columns: { agee: {} } }).train(table)).rejects.toThrow(/Did you mean "age"/);
    expect(() => languageModel({ endpoint: "localhost:11434" })).toThrow(/must begin with http/);
  });
});
