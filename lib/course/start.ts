/** `npm start`: serves the course on this machine and opens it in the browser. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { messageOf } from "../base/errors";
import { courseFolder } from "./course-folder";
import { notebookStore } from "./server/notebook-store";
import { type CourseServer, startServer } from "./server/start-server";

const USUAL_PORT = 8888;
const PORTS_TO_TRY = 20;

const HELP = `Usage: npm start -- [options]

  --port N          serve at port N (default: ${USUAL_PORT}, or the next free one)
  --notebook 04a    open this notebook
  --no-open         do not open the browser
  --help            show this
`;

interface StartOptions {
  readonly port: number | undefined;
  readonly notebook: string | undefined;
  readonly isOpened: boolean;
}

/** A wrong call: the message is all that is shown. */
class UsageError extends Error {}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) return void process.stdout.write(HELP);
  const root = courseFolder();
  if (!existsSync(join(root, "lib", "dist", "browser", "page", "main.js")))
    throw new UsageError("The page is not built. Run: npm run build");
  const notebook = options.notebook === undefined ? undefined : await findNotebook(root, options.notebook);
  const server = await serve(root, options.port);
  const url = notebook === undefined ? server.url : `${server.url}&notebook=${encodeURIComponent(notebook)}`;
  process.stdout.write(`\n  The course is at\n\n    ${url}\n\n  Keep this window open. Ctrl-C ends the course.\n\n`);
  stopOnSignal(server);
  if (options.isOpened) openBrowser(url);
}

function readOptions(args: string[]): StartOptions | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: "string" },
        notebook: { type: "string" },
        "no-open": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return undefined;
    return {
      port: values.port === undefined ? undefined : portOf(values.port),
      notebook: values.notebook,
      isOpened: values["no-open"] !== true,
    };
  } catch (thrown) {
    if (thrown instanceof UsageError) throw thrown;
    throw new UsageError(`${messageOf(thrown)}\n\n${HELP}`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new UsageError(`Cannot serve at port "${text}": a port is a whole number from 0 to 65535`);
}

/** The id of the one notebook whose name begins so. */
async function findNotebook(root: string, beginning: string): Promise<string> {
  const names = await notebookStore(root).list();
  const found = names.find(({ id, name }) => id === beginning || name.startsWith(beginning));
  if (found !== undefined) return found.id;
  const known = names.filter(({ folder }) => folder === "notebooks").map(({ name }) => name);
  throw new UsageError(`There is no notebook "${beginning}". There are: ${known.join(", ") || "none yet; run: npm run notebooks"}`);
}

/** At the port that was asked for or not at all; when none was, at the first free one. */
async function serve(root: string, asked: number | undefined): Promise<CourseServer> {
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
    `Port ${asked} is taken, perhaps by a course that already runs. Stop it, or choose another: npm start -- --port ${asked + 1}`,
  );
}

function isTaken(thrown: unknown): boolean {
  const code: unknown = thrown instanceof Error ? Reflect.get(thrown, "code") : undefined;
  return code === "EADDRINUSE" || code === "EACCES";
}

function stopOnSignal(server: CourseServer): void {
  let isStopping = false;
  const stop = (): void => {
    // the second Ctrl-C does not wait; engines whose parent is gone end by themselves
    if (isStopping) process.exit(1);
    isStopping = true;
    process.stdout.write("\n  Stopping …\n");
    void server.close().then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
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

main().catch((thrown: unknown) => {
  process.stderr.write(`${messageOf(thrown)}\n`);
  process.exitCode = thrown instanceof UsageError ? 2 : 1;
});
