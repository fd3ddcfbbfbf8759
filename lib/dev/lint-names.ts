/** Names across the cells of a notebook: what is fine in one file of TypeScript, or in a cell of its own, and breaks in tslab. */

import ts from "typescript";
import type { NotebookCell } from "../course/headless/notebook-cell";

/** Cells and what is wrong with the names in them. */
export function lintNames(cells: readonly NotebookCell[]): [NotebookCell, string][] {
  const constants = new Set<string>();
  const classes = new Set<string>();
  return cells.flatMap((cell): [NotebookCell, string][] => {
    if (cell.kind !== "code") return [];
    const file = ts.createSourceFile("cell.ts", cell.source, ts.ScriptTarget.ES2022, true);
    const own = declaredIn(file);
    const complaints = [
      ...assignedIn(file)
        .filter((name) => constants.has(name) && !own.all.includes(name))
        .map((name) => `${name} is a const of an earlier cell: declare it again with const, do not assign to it`),
      ...own.classes
        .filter((name) => classes.has(name))
        .map((name) => `the class ${name} is declared twice: objects of the first keep the old behaviour; give the second another name`),
    ];
    for (const name of own.all) constants.delete(name);
    for (const name of own.constants) constants.add(name);
    for (const name of own.classes) classes.add(name);
    return complaints.map((complaint) => [cell, complaint]);
  });
}

interface Declared {
  readonly all: readonly string[];
  readonly constants: readonly string[];
  readonly classes: readonly string[];
}

function declaredIn(file: ts.SourceFile): Declared {
  const lists = file.statements.filter(ts.isVariableStatement).map(({ declarationList }) => declarationList);
  const namesIn = (list: ts.VariableDeclarationList): string[] => list.declarations.flatMap(({ name }) => boundNames(name));
  const classes = file.statements.filter(ts.isClassDeclaration).flatMap(({ name }) => (name === undefined ? [] : [name.text]));
  const constants = lists.filter(({ flags }) => (flags & ts.NodeFlags.Const) !== 0).flatMap(namesIn);
  return { all: [...lists.flatMap(namesIn), ...classes], constants, classes };
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}

/** The names that the cell assigns to, counts up or down. */
function assignedIn(file: ts.SourceFile): string[] {
  const names: string[] = [];
  const note = (target: ts.Expression): void => void (ts.isIdentifier(target) && names.push(target.text));
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) note(node.left);
    if (ts.isPostfixUnaryExpression(node)) note(node.operand);
    if (ts.isPrefixUnaryExpression(node) && [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(node.operator))
      note(node.operand);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
