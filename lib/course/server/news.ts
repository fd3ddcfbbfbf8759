/** The channel to every open page (server-sent events), and what is watched for it on disk. */

import { mkdirSync, watch } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { readProgress } from "../progress-file";
import type { CourseNews } from "./run-messages";

const MILLISECONDS_TO_SETTLE = 150;
const MILLISECONDS_BETWEEN_SIGNS_OF_LIFE = 25_000;

export interface NewsChannel {
  /** Keeps the response open and writes all news to it. */
  subscribe(response: ServerResponse): void;
  publish(news: CourseNews): void;
  close(): void;
}

/** An empty channel. */
export function newsChannel(): NewsChannel {
  const pages = new Set<ServerResponse>();
  const signOfLife = setInterval(() => {
    for (const page of pages) page.write(": still here\n\n");
  }, MILLISECONDS_BETWEEN_SIGNS_OF_LIFE);
  return {
    subscribe: (response) => {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write("retry: 1000\n\n");
      pages.add(response);
      response.on("close", () => pages.delete(response));
    },
    publish: (news) => {
      for (const page of pages) page.write(`data: ${JSON.stringify(news)}\n\n`);
    },
    close: () => {
      clearInterval(signOfLife);
      for (const page of pages) page.end();
    },
  };
}

/** Calls back, once for each burst of changes, with the names of the files in the folder that changed. Returns how to stop. */
export function watchFolder(folder: string, onChange: (names: ReadonlySet<string>) => void): () => void {
  mkdirSync(folder, { recursive: true });
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const report = (): void => {
    const names = changed;
    changed = new Set();
    timer = undefined;
    onChange(names);
  };
  const watcher = watch(folder, (_kind, name) => {
    if (name !== null) changed.add(name);
    timer ??= setTimeout(report, MILLISECONDS_TO_SETTLE);
  });
  // a folder that is taken away can be watched no longer; the pages still work, they hear later
  watcher.on("error", () => watcher.close());
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/** Tells the pages when an exercise was checked or a hint opened, wherever that happened: here, in VS Code, in Jupyter. */
export function watchProgress(root: string, news: NewsChannel): () => void {
  return watchFolder(join(root, ".course"), (names) => {
    if (names.has("progress.json")) news.publish({ kind: "progress", progress: readProgress(join(root, ".course", "progress.json")) });
  });
}

/** Calls back when the compiler has written the library anew. */
export function watchLibrary(root: string, onRebuilt: () => void): () => void {
  return watchFolder(join(root, "lib", "dist"), (names) => {
    if (names.has(".tsbuildinfo")) onRebuilt();
  });
}
