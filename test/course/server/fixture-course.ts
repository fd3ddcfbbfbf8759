/** A small course in a folder of its own: three notebooks, a solution, the real library. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../engine/built-library";

export interface FixtureCell {
  readonly id: string;
  readonly text?: string;
  readonly code?: string;
  readonly exercise?: string;
  readonly tags?: readonly string[];
}

export interface FixtureCourse {
  readonly root: string;
  write(path: string, cells: readonly FixtureCell[], course?: object): void;
  remove(): void;
}

const BASICS: FixtureCell[] = [
  {
    id: "title",
    text: "# Basics\n\nA share $p = k / n$ lies between 0 and 1. See [mistakes](01-mistakes.ipynb) and [the table](../lib/table/table.ts).",
  },
  {
    id: "imports",
    code: 'import { Table } from "synthetic-tables";\nimport { check, stopSignal } from "synthetic-tables/course";\nimport * as tslab from "tslab";',
  },
  { id: "print", code: 'console.log("printed");\n[1, 2, 3]' },
  {
    id: "figure",
    code: 'tslab.display.raw("application/vnd.plotly.v1+json", { data: [{ type: "bar", x: ["a", "b"], y: [1, 2] }], layout: { title: { text: "Two bars" } } } as any);',
  },
  {
    id: "train",
    code: `const bar = tslab.newDisplay();
const signal = stopSignal();
let epoch = 0;
while (epoch < 100 && !signal.aborted) {
  epoch++;
  bar.html("<div class='live'>epoch " + epoch + " of 100</div>");
  await new Promise((resolve) => setTimeout(resolve, 30));
}
epoch < 100 ? "kept the best after a stop" : "ran to the end"`,
  },
  { id: "ask", text: "## Your turn\n\nWhich share of a column is missing?", exercise: "00.1" },
  {
    id: "answer",
    code: "function missingShare(table: Table, name: string): number {\n  return 0.25;\n}",
    exercise: "00.1",
    tags: ["answer"],
  },
  { id: "grade", code: 'await check("00.1", missingShare);', exercise: "00.1", tags: ["check"] },
];

/** What a page must not let through, with something harmless in between. */
const MARKUP = [
  "<div id='evil'>kept<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>",
  "<a href='javascript:window.hacked = 1'>link</a><svg onload='window.hacked = 1'><script>window.hacked = 1</script><circle r='4'/></svg>",
  "<iframe srcdoc='<script>parent.hacked = 1</script>'></iframe><span style='background: url(http://evil.example/x)'>styled</span>",
  "<form action='/api/run'><input name='x'></form><object data='x'></object><math><mtext><img src=x onerror='window.hacked = 1'></mtext></math></div>",
].join("");

const TRAINING: FixtureCell[] = [
  { id: "title", text: "# Training" },
  {
    id: "imports",
    code: 'import { simulate, TabularARGN } from "synthetic-tables";\nimport { stopSignal, trackTraining } from "synthetic-tables/course";',
  },
  {
    id: "train",
    code: `const people = simulate("people", { rows: 8000, seed: 1 }).drop(["person_id"]);
const argn = await TabularARGN.train(people, { seed: 1, epochs: 5000, onProgress: trackTraining("people"), signal: stopSignal() });
argn.history.length`,
  },
  { id: "sample", code: "(await argn.sample(7, { seed: 2 })).rowCount" },
];

const MISTAKES: FixtureCell[] = [
  { id: "title", text: "# Mistakes" },
  { id: "markup", code: `import * as tslab from "tslab";\ntslab.display.html(${JSON.stringify(MARKUP)});` },
  { id: "type-error", code: "const fine = 1;\nconst wrong: number = 'text';" },
  { id: "thrown", code: 'throw new RangeError("too far");' },
  { id: "spin", code: 'console.log("spinning"); for (;;) await null;' },
  { id: "flood", code: 'for (let i = 0; i < 60_000; i++) console.log("line " + i);' },
];

const SOLUTION: FixtureCell[] = [
  {
    id: "answer",
    code: "function missingShare(table: Table, name: string): number {\n  return countOfNull(table, name);\n}",
    exercise: "00.1",
    tags: ["answer"],
  },
];

/** Writes the course; the library and the packages are those of the checkout. */
export function fixtureCourse(): FixtureCourse {
  const root = mkdtempSync(join(tmpdir(), "course-"));
  for (const shared of ["lib", "node_modules"]) symlinkSync(join(ROOT, shared), join(root, shared));
  for (const folder of ["notebooks", "exercises", "solutions"]) mkdirSync(join(root, folder));
  const write = (path: string, cells: readonly FixtureCell[], course: object = {}): void =>
    writeFileSync(join(root, `${path}.ipynb`), notebook(cells, course));
  write("notebooks/00-basics", BASICS, { id: "00", title: "Basics", section: "start", minutes: 10, kind: "lesson", exercises: ["00.1"] });
  write("notebooks/01-mistakes", MISTAKES, { id: "01", title: "Mistakes", section: "1 Errors", minutes: 5, kind: "lesson", exercises: [] });
  write("notebooks/02-training", TRAINING, {
    id: "02",
    title: "Training",
    section: "2 Training",
    minutes: 5,
    kind: "lesson",
    exercises: [],
  });
  write("solutions/00-start-here", SOLUTION, {
    id: "00",
    title: "Basics",
    section: "start",
    minutes: 0,
    kind: "solution",
    exercises: ["00.1"],
  });
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}

function notebook(cells: readonly FixtureCell[], course: object): string {
  const written = cells.map(({ id, text, code, exercise, tags }) => {
    const metadata = { ...(exercise === undefined ? {} : { course: { exercise } }), ...(tags === undefined ? {} : { tags }) };
    const source = (text ?? code ?? "").split(/(?<=\n)/);
    return text === undefined
      ? { cell_type: "code", execution_count: null, id, metadata, outputs: [], source }
      : { cell_type: "markdown", id, metadata, source };
  });
  return `${JSON.stringify({ cells: written, metadata: { course, kernelspec: { name: "tslab" } }, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}
