/** A notebook's output is not trusted: it must not run, read the key, or reach the server. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cell, chromium, useCourse } from "./open-course";

const { now } = useCourse();

/** Each tries to tell, in the title of the page that it is in, what it could do. */
const SCRIPT =
  "document.title = 'ran'; try { top.hacked = 1 } catch {} fetch('/api/course').then((r) => { document.title = 'reached ' + r.status })";
const OUTPUTS = [
  `<script>${SCRIPT}</script>`,
  `<img src=x onerror="${SCRIPT}">`,
  `<svg><script>${SCRIPT}</script><animate onbegin="${SCRIPT}" attributeName=x dur=1s></svg>`,
  `<a href="javascript:top.hacked=1">go</a>`,
  `<details open ontoggle="${SCRIPT}">x</details>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${SCRIPT}"></style></mglyph></table></mtext></math>`,
  `<!doctype html><html><body><script>${SCRIPT}</script><img src=x onerror="${SCRIPT}">whole page</body></html>`,
  `<iframe srcdoc="<script>${SCRIPT}</script>"></iframe>`,
  `<style>@import url(/api/course); body { display: none }</style>kept`,
  `<form action="/api/run" method="post"><button>go</button></form>`,
  `<meta http-equiv="refresh" content="0;url=/api/course"><base href="http://evil.example/">`,
];

describe.skipIf(chromium === undefined)("a hostile output", () => {
  it("runs nothing and leaves the page as it is, fresh or stored in the file", async () => {
    const { course, page, open, run } = now();
    const code = OUTPUTS.map((html) => `tslab.display.html(${JSON.stringify(html)});`).join("\n");
    course.write("notebooks/05-hostile", [{ id: "hostile", code: `import * as tslab from "tslab";\n${code}` }]);
    await open("notebooks/05-hostile");
    const { url } = { url: page.url() };
    await run("hostile");
    for (const when of ["fresh", "stored"]) {
      if (when === "stored") {
        await page.waitForFunction(() => document.querySelector(".saved")?.textContent === "Saved");
        await page.reload();
        await page.waitForSelector(`${cell("hostile")} .output`, { state: "attached" });
      }
      await page.waitForTimeout(500);
      for (const link of await page.locator(`${cell("hostile")} .outputs a`).all()) expect(await link.getAttribute("href")).toBeNull();
      expect(await page.evaluate(() => Reflect.get(window, "hacked"))).toBeUndefined();
      expect(await page.title()).toContain("Tabular synthetic data");
      expect(page.url()).toBe(url);
      expect(await page.locator("body").isVisible()).toBe(true);
      expect(await page.locator(`${cell("hostile")} .outputs :is(script, form, style, meta, base, object, embed)`).count()).toBe(0);
    }
  });

  it("could not read the key if it ran: no script sees the cookie, and no address or storage holds it", async () => {
    const { page, server, open } = now();
    await open("notebooks/00-basics");
    const token = new URL(server.url).searchParams.get("token") ?? "";
    const seen = await page.evaluate(() =>
      JSON.stringify([
        document.cookie,
        location.href,
        document.referrer,
        { ...localStorage },
        { ...sessionStorage },
        document.documentElement.outerHTML,
      ]),
    );
    expect(token.length).toBe(48);
    expect(seen).not.toContain(token);
    expect(seen).not.toContain("synthetic-tables-" + server.port);
  });

  it("a report that a cell wrote runs in no origin of ours: no key, no server, no opener", async () => {
    const { course, page, server } = now();
    const output = join(course.root, ".course", "output");
    mkdirSync(output, { recursive: true });
    const tries = `
      const told = {};
      const attempt = (name, act) => { try { told[name] = String(act()) } catch (thrown) { told[name] = thrown.name } };
      attempt("origin", () => self.origin);
      attempt("cookie", () => document.cookie);
      attempt("storage", () => localStorage.length);
      attempt("opener", () => opener.document.title);
      const reach = (name, promise) => promise.then(() => { told[name] = "reached" }, () => { told[name] = "refused" });
      Promise.all([
        reach("read", fetch("/api/course", { credentials: "include" })),
        reach("write", fetch("/api/run", { method: "POST", credentials: "include", body: "{}" })),
      ]).then(() => { document.body.textContent = JSON.stringify(told) });`;
    writeFileSync(join(output, "evil.html"), `<body><script>${tries}</script></body>`);
    writeFileSync(
      join(course.root, "notebooks", "evil.svg"),
      '<svg xmlns="http://www.w3.org/2000/svg"><script>document.documentElement.id = "ran"</script></svg>',
    );
    await page.goto(server.url);
    const { origin } = new URL(server.url);
    await page.goto(`${origin}/output/evil.html`);
    await page.waitForFunction(() => document.body.textContent?.startsWith("{"));
    expect(JSON.parse(await page.innerText("body"))).toEqual({
      origin: "null",
      cookie: "SecurityError",
      storage: "SecurityError",
      opener: "TypeError",
      read: "refused",
      write: "refused",
    });
    await page.goto(`${origin}/files/evil.svg`);
    expect(await page.evaluate(() => document.documentElement.id)).toBe("");
  });

  it("another page of this machine can neither read the course nor run a cell", async () => {
    const { context, server, page, course } = now();
    await page.goto(server.url);
    const { createServer } = await import("node:http");
    const evil = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end("<body>evil</body>");
    });
    await new Promise<void>((resolve) => evil.listen(0, "127.0.0.1", resolve));
    const address = evil.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const stranger = await context.newPage();
    await stranger.goto(`http://127.0.0.1:${port}/`);
    const { origin } = new URL(server.url);
    const outcomes = await stranger.evaluate(async (target) => {
      const tried = async (address: string, init: RequestInit): Promise<string> => {
        try {
          const response = await fetch(target + address, { credentials: "include", ...init });
          return response.type === "opaque" ? "opaque" : `status ${response.status}`;
        } catch {
          return "refused";
        }
      };
      const body = JSON.stringify({ notebook: "notebooks/00-basics", cell: "x", code: "require('fs').writeFileSync('../owned', '')" });
      return Promise.all([
        tried("/api/course", {}),
        tried("/api/run", { method: "POST", headers: { "content-type": "application/json" }, body }),
        tried("/api/run", { method: "POST", mode: "no-cors", headers: { "content-type": "text/plain" }, body }),
      ]);
    }, origin);
    evil.close();
    expect(outcomes.slice(0, 2)).toEqual(["refused", "refused"]);
    expect(outcomes[2]).not.toMatch(/status 200/);
    const { existsSync } = await import("node:fs");
    expect(existsSync(join(course.root, "owned"))).toBe(false);
  });
});
