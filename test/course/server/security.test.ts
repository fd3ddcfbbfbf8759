import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROUTES } from "../../../lib/course/server/routes";
import { type CourseServer, startServer } from "../../../lib/course/server/start-server";
import { buildLibrary } from "../engine/built-library";
import { type FixtureCourse, fixtureCourse } from "./fixture-course";

let course: FixtureCourse;
let server: CourseServer;
let origin: string;
let cookie: string;

beforeAll(async () => {
  buildLibrary();
  course = fixtureCourse();
  server = await startServer({ root: course.root, port: 0 });
  origin = `http://127.0.0.1:${server.port}`;
  cookie = ((await fetch(server.url, { redirect: "manual" })).headers.get("set-cookie") ?? "").split(";")[0];
}, 120_000);

afterAll(async () => {
  await server.close();
  course.remove();
});

function get(path: string): Promise<Response> {
  return fetch(origin + path, { headers: { cookie } });
}

/** How a connection to that address of this machine ends. */
function connection(host: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: server.port });
    socket.once("connect", () => {
      socket.destroy();
      resolve("connected");
    });
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "failed"));
  });
}

describe("the server", () => {
  it("listens on 127.0.0.1 and on no other address of this machine", async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const others = addresses.filter(({ address, internal }) => !internal && !address.startsWith("fe80")).map(({ address }) => address);
    expect(await connection("127.0.0.1")).toBe("connected");
    for (const host of [...others, "127.0.0.2", "::1"]) expect([host, await connection(host)]).not.toContain("connected");
  });

  it("has another key at each start, of 192 bits", async () => {
    const second = await startServer({ root: course.root, port: 0 });
    const keys = [server.url, second.url].map((url) => new URL(url).searchParams.get("token") ?? "");
    await second.close();
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{48}$/);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it.each(Object.keys(ROUTES))("%s without the key is refused before anything is done", async (route) => {
    const [method, path] = route.split(" ");
    const headers = { origin, "content-type": "application/json" };
    const response = await fetch(origin + path, { method, headers, ...(method === "GET" ? {} : { body: "{}" }) });
    expect(response.status).toBe(401);
  });

  it.each(Object.keys(ROUTES).filter((route) => !route.startsWith("GET")))("%s from another page is refused, key or not", async (route) => {
    const [method, path] = route.split(" ");
    const foreign: Record<string, string>[] = [
      { origin: "http://evil.example" },
      { origin: `http://127.0.0.1:${server.port + 1}` },
      { origin: "null" },
      {},
    ];
    for (const headers of foreign) {
      const response = await fetch(origin + path, {
        method,
        headers: { ...headers, cookie, "content-type": "application/json" },
        body: "{}",
      });
      expect(response.status).toBe(403);
    }
  });
});

describe("files", () => {
  it("a link in a folder leads no further than the folder", async () => {
    writeFileSync(join(course.root, "secret.svg"), "<svg/>");
    symlinkSync(join(course.root, "secret.svg"), join(course.root, "notebooks", "way-out.svg"));
    writeFileSync(join(course.root, "notebooks", "inside.svg"), "<svg/>");
    expect((await get("/files/inside.svg")).status).toBe(200);
    for (const path of ["/files/way-out.svg", "/files/..%2fsecret.svg", "/files/%2e%2e/secret.svg", "/files//etc/passwd"])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  it("what is no page of ours runs in no origin of ours", async () => {
    mkdirSync(join(course.root, ".course", "output"), { recursive: true });
    writeFileSync(join(course.root, ".course", "output", "report.html"), "<script>1</script>");
    for (const path of ["/files/inside.svg", "/source/README.md", "/output/report.html"]) {
      const policy = (await get(path)).headers.get("content-security-policy") ?? "";
      expect(policy).toMatch(/(^|; )sandbox/);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain("allow-same-origin");
    }
  });

  it("the page runs our scripts alone, talks to this server alone, and stands in no frame", async () => {
    const policy = (await get("/")).headers.get("content-security-policy") ?? "";
    const parts = new Map(policy.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1).join(" ")]));
    expect(parts.get("default-src")).toBe("'none'");
    expect(parts.get("script-src")).toMatch(/^'self' 'sha256-[^']+'$/);
    expect(parts.get("connect-src")).toBe("'self'");
    for (const name of ["frame-ancestors", "base-uri", "form-action"]) expect(parts.get(name)).toBe("'none'");
  });

  it("every answer keeps its type, its address and its content to itself", async () => {
    for (const path of ["/", "/api/course", "/style/base.css", "/files/inside.svg", "/nothing"]) {
      const { headers } = await get(path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    }
  });
});
