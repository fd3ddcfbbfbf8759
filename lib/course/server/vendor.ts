/** The browser's share of `node_modules`: named files of named packages, and nothing else. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { member, membersOf } from "./notebook-document";

export interface Vendor {
  /** Bare module name to address, for the page's import map. */
  readonly imports: Readonly<Record<string, string>>;
  /** Address to file. An address holds the version, so a browser may keep it for ever. */
  readonly files: ReadonlyMap<string, string>;
  readonly stylesheets: readonly string[];
  /** Plotly is no module and large: the page loads it when a figure comes. */
  readonly plotly: string;
}

/** Packages whose dependencies the page needs too. */
const EDITOR = ["autocomplete", "commands", "lang-javascript", "language", "lint", "state", "view"].map((part) => `@codemirror/${part}`);
const MARKDOWN = { name: "markdown-it", file: "dist/browser/markdown-it.esm.min.mjs" };
const MATHS = { name: "katex", file: "dist/katex.mjs", style: "dist/katex.min.css" };
const PLOTLY = { name: "plotly.js-dist-min", file: "plotly.min.js" };

export interface Package {
  readonly name: string;
  readonly folder: string;
  readonly description: unknown;
}

/** What the page may load, found from the course folder `root`; throws an Error that says what to install. */
export function findVendor(root: string): Vendor {
  const files = new Map<string, string>();
  const offer = (found: Package, file: string): string => {
    const address = `/vendor/${found.name}@${String(member(found.description, "version"))}/${file}`;
    files.set(address, join(found.folder, file));
    return address;
  };
  const modules = withDependencies(root, [...EDITOR, "@lezer/highlight"]).map((found) => [found.name, offer(found, entryOf(found))]);
  const maths = findPackage(root, MATHS.name);
  for (const font of fontsOf(maths)) offer(maths, font);
  const imports = Object.fromEntries([
    ...modules,
    [MARKDOWN.name, offer(findPackage(root, MARKDOWN.name), MARKDOWN.file)],
    [MATHS.name, offer(maths, MATHS.file)],
  ]);
  return { imports, files, stylesheets: [offer(maths, MATHS.style)], plotly: offer(findPackage(root, PLOTLY.name), PLOTLY.file) };
}

function withDependencies(root: string, names: readonly string[]): Package[] {
  const found = new Map<string, Package>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    const each = findPackage(root, name);
    found.set(name, each);
    for (const dependency of Object.keys(membersOf(member(each.description, "dependencies")))) visit(dependency);
  };
  for (const name of names) visit(name);
  return [...found.values()];
}

/** An installed package, looked for as Node does; throws an Error that says what to run when it is missing. */
export function findPackage(root: string, name: string): Package {
  for (let folder = root; ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    const file = join(candidate, "package.json");
    if (existsSync(file)) return { name, folder: candidate, description: JSON.parse(readFileSync(file, "utf8")) };
    if (dirname(folder) === folder) throw new Error(`Cannot show the course: the package "${name}" is not installed. Run: npm ci`);
  }
}

/** The file of a package for browsers: what `import` means in its `exports`, or its `module`. */
function entryOf({ name, description }: Package): string {
  const exported = member(description, "exports");
  const candidates = [
    exported,
    member(exported, "."),
    member(member(exported, "."), "import"),
    member(exported, "import"),
    member(description, "module"),
  ];
  const entry = candidates.find((candidate) => typeof candidate === "string");
  if (typeof entry !== "string") throw new Error(`Cannot show the course: the package "${name}" names no file for browsers. Run: npm ci`);
  return entry.replace(/^\.\//, "");
}

/** The fonts that the stylesheet asks for. */
function fontsOf({ folder }: Package): string[] {
  const css = readFileSync(join(folder, MATHS.style), "utf8");
  return [...new Set(Array.from(css.matchAll(/fonts\/[\w-]+\.woff2/g), ([font]) => `dist/${font}`))];
}
