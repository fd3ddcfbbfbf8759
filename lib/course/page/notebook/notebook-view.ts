/** An open notebook: its cells, its engine, its exercises, its file. */

import { api } from "../api.js";
import { announce, element, toast } from "../dom.js";
import type { Screen } from "../main.js";
import type { DisplayRegistry } from "../outputs/output-area.js";
import type { CourseNews, EngineState, ExerciseState, OpenedNotebook } from "../../server/run-messages.js";
import { member } from "../../server/notebook-document.js";
import { Autosave, type SaveState } from "./autosave.js";
import { ask } from "./ask.js";
import type { Cell, CellHost } from "./cell.js";
import { CellList } from "./cell-list.js";
import { CodeCell } from "./code-cell.js";
import { ExerciseBar } from "./exercise-bar.js";
import { listenForKeys } from "./keyboard.js";
import { drawOutline } from "./outline.js";
import { RunQueue } from "./run-queue.js";
import { Toolbar } from "./toolbar.js";

/** Opens the notebook in `app`, and starts its engine so that the first cell need not wait. */
export async function showNotebook(app: HTMLElement, id: string): Promise<Screen> {
  const [opened, { progress }] = await Promise.all([api.open(id), api.course()]);
  const view = new NotebookView(opened);
  app.replaceChildren(view.place);
  view.begin(progress);
  return view;
}

class NotebookView implements Screen {
  readonly place: HTMLElement;
  private readonly id: string;
  private readonly title: string;
  private readonly toolbar: Toolbar;
  private readonly cells: CellList;
  private readonly outline = element("nav", { class: "outline", "aria-label": "Contents" });
  private readonly banner = element("div", { class: "banner-place" });
  private readonly queue: RunQueue;
  private readonly autosave: Autosave;
  private readonly displays: DisplayRegistry = new Map();
  private readonly exercises: ExerciseBar[] = [];
  private engine: EngineState;
  private selected: Cell | undefined;

  constructor(private readonly opened: OpenedNotebook) {
    this.id = opened.id;
    this.engine = opened.engine;
    this.title = titleOf(opened);
    this.toolbar = new Toolbar(this.title, {
      runAll: () => this.queue.add(this.cells.code),
      runAbove: () => this.runAbove(),
      stop: () => void this.stop(),
      restart: () => void this.restart(),
      clear: () => this.clear(),
      reset: () => void this.reset(),
    });
    this.cells = new CellList(this.host());
    this.queue = new RunQueue((isRunning) => this.showEngine(isRunning ? "running" : this.engine));
    const document = (): OpenedNotebook["document"] => ({
      cells: this.cells.all.map((cell) => cell.stored()),
      metadata: opened.document.metadata,
    });
    this.autosave = new Autosave(this.id, opened.modified, document, (state) => this.showSave(state));
    const main = element("main", { id: "main", class: "notebook", tabindex: "-1" }, this.banner, this.cells.place);
    this.place = element("div", { class: "notebook-page" }, this.toolbar.place, element("div", { class: "layout" }, this.outline, main));
    listenForKeys(main, {
      cells: () => this.cells.all,
      run: (cell) => this.run(cell, "next"),
      add: (cell, where) => this.add(cell, where, "code"),
      remove: (cell) => this.cells.remove(cell),
    });
    main.addEventListener("focusin", (event) => this.noteFocus(event));
  }

  /** Shows the cells, joins a run that is under way, and starts the engine. */
  begin(progress: Readonly<Record<string, ExerciseState>>): void {
    document.title = `${this.title} · Tabular synthetic data`;
    this.cells.show(this.opened.document.cells);
    this.drawExerciseBars();
    drawOutline(this.outline, this.cells.all);
    this.showProgress(progress);
    this.showEngine(this.engine);
    if (this.opened.isOutdated) this.showOutdated();
    const running = this.cells.code.find((cell) => cell.id === this.opened.runningCell);
    if (running !== undefined) void this.queue.follow(() => running.run(api.follow(this.id)));
    api.start(this.id).catch((thrown: Error) => this.showBanner(`The engine does not start: ${thrown.message}`));
  }

  hear(news: CourseNews): void {
    if (news.kind === "progress") this.showProgress(news.progress);
    if (news.kind === "engine" && news.notebook === this.id) {
      this.engine = news.state;
      this.showEngine(news.state);
    }
    if (news.kind === "library-rebuilt") toast("The library was rebuilt. Run the cell that imports it again.");
    if (news.kind === "file-changed" && news.notebook === this.id) void this.noteForeign(news.modified);
    if (news.kind === "late" && news.notebook === this.id) this.cells.code.find((cell) => cell.id === news.cell)?.outputs.hear(news.event);
  }

  isUnsaved(): boolean {
    return this.autosave.isUnsaved;
  }

  async leave(): Promise<void> {
    this.queue.clear();
    await this.autosave.flush();
  }

  private host(): CellHost {
    return {
      notebook: this.id,
      displays: this.displays,
      help: {
        complete: (code, position) => api.complete(this.id, code, position),
        inspect: async (code, position) => (await api.inspect(this.id, code, position)).text,
      },
      changed: () => this.autosave.touch(),
      run: (cell, then) => this.run(cell, then),
      add: (beside, where, kind) => this.add(beside, where, kind),
      remove: (cell) => this.cells.remove(cell),
      select: (cell) => cell.place.focus(),
      originalOf: (id) => (Object.hasOwn(this.opened.original, id) ? this.opened.original[id] : undefined),
    };
  }

