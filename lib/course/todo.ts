/** The placeholder that stands where a learner's answer will stand. */

import { inspect } from "node:util";

const TEXT = "todo(): not written yet";
let used = 0;

/**
 * A placeholder of any type: the stub of an exercise compiles and runs with it, and `check()` reads it as "not written
 * yet". Whatever is done with it gives the placeholder again; as a number it is NaN, as a list it is empty.
 *
 * @example
 * const share = todo<number>();
 * assert.equal(Number.isNaN(share + 1), true);
 */
export function todo<Answer>(): Answer;
export function todo(): unknown {
  used++;
  return placeholder;
}

/** Whether the value is the placeholder, or a plain object or list that holds it. */
export function isTodo(value: unknown): boolean {
  if (value === placeholder) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((each) => each === placeholder);
}

/** How often todo() was called so far: a check compares before and after, and so sees a todo() deep in an answer. */
export function todoCalls(): number {
  return used;
}

// the console looks past a proxy at what it stands for, so the text for it is put there
const target = Object.assign(function notWritten() {}, { [inspect.custom]: () => TEXT });

const placeholder: unknown = new Proxy(target, {
  get(_target, name): unknown {
    if (name === Symbol.toPrimitive) return (hint: string) => (hint === "string" ? TEXT : NaN);
    if (name === Symbol.iterator) return [][Symbol.iterator].bind([]);
    if (name === "toString") return () => TEXT;
    // an await must end, so the placeholder is no promise
    return name === "then" ? undefined : placeholder;
  },
  apply: () => placeholder,
  construct: () => Object(placeholder),
});
