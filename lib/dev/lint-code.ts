/** Rules for code cells: what tslab, Jupyter or a reader stumbles over. */

import ts from "typescript";
import type { NotebookCell } from "./notebook-file";

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
  [/\bprocess\.exit\b/, "process.exit ends the kernel"],
];

/** What is wrong with a code cell. */
export function lintCode(cell: NotebookCell): string[] {
  const lines = cell.source.split("\n").filter((line) => line.trim() !== "").length;
  const complaints = FORBIDDEN.filter(([pattern]) => pattern.test(cell.source)).map(([, why]) => why);
  if (lines > MOST_LINES) complaints.push(`${lines} lines, at most ${MOST_LINES}: cut, or split the cell`);
  const file = ts.createSourceFile("cell.ts", cell.source, ts.ScriptTarget.ES2022, true);
  return [...complaints, ...lintExports(file), ...lintAwaits(file), ...lintLoops(file), ...lintLastExpression(file)];
}

function lintExports(file: ts.SourceFile): string[] {
  const exporting = file.statements.some(
    (statement) =>
      ts.isExportDeclaration(statement) ||
      (ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)),
  );
  return exporting ? ["a cell exports nothing: declarations are seen by the cells below"] : [];
}

/** tslab parses a cell as a script unless it sees a plain await: `await (...)` is then a call, `for await` an error. */
function lintAwaits(file: ts.SourceFile): string[] {
  let plain = false;
  let ambiguous = false;
  visitTopLevel(file, (node) => {
    if (ts.isAwaitExpression(node) && !ts.isParenthesizedExpression(node.expression)) plain = true;
    if (ts.isAwaitExpression(node) && ts.isParenthesizedExpression(node.expression)) ambiguous = true;
    if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) ambiguous = true;
    if (ts.isCallExpression(node) && node.expression.getText(file) === "await") ambiguous = true;
  });
  return ambiguous && !plain ? ['the only await of the cell is "await (" or "for await"; start the cell with "await null;"'] : [];
}

/** Jupyter drops output past about 500 messages in one burst. */
function lintLoops(file: ts.SourceFile): string[] {
  let found = false;
  const visit = (node: ts.Node, inLoop: boolean): void => {
    const isLog = ts.isCallExpression(node) && /^(console\.\w+|show)$/.test(node.expression.getText(file));
    if (isLog && inLoop) found = true;
    const isEach = ts.isCallExpression(node) && /\.(forEach|map)$/.test(node.expression.getText(file));
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

function visitTopLevel(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => {
    if (!ts.isFunctionLike(child)) visitTopLevel(child, see);
  });
}
