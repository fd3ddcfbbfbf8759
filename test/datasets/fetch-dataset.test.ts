import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile, mkdir } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../lib/datasets/catalogue";
import { type DownloadQuestion, fetchDataset, fetchRemote } from "../../lib/datasets/fetch-dataset";
import { type RemoteDataset, remoteDatasets } from "../../lib/datasets/remote-datasets";

const content = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7) % 251));
const dataset: RemoteDataset = {
  name: "numbers",
  title: "Numbers",
  licence: "CC0",
  source: "here",
  substitute: "people",
  files: [{ path: "deep/numbers.csv.gz", bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") }],
};
const yes = (): boolean => true;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "downloads-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

/** Starts a server and gives its address. */
async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = started.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

let caches = 0;
const freshCache = (): string => join(folder, String(caches++));

describe("fetchDataset()", () => {
  test("fetches after asking, and does not ask or fetch again", async () => {
    let requests = 0;
    const mirror = await serve((request, response) => {
      requests++;
      expect(request.url).toBe("/deep/numbers.csv.gz");
      response.end(content);
    });
    const cache = freshCache();
    const questions: DownloadQuestion[] = [];
    const confirm = (question: DownloadQuestion): boolean => questions.push(question) > 0;
    const { files } = await fetchRemote(dataset, { cache, mirror, confirm });
    expect(await readFile(files.numbers)).toEqual(content);
    expect(questions).toMatchObject([{ name: "numbers", files: 1, bytes: 5000, licence: "CC0", source: "here" }]);
    await fetchRemote(dataset, { cache, mirror });
    expect(requests).toBe(1);
  });

  test("fetches nothing without a yes", async () => {
    let requests = 0;
    const mirror = await serve((_, response) => {
      requests++;
      response.end(content);
    });
    await expect(fetchRemote(dataset, { cache: freshCache(), mirror })).rejects.toThrow(/without asking.*simulate\("people"\)/);
    await expect(fetchRemote(dataset, { cache: freshCache(), mirror, confirm: () => false })).rejects.toThrow(/the answer was no/);
    expect(requests).toBe(0);
  });

  test("throws a file with a wrong checksum away", async () => {
    const mirror = await serve((_, response) => response.end(Buffer.alloc(content.length)));
    const cache = freshCache();
    const fetching = fetchRemote(dataset, { cache, mirror, confirm: yes });
    await expect(fetching).rejects.toThrow(/checksum is wrong.*simulate\("people"\)/);
    expect(existsSync(join(cache, "numbers", "numbers.csv.gz"))).toBe(false);
    expect(existsSync(join(cache, "numbers", "numbers.csv.gz.part"))).toBe(false);
  });

  test("throws a file that is too long away", async () => {
    const mirror = await serve((_, response) => response.end(Buffer.concat([content, content])));
    await expect(fetchRemote(dataset, { cache: freshCache(), mirror, confirm: yes })).rejects.toThrow(/checksum is wrong/);
  });

  test("says 404", async () => {
    const mirror = await serve((_, response) => {
      response.statusCode = 404;
      response.end("no");
    });
    await expect(fetchRemote(dataset, { cache: freshCache(), mirror, confirm: yes })).rejects.toThrow(
      /404 Not Found.*simulate\("people"\)/,
    );
  });

  test("gives up when the server is silent", async () => {
    const mirror = await serve((_, response) => void response.write(content.subarray(0, 100)));
    const fetching = fetchRemote(dataset, { cache: freshCache(), mirror, confirm: yes, timeoutSeconds: 0.2 });
    await expect(fetching).rejects.toThrow(/silent for 0.2 s; call again to resume/);
  });

  test("says that nobody answers", async () => {
    const mirror = await serve(() => undefined);
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    await expect(fetchRemote(dataset, { cache: freshCache(), mirror, confirm: yes })).rejects.toThrow(/ECONNREFUSED.*simulate\("people"\)/);
  });

  test("goes on where a cut connection stopped", async () => {
    const ranges: (string | undefined)[] = [];
    const mirror = await serve((request, response) => {
      ranges.push(request.headers.range);
      if (ranges.length === 1) {
        response.writeHead(200, { "content-length": content.length });
        response.write(content.subarray(0, 3000), () => setTimeout(() => response.destroy(), 50));
        return;
      }
      const from = Number(request.headers.range?.match(/bytes=(\d+)-/)?.[1]);
      response.writeHead(206, { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` });
      response.end(content.subarray(from));
    });
    const cache = freshCache();
    await expect(fetchRemote(dataset, { cache, mirror, confirm: yes })).rejects.toThrow(/call again to resume/);
    const { files } = await fetchRemote(dataset, { cache, mirror, confirm: yes });
    expect(await readFile(files.numbers)).toEqual(content);
    expect(ranges).toEqual([undefined, "bytes=3000-"]);
  });

  test("begins anew when the server knows no ranges", async () => {
    const cache = freshCache();
    await mkdir(join(cache, "numbers"), { recursive: true });
    await writeFile(join(cache, "numbers", "numbers.csv.gz.part"), content.subarray(0, 10));
    const mirror = await serve((_, response) => response.end(content));
    const { files } = await fetchRemote(dataset, { cache, mirror, confirm: yes });
    expect(await readFile(files.numbers)).toEqual(content);
  });

  test("stops on request", async () => {
    const stop = new AbortController();
    const mirror = await serve((_, response) => {
      response.write(content.subarray(0, 100));
      stop.abort();
    });
    const fetching = fetchRemote(dataset, { cache: freshCache(), mirror, confirm: yes, signal: stop.signal });
    await expect(fetching).rejects.toMatchObject({ name: "AbortError" });
  });

  test("names the nearest dataset", async () => {
    await expect(fetchDataset("cencus")).rejects.toThrow(/Did you mean "census"/);
  });
});

describe("catalogue()", () => {
  test("names every dataset once", () => {
    const names = catalogue().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(["people", "cloudops", "diamonds", "census", "berka"]));
  });

  test("every checksum is a sha256 of its own", () => {
    const sums = remoteDatasets.flatMap(({ files }) => files.map(({ sha256 }) => sha256));
    expect(sums).toHaveLength(18);
    expect(new Set(sums).size).toBe(18);
    for (const sum of sums) expect(sum).toMatch(/^[0-9a-f]{64}$/);
  });
});
