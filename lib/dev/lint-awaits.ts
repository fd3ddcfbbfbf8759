/**
 * The awaits of a cell that tslab misreads. It parses a cell as a script unless one of its statements holds a plain await,
 * whose operand begins with a word or a literal on the same line. Elsewhere `await (x)` is then the call of a function named
 * `await`, and `for await` is an error.
 */

import ts from "typescript";

const PLAIN = /^await(?:[ \t]|\/\*[^\n]*?\*\/)*[\p{L}\p{N}_$"']/u;

/** What is wrong with the awaits of a cell, none when tslab reads them as they are meant. */
export function lintAwaits(source: string): string[] {
  // the export makes it a module, where the parser of today takes every await for what it is
  const file = ts.createSourceFile("cell.ts", `${source}\nexport {};`, ts.ScriptTarget.ES2022, true);
  const statements = file.statements.map((statement) => awaitsIn(statement, file));
  const misread = statements.some(({ ambiguous }, i) => ambiguous && !statements.some(({ plain }, j) => plain && j !== i));
  return misread ? ['an await before "(" or another sign, or "for await", is misread by tslab; start the cell with "await null;"'] : [];
}

interface Awaits {
  plain: boolean;
  ambiguous: boolean;
}

/** Which kinds of await a statement holds, outside of functions. What stands inside a misread await is lost with it. */
function awaitsIn(statement: ts.Statement, file: ts.SourceFile): Awaits {
  const found: Awaits = { plain: false, ambiguous: false };
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) found.ambiguous = true;
    if (!ts.isAwaitExpression(node)) return ts.forEachChild(node, visit);
    if (!PLAIN.test(node.getText(file))) return void (found.ambiguous = true);
    found.plain = true;
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found;
}
