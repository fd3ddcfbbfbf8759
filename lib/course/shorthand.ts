/**
 * Mends a defect of tslab 1.0.22: in `assess({ training, holdout })` it does not find names that an earlier cell declared
 * ("training is not defined"). The cell is read as `assess({ training: training, holdout: holdout })`, which it understands.
 */

import ts from "@tslab/typescript-for-tslab";
import type { Converter, Diagnostic } from "tslab/dist/converter";

/** Text that was put into a cell. */
interface Insertion {
  /** Where it stands in the cell as it was written. */
  readonly at: number;
  readonly length: number;
}

/** tslab's converter, for cells that use shorthand properties; what it says of a cell points into the cell as it was written. */
export function withShorthand(converter: Converter): Converter {
  return {
    ...converter,
    convert: (previous, source) => {
      const { text, insertions } = expandShorthand(source);
      const converted = converter.convert(previous, text);
      const diagnostics = converted.diagnostics.map((each) => (each.fileName === undefined ? placedBack(each, source, insertions) : each));
      return { ...converted, diagnostics };
    },
  };
}

/** The cell with `{ name }` written out as `{ name: name }`, and what was put in where. */
export function expandShorthand(source: string): { readonly text: string; readonly insertions: readonly Insertion[] } {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  const places: { readonly at: number; readonly added: string }[] = [];
  const visit = (node: ts.Node): void => {
    // a default marks a pattern, `({ a = 1 } = b)`; `__proto__: x` would set the prototype
    if (ts.isShorthandPropertyAssignment(node) && node.objectAssignmentInitializer === undefined && node.name.text !== "__proto__") {
      places.push({ at: node.name.end, added: `: ${node.name.text}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  let text = "";
  let from = 0;
  for (const { at, added } of places) {
    text += source.slice(from, at) + added;
    from = at;
  }
  return { text: text + source.slice(from), insertions: places.map(({ at, added }) => ({ at, length: added.length })) };
}

function placedBack(diagnostic: Diagnostic, source: string, insertions: readonly Insertion[]): Diagnostic {
  if (insertions.length === 0) return diagnostic;
  return {
    ...diagnostic,
    start: placeIn(source, diagnostic.start.offset, insertions),
    end: placeIn(source, diagnostic.end.offset, insertions),
  };
}

/** The place in the written cell of an offset in the expanded one; what was put in has its place in the name before it. */
function placeIn(source: string, expanded: number, insertions: readonly Insertion[]): Diagnostic["start"] {
  let shift = 0;
  for (const { at, length } of insertions) {
    if (expanded - shift <= at) break;
    // also inside of it: ": name" ends where the name before it ends
    shift += length;
  }
  const offset = expanded - shift;
  const before = source.slice(0, offset).split("\n");
  return { offset, line: before.length - 1, character: before[before.length - 1].length };
}
