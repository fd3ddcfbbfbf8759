/**
 * Names of earlier cells inside `{ training, holdout }`.
 *
 * tslab keeps what cells declare in one object and rewrites each use of a name to a member of it, but it overlooks
 * shorthand properties: `assess({ training, holdout, synthetic })` would end in "training is not defined". Here every
 * name that a cell declares is a global name too, so that the shorthand finds it, in our engine and under Jupyter.
 */

const SHARED = Symbol.for("synthetic-tables.shared-names");

interface Kernel {
  exports: object;
}

/** Shares the names of the cells of this process, those of later cells included; does nothing outside tslab, or a second time. */
export function shareNames(): void {
  const kernel: Kernel | undefined = Reflect.get(globalThis, "__tslab__");
  if (kernel === undefined || Reflect.get(globalThis, SHARED) !== undefined) return;
  const names = kernel.exports;
  Object.defineProperty(globalThis, SHARED, { value: true });
  for (const name of Object.keys(names)) share(names, name);
  kernel.exports = new Proxy(names, {
    set: (target, name, value) => {
      share(names, name);
      return Reflect.set(target, name, value);
    },
    defineProperty: (target, name, description) => {
      share(names, name);
      return Reflect.defineProperty(target, name, description);
    },
  });
}

/** A name that Node itself has keeps its meaning. */
function share(names: object, name: string | symbol): void {
  if (typeof name !== "string" || name === "__esModule" || name in globalThis) return;
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => Reflect.get(names, name),
    set: (value: unknown) => Reflect.set(names, name, value),
  });
}