  private run(cell: Cell, then: "stay" | "next" | "insert"): void {
    if (cell instanceof CodeCell) this.queue.add([cell]);
    if (then === "insert") return this.add(cell, "below", "code");
    if (then === "stay") return;
    const next = this.cells.after(cell);
    if (next === undefined) return this.add(cell, "below", "code");
    next.place.focus({ preventScroll: true });
    next.place.scrollIntoView({ block: "nearest" });
  }

  private add(beside: Cell, where: "above" | "below", kind: "code" | "markdown"): void {
    this.cells.add(beside, where, kind).edit();
  }

  private runAbove(): void {
    const last = this.selected === undefined ? this.cells.all.length : this.cells.all.indexOf(this.selected);
    this.queue.add(this.cells.code.filter((cell) => this.cells.all.indexOf(cell) < last));
  }

  private async stop(): Promise<void> {
    this.queue.clear();
    const { interruption } = await api.interrupt(this.id);
    if (interruption === "restarted")
      this.showBanner(
        "The cell did not heed the stop, so the engine was restarted. All variables are gone: run the notebook from the top.",
      );
    announce(interruption === "idle" ? "Nothing runs." : "Stopped.");
  }

  private async restart(): Promise<void> {
    if (!(await ask("Restart the engine?", "All variables are forgotten. Your text, code and outputs stay.", "Restart"))) return;
    this.queue.clear();
    await api.restart(this.id);
    toast("The engine is fresh. Run the notebook from the top.");
  }

  private clear(): void {
    for (const cell of this.cells.code) cell.clearOutputs();
    this.autosave.touch();
  }

  private async reset(): Promise<void> {
    if (!(await ask("Reset this notebook?", "The course's version comes back. Yours is kept in .course/backups.", "Reset"))) return;
    await this.autosave.flush();
    await api.reset(this.id);
    location.reload();
  }

  /** One bar below the last cell of each exercise that is graded. */
  private drawExerciseBars(): void {
    const ids: unknown = member(this.opened.document.metadata.course, "exercises");
    const graded = Array.isArray(ids) ? ids.map(String) : [];
    for (const id of graded) {
      const own = this.cells.code.filter((cell) => cell.exercise === id);
      const last = own.at(-1);
      if (last === undefined) continue;
      const bar = new ExerciseBar(id, () => this.queue.add(this.cells.code.filter((cell) => cell.exercise === id)));
      for (const cell of this.cells.all) if (cell.exercise === id) cell.place.classList.add("in-exercise");
      last.place.append(bar.place);
      this.exercises.push(bar);
    }
  }

  private showProgress(progress: Readonly<Record<string, ExerciseState>>): void {
    const stateOf = (id: string): ExerciseState | undefined => (Object.hasOwn(progress, id) ? progress[id] : undefined);
    for (const bar of this.exercises) bar.show(stateOf(bar.id));
    const solved = this.exercises.filter((bar) => stateOf(bar.id)?.firstPass).length;
    this.toolbar.showExercises(solved, this.exercises.length);
  }

  private showEngine(state: EngineState): void {
    this.toolbar.showEngine(this.queue.busy && state === "ready" ? "running" : state);
  }

  private showSave(state: SaveState): void {
    this.toolbar.showSave(state);
    if (state === "conflict") this.showConflict();
  }

  private async noteForeign(modified: number): Promise<void> {
    if (await this.autosave.isForeign(modified)) this.showConflict(modified);
  }

  private showConflict(modified?: number): void {
    const keep = async (): Promise<void> => this.autosave.overwrite(modified ?? (await api.open(this.id)).modified);
    this.showBanner("This notebook was changed elsewhere, in another window or editor.", [
      { text: "Load that version", act: () => location.reload() },
      { text: "Keep mine", act: () => void keep() },
    ]);
  }

  private showOutdated(): void {
    this.showBanner("The course has a newer version of this notebook. Resetting brings it; your version is kept in .course/backups.", [
      { text: "Reset", act: () => void this.reset() },
    ]);
  }

  private showBanner(text: string, actions: readonly { text: string; act: () => void }[] = []): void {
    const close = { text: "Close", act: (): void => undefined };
    const buttons = [...actions, close].map(({ text: label, act }) =>
      element("button", { type: "button", click: () => (this.banner.replaceChildren(), act()) }, label),
    );
    this.banner.replaceChildren(element("div", { class: "banner", role: "alert" }, element("p", {}, text), ...buttons));
    this.banner.scrollIntoView({ block: "nearest" });
  }

  private noteFocus({ target }: FocusEvent): void {
    const section = target instanceof Element ? target.closest(".cell") : null;
    this.selected = this.cells.all.find((cell) => cell.place === section) ?? this.selected;
  }
}

function titleOf({ id, document: { cells, metadata } }: OpenedNotebook): string {
  const title = member(metadata.course, "title");
  const heading = /^#\s+(.+)$/m.exec(cells[0]?.source ?? "")?.[1];
  return typeof title === "string" && title !== "" ? title : (heading ?? id);
}
