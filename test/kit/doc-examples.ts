/** The `@example` blocks of doc comments, and how to run one. */

import { strict as assert } from "node:assert";
import { compileFunction, constants } from "node:vm";

import ts from "typescript";

import type { SourceFile } from "./source-files";

export interface DocExample {
  /** "lib/table/split.ts:37", the line on which the code begins. */
  readonly place: string;
  readonly path: string;
  readonly code: string;
}

/** All examples of a file, in order. */
export function examplesIn({ path, text }: SourceFile): DocExample[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const firstLine = text.slice(0, comment.index).split("\n").length;
    const lines = comment[0]
      .replace(/\*\/$/, "")
      .split("\n")
      .map((line) => line.replace(/^\s*(\/\*\*|\*)? ?/, ""));
    return lines.flatMap((line, i) => {
      if (!/^@example\b/.test(line)) return [];
      const end = lines.findIndex((later, j) => j > i && /^@[a-z]+\b/i.test(later));
      const code = lines.slice(i + 1, end < 0 ? undefined : end).filter((part) => !part.startsWith("```"));
      return [{ place: `lib/${path}:${firstLine + i + 1}`, path, code: code.join("\n").trim() }];
    });
  });
}

/** Runs an example as a student would: the names are in scope without imports, `await` is allowed, types are stripped. */
export async function runExample({ place, code }: DocExample, scope: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(scope).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== "default" && name !== "assert");
  try {
    if (code === "") throw new SyntaxError("the example is empty");
    const script = ts.transpileModule(`async () => {\n${code}\n}`, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
      reportDiagnostics: true,
    });
    const [fault] = script.diagnostics ?? [];
    if (fault !== undefined) throw new SyntaxError(ts.flattenDiagnosticMessageText(fault.messageText, "\n"));
    const body = `"use strict"; return (${script.outputText.trim().replace(/;$/, "")})();`;
    const run = compileFunction(body, ["assert", ...names], { importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
    await run(assert, ...names.map((name) => scope[name]));
  } catch (thrown) {
    const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    throw new Error(`${place}: the example fails\n${code}\n${reason}`, { cause: thrown });
  }
}
