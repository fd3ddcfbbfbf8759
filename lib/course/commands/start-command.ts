/** `course start`: serves the course on this machine and opens it in the browser. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Arguments, UsageError } from "../../base/arguments";
import type { CourseServer } from "../server/start-server";
import type { CommandContext, CourseCommand } from "./command";

const USUAL_PORT = 8888;
const PORTS_TO_TRY = 20;

export const startCommand: CourseCommand = {
  name: "start",
  group: "Learn",
  usage: "[options]",
  summary: "Opens the course in the browser.",
  details: "Serves it to this machine alone, under an address that holds a key. Ctrl-C ends it; your work is kept in .course.",
  options: {
    port: { value: "N", help: `serve at port N (default: ${USUAL_PORT}, or the next free one)` },
    notebook: { value: "04a", help: "open this notebook" },
    "no-open": { help: "do not open the browser" },
  },
  run,
};

async function run(given: Arguments, { root, print }: CommandContext): Promise<number> {
  const port = portOf(given.text("port"));
  if (given.positionals.length > 0)
    throw new UsageError(`start takes no "${given.positionals[0]}". One notebook: npx course start --notebook 04a`);
  if (!existsSync(join(root, "lib", "dist", "browser", "page", "main.js")))
    throw new UsageError("The page is not built. Run: npm run build");
  const notebook = given.text("notebook");
  const id = notebook === undefined ? undefined : await idOf(root, notebook);
  const server = await serve(root, port);
  const url = id === undefined ? server.url : `${server.url}&notebook=${encodeURIComponent(id)}`;
  const stopped = stopOnSignal(server, print);
  print(`\n  The course is at\n\n    ${url}\n\n  Keep this window open. Ctrl-C ends the course.\n`);
  if (!given.has("no-open")) openBrowser(url);
  return stopped;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65536) return port;
  throw new UsageError(`Cannot serve at port "${text}": a port is a whole number from 0 to 65535`);
}

async function idOf(root: string, word: string): Promise<string> {
  const { nameOf } = await import("../headless/find-notebook.js");
  const { notebookStore } = await import("../server/notebook-store.js");
  return (await nameOf(notebookStore(root), word)).id;
}

/** At the port that was asked for or not at all; when none was, at the first free one. */
async function serve(root: string, asked: number | undefined): Promise<CourseServer> {
  const { startServer } = await import("../server/start-server.js");
  const ports = asked === undefined ? Array.from({ length: PORTS_TO_TRY }, (_, i) => USUAL_PORT + i) : [asked];
  for (const port of ports) {
    try {
      return await startServer({ root, port });
    } catch (thrown) {
      if (!isTaken(thrown)) throw thrown;
    }
  }
  if (asked === undefined) return startServer({ root, port: 0 });
  throw new UsageError(
    `Port ${asked} is taken, perhaps by a course that already runs. Stop it, or choose another: npx course start --port ${asked + 1}`,
  );
}

function isTaken(thrown: unknown): boolean {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined;
  return code === "EADDRINUSE" || code === "EACCES";
}

/** Resolves with the exit code when a signal has ended the server. */
function stopOnSignal(server: CourseServer, print: (text: string) => void): Promise<number> {
  return new Promise((resolve) => {
    let isStopping = false;
    const stop = (): void => {
      // the second Ctrl-C does not wait; engines whose parent is gone end by themselves
      if (isStopping) process.exit(1);
      isStopping = true;
      print("\n  Stopping …");
      void server.close().then(() => {
        resolve(0);
        process.exit(0);
      });
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  });
}

/** Opens the address where there is a desktop; elsewhere the printed address is enough. */
function openBrowser(url: string): void {
  const [command, ...args] = browserCommand(url);
  if (command === undefined) return;
  const opener = spawn(command, args, { stdio: "ignore", detached: true });
  opener.on("error", () => undefined);
  opener.unref();
}

function browserCommand(url: string): string[] {
  if (process.platform === "darwin") return ["open", url];
  if (process.platform === "win32") return ["cmd", "/c", "start", '""', url.replaceAll("&", "^&")];
  const hasDesktop = Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
  return hasDesktop ? ["xdg-open", url] : [];
}
