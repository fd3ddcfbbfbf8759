/** The open notebooks. An engine takes a few hundred megabytes, so that only the latest few live. */

import { join } from "node:path";
import type { CellEvent } from "../engine/cell-events";
import type { NotebookName } from "./notebook-store";
import type { EngineState } from "./run-messages";
import { Session } from "./session";

const MOST_LIVE_ENGINES = 3;

export interface SessionsOptions {
  readonly root: string;
  readonly onState: (notebook: string, state: EngineState) => void;
  readonly onLate: (notebook: string, cell: string, event: CellEvent) => void;
}

export interface Sessions {
  /** The session of a notebook, made when it is new. */
  of(name: NotebookName): Session;
  /** The sessions whose engine lives. */
  live(): Session[];
  stopAll(): Promise<void>;
}

/** Sessions for the notebooks of the course folder `root`; the one used longest ago gives way when a fourth is opened. */
export function openSessions({ root, onState, onLate }: SessionsOptions): Sessions {
  // a Map keeps the order of its keys: the first is the one used longest ago
  const sessions = new Map<string, Session>();

  function make({ id, folder }: NotebookName): Session {
    return new Session({
      folder: join(root, folder),
      environment: { COURSE_PROGRESS: join(root, ".course", "progress.json") },
      onState: (state) => onState(id, state),
      onLate: (cell, event) => onLate(id, cell, event),
    });
  }

  const live = (): Session[] => [...sessions.values()].filter((session) => session.state !== "stopped");

  function of(name: NotebookName): Session {
    const session = sessions.get(name.id) ?? make(name);
    sessions.delete(name.id);
    sessions.set(name.id, session);
    const idle = live().filter((each) => each !== session && each.running === undefined);
    for (const each of idle.slice(0, Math.max(0, live().length - MOST_LIVE_ENGINES))) void each.stop();
    return session;
  }

  return { of, live, stopAll: async () => void (await Promise.all([...sessions.values()].map((session) => session.stop()))) };
}
