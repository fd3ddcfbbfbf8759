/** Rules for code cells: what tslab, Jupyter or a reader stumbles over. */

import ts from "typescript";
import type { NotebookCell } from "../course/headless/notebook-cell";
import { checksIn } from "../course/submissions/sheet";
import { lintAwaits } from "./lint-awaits";

const MOST_LINES = 12;

/** Text that must not stand in a cell, and why. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [
    /\bimport\.meta\b|\b__dirname\b|\b__filename\b|\bmodule\.exports\b|\brequire\(/,
    "import.meta, __dirname and require are not there in a cell; use a function of the library",
  ],
  [/\bfrom "\.\.?\//, "tslab refuses relative imports from outside the folder; import by package name"],
  [/\bimport\(/, "bind no await import(...): tslab cannot name its type; import at the top"],
  [/\bMath\.random\b/, "every draw has a seed: use an Rng"],
  [/\bDate\.now\b|\bconsole\.time\b/, "results must not depend on the clock"],
  [/\bfetch\(|["'`]https?:\/\//, "no notebook fetches from the network"],
  [/^!|%%(bash|sh)\b/m, "no shell in a notebook"],
  [/\bprocess\.(exit|abort|kill)\b/, "process.exit ends the kernel"],
  [/\bprocess\.(cwd|chdir)\b/, "the working folder differs between front ends; find data through datasetPath() or outputPath()"],
  [/\bprocess\.stdin\b|["'](node:)?readline["']/, "no front end has an input: waiting for one hangs the cell"],
  [/\bset(Interval|Immediate)\(/, "a timer that runs on delays the end of the kernel and writes under other cells"],
  [/^\s*(await )?using \w+ =/m, "tslab's compiler does not know `using`"],
];

/** What is wrong with a code cell. */
export function lintCode(cell: NotebookCell): string[] {
  const lines = cell.source.split("\n").filter((line) => line.trim() !== "").length;
  const complaints = FORBIDDEN.filter(([pattern]) => pattern.test(cell.source)).map(([, why]) => why);
  if (lines > MOST_LINES) complaints.push(`${lines} lines, at most ${MOST_LINES}: cut, or split the cell`);
  const file = ts.createSourceFile("cell.ts", cell.source, ts.ScriptTarget.ES2022, true);
  return [
    ...complaints,
    ...lintExports(file),
    ...lintAwaits(cell.source),
    ...lintLoops(file),
    ...lintLastExpression(file),
    ...lintFailures(cell, file),
    ...lintNarrowing(file),
    ...lintCheck(cell),
  ];
}

function lintExports(file: ts.SourceFile): string[] {
  const exporting = file.statements.some(
    (statement) =>
      ts.isExportDeclaration(statement) ||
      (ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)),
  );
  return exporting ? ["a cell exports nothing: declarations are seen by the cells below"] : [];
}

/** Jupyter drops output past about 500 messages in one burst. */
function lintLoops(file: ts.SourceFile): string[] {
  let found = false;
  const visit = (node: ts.Node, inLoop: boolean): void => {
    const isLog =
      ts.isCallExpression(node) &&
      /^(console\.\w+|show|process\.std(out|err)\.write|tslab\.display\.\w+)$/.test(node.expression.getText(file));
    if (isLog && inLoop) found = true;
    const isEach = ts.isCallExpression(node) && /\.(forEach|map|flatMap|filter|reduce)$/.test(node.expression.getText(file));
    const isLoop = ts.isIterationStatement(node, false) || isEach;
    ts.forEachChild(node, (child) => visit(child, inLoop || isLoop));
  };
  visit(file, false);
  return found ? ["a loop that prints loses output in Jupyter; gather a table or a list and show it once"] : [];
}

/** A cell that ends in a bare name dumps the whole value. */
function lintLastExpression(file: ts.SourceFile): string[] {
  const last = file.statements.at(-1);
  const isBare = last !== undefined && ts.isExpressionStatement(last) && ts.isIdentifier(last.expression);
  return isBare ? ["the cell ends in a bare name, which dumps the value; end in show(...)"] : [];
}

/** After a cell that fails Jupyter runs nothing more. */
function lintFailures({ tags }: NotebookCell, file: ts.SourceFile): string[] {
  const throws = file.statements.some((statement) => ts.isThrowStatement(statement));
  return tags.includes("raises-exception") || throws
    ? ["a cell that fails ends the run in Jupyter; wrap the mistake in expectError(...)"]
    : [];
}

/** Cells are compiled without strict null checks: there a negated boolean narrows no union. */
function lintNarrowing(file: ts.SourceFile): string[] {
  let found = "";
  const visit = (node: ts.Node): void => {
    if (
      ts.isPrefixUnaryExpression(node) &&
      node.operator === ts.SyntaxKind.ExclamationToken &&
      ts.isPropertyAccessExpression(node.operand)
    ) {
      if (/^(ok|success|valid|passed|failed|error)$/.test(node.operand.name.text)) found = node.getText(file);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found === "" ? [] : [`${found} narrows nothing in tslab; discriminate by a string, or compare with === false`];
}

/** The grader runs the call of the check under another name: it must be a line of its own, and the last. */
function lintCheck(cell: NotebookCell): string[] {
  const calls = /\bcheck\("/.test(cell.source);
  if (!calls && !cell.tags.includes("check")) return [];
  const [check] = checksIn([cell]);
  if (check === undefined) return ['a check cell ends in the line `await check("04a.1", answer);`'];
  if (!cell.tags.includes("check")) return ["the cell calls check(...), so it needs tags=check"];
  return check.exercise === cell.exercise ? [] : [`it checks ${check.exercise} but stands in the exercise "${cell.exercise}"`];
}
