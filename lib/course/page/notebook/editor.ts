/** The editor of a cell: CodeMirror with TypeScript, completion and types from the engine, and its mistakes underlined. */

import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  type CompletionContext,
  type CompletionResult,
  completionStatus,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, hoverTooltip, type KeyBinding, keymap, type Tooltip } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Diagnostic } from "../../engine/cell-events.js";

export interface EditorOptions {
  readonly source: string;
  readonly label: string;
  readonly language: "typescript" | "markdown";
  readonly keys: readonly KeyBinding[];
  readonly onChange: () => void;
  /** What the engine knows; absent in a text cell. */
  readonly help?: EngineHelp;
}

export interface EngineHelp {
  complete(code: string, position: number): Promise<{ start: number; end: number; candidates: string[] }>;
  inspect(code: string, position: number): Promise<string>;
}

/** Colours come from the page's variables, so day and night need no second theme. */
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.controlKeyword], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: [tags.comment], color: "var(--code-comment)", fontStyle: "italic" },
  { tag: [tags.typeName, tags.className, tags.namespace], color: "var(--code-type)" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--code-call)" },
  { tag: [tags.definition(tags.variableName)], color: "var(--ink)" },
  { tag: [tags.operator, tags.punctuation], color: "var(--code-punctuation)" },
]);

export class Editor {
  readonly view: EditorView;

  constructor(options: EditorOptions) {
    const changed = EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onChange();
    });
    this.view = new EditorView({
      state: EditorState.create({
        doc: options.source,
        extensions: [Prec.highest(keymap.of([...options.keys])), ...basics(options), changed],
      }),
    });
  }

  text(): string {
    return this.view.state.doc.toString();
  }

  setText(text: string): void {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  focus(): void {
    this.view.focus();
  }

  /** Underlines the places that the compiler named; those of other files have no place here. */
  setMistakes(diagnostics: readonly Diagnostic[]): void {
    const { doc } = this.view.state;
    const offset = (line: number, column: number): number => {
      const found = doc.line(Math.min(Math.max(1, line), doc.lines));
      return Math.min(found.from + column - 1, found.to);
    };
    const marks = diagnostics
      .filter(({ file }) => file === undefined)
      .map(({ line, column, endLine, endColumn, message }): Mark => ({
        from: offset(line, column),
        to: offset(endLine, endColumn),
        severity: "error",
        message,
      }));
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }
}

function basics({ language, label, help }: EditorOptions): Extension[] {
  const name = EditorView.contentAttributes.of({ "aria-label": label, spellcheck: language === "markdown" ? "true" : "false" });
  const common = [
    history(),
    EditorView.lineWrapping,
    name,
    keymap.of([...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"), ...historyKeymap]),
  ];
  if (language === "markdown") return common;
  const escape: KeyBinding = { key: "Escape", run: dropUnseenCompletion };
  const tab: KeyBinding = { key: "Tab", run: (view) => acceptCompletion(view) || indentMore(view), shift: indentLess };
  return [
    new Compartment().of(javascript({ typescript: true })),
    syntaxHighlighting(COLOURS),
    indentUnit.of("  "),
    indentOnInput(),
    bracketMatching(),
    Prec.highest(keymap.of([escape])),
    ...(help === undefined ? [] : [autocompletion({ override: [completionsFrom(help)], icons: false }), hoverFrom(help)]),
    keymap.of([tab]),
    ...common,
  ];
}

/** A completion that is still being asked for shows nothing: Escape drops it and still leaves the editor, in one stroke. */
function dropUnseenCompletion(view: EditorView): boolean {
  if (completionStatus(view.state) === "pending") closeCompletion(view);
  return false;
}

function completionsFrom(help: EngineHelp): (context: CompletionContext) => Promise<CompletionResult | null> {
  return async (context) => {
    const word = context.matchBefore(/[\w$]+/);
    const isMember = context.matchBefore(/\.[\w$]*/) !== null;
    if (!context.explicit && !isMember && (word === null || word.to - word.from < 2)) return null;
    const { start, candidates } = await help.complete(context.state.doc.toString(), context.pos);
    if (context.aborted || candidates.length === 0) return null;
    return { from: Math.min(start, context.pos), options: candidates.map((label) => ({ label })), validFor: /^[\w$]*$/ };
  };
}

function hoverFrom(help: EngineHelp): Extension {
  return hoverTooltip(async (view, position): Promise<Tooltip | null> => {
    const text = await help.inspect(view.state.doc.toString(), position);
    if (text === "") return null;
    return {
      pos: position,
      above: true,
      create: () => {
        const dom = document.createElement("pre");
        dom.className = "hover-type";
        dom.textContent = text;
        return { dom };
      },
    };
  });
}
