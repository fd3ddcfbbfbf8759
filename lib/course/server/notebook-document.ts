/** A notebook as the page edits it. This file is shared with the page: nothing of Node in it. */

import type { Output } from "../engine/cell-events";

export type JsonObject = Readonly<Record<string, unknown>>;

export interface DocumentCell {
  readonly id: string;
  readonly kind: "code" | "markdown" | "raw";
  readonly source: string;
  readonly metadata: JsonObject;
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
}

export interface NotebookDocument {
  readonly cells: readonly DocumentCell[];
  readonly metadata: JsonObject;
}

/** A member of something that may be no object at all. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

/** The members of a JSON object; none when it is something else. */
export function membersOf(value: unknown): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : {};
}

/** The exercise that a cell belongs to, "" when to none. */
export function exerciseOf(cell: DocumentCell): string {
  const exercise = member(cell.metadata.course, "exercise");
  return typeof exercise === "string" ? exercise : "";
}

/** Whether a cell carries the tag. */
export function isTagged(cell: DocumentCell, tag: string): boolean {
  return Array.isArray(cell.metadata.tags) && cell.metadata.tags.includes(tag);
}
