/** Where a learner was: which notebook was opened last and which of its cells have run. Kept in `.course/visits.json`. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "./atomic-file";
import { member, membersOf } from "./notebook-document";

export interface Visit {
  /** When it was last opened (ISO 8601). */
  readonly opened: string;
  /** The ids of the cells that have run to their end. */
  readonly ran: readonly string[];
}

export interface Visits {
  all(): Promise<ReadonlyMap<string, Visit>>;
  opened(notebook: string): Promise<void>;
  ran(notebook: string, cell: string): Promise<void>;
  forget(notebook: string): Promise<void>;
}

/** The visits of the course folder `root`. Changes are written one after another. */
export function visitsOf(root: string): Visits {
  const file = join(root, ".course", "visits.json");
  let queue: Promise<void> = Promise.resolve();

  function change(edit: (visits: Map<string, Visit>) => void): Promise<void> {
    queue = queue.then(async () => {
      const visits = await read(file);
      edit(visits);
      await writeWhole(file, `${JSON.stringify({ version: 1, notebooks: Object.fromEntries(visits) }, null, 2)}\n`);
    });
    return queue;
  }

  return {
    all: async () => {
      await queue;
      return read(file);
    },
    opened: (notebook) =>
      change((visits) => visits.set(notebook, { ran: visits.get(notebook)?.ran ?? [], opened: new Date().toISOString() })),
    ran: (notebook, cell) =>
      change((visits) => {
        const visit = visits.get(notebook) ?? { opened: new Date().toISOString(), ran: [] };
        visits.set(notebook, { ...visit, ran: [...new Set([...visit.ran, cell])] });
      }),
    forget: (notebook) => change((visits) => visits.delete(notebook)),
  };
}

/** What the file holds; nothing when there is none, or when it is no such file: losing the place is no reason to stop. */
async function read(file: string): Promise<Map<string, Visit>> {
  const text = await readFile(file, "utf8").catch(() => "{}");
  return new Map(Object.entries(membersOf(member(parse(text), "notebooks"))).map(([id, visit]) => [id, visitOf(visit)]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function visitOf(value: unknown): Visit {
  const opened = member(value, "opened");
  const ran = member(value, "ran");
  return {
    opened: typeof opened === "string" ? opened : "",
    ran: Array.isArray(ran) ? ran.filter((each) => typeof each === "string") : [],
  };
}
