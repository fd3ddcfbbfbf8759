/** A text cell: read it, or edit its Markdown. */

import { button, element } from "../dom.js";
import { renderMarkdown } from "../outputs/markdown.js";
import { type DocumentCell, exerciseOf } from "../../server/notebook-document.js";
import type { Cell, CellHost } from "./cell.js";
import { cellMenu } from "./cell-menu.js";
import { Editor } from "./editor.js";

export class TextCell implements Cell {
  readonly id: string;
  readonly kind: DocumentCell["kind"];
  readonly exercise: string;
  readonly place: HTMLElement;
  private readonly text = element("div", { class: "markdown prose" });
  private readonly metadata: DocumentCell["metadata"];
  private current: string;
  private editor: Editor | undefined;

  constructor(
    cell: DocumentCell,
    private readonly host: CellHost,
  ) {
    this.id = cell.id;
    this.kind = cell.kind;
    this.exercise = exerciseOf(cell);
    this.metadata = cell.metadata;
    this.current = cell.source;
    const bar = element(
      "div",
      { class: "cell-bar" },
      button("Edit", () => this.toggle(), { class: "run", title: "Edit this text (Enter)" }),
      cellMenu(this, host),
    );
    this.place = element(
      "section",
      { class: "cell text-cell", "data-cell": cell.id, tabindex: "-1", "aria-label": "Text" },
      this.text,
      bar,
    );
    this.text.addEventListener("dblclick", () => this.edit());
    this.render();
  }

  source(): string {
    return this.editor?.text() ?? this.current;
  }

  setSource(source: string): void {
    this.current = source;
    this.editor?.setText(source);
    this.render();
    this.host.changed();
  }

  stored(): DocumentCell {
    return { id: this.id, kind: this.kind, source: this.source(), metadata: this.metadata, outputs: [], executionCount: null };
  }

  edit(): void {
    if (this.editor === undefined) {
      this.editor = new Editor({
        source: this.current,
        label: "Text in Markdown",
        language: "markdown",
        onChange: () => this.host.changed(),
        keys: this.keys(),
      });
      this.text.replaceWith(this.editor.view.dom);
      this.place.classList.add("editing");
    }
    this.editor.focus();
  }

  /** Shows the text as it reads. */
  close(): void {
    if (this.editor === undefined) return;
    this.current = this.editor.text();
    this.editor.view.dom.replaceWith(this.text);
    this.editor.view.destroy();
    this.editor = undefined;
    this.place.classList.remove("editing");
    this.render();
  }

  private toggle(): void {
    if (this.editor === undefined) this.edit();
    else this.close();
  }

  private render(): void {
    if (this.kind === "raw") this.text.replaceChildren(element("pre", {}, this.current));
    else
      this.text.replaceChildren(this.current.trim() === "" ? element("p", { class: "quiet" }, "Empty text") : renderMarkdown(this.current));
  }

  private keys(): { key: string; run: () => boolean }[] {
    const close = (then: () => void) => () => {
      this.close();
      then();
      return true;
    };
    return [
      { key: "Shift-Enter", run: close(() => this.host.run(this, "next")) },
      { key: "Mod-Enter", run: close(() => this.host.select(this)) },
    ];
  }
}
