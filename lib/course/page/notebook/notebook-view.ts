/** An open notebook: its cells, its engine, its exercises, its file. */

import { api } from "../api.js";
import { announce, element, toast } from "../dom.js";
import type { Screen } from "../main.js";
import type { DisplayRegistry } from "../outputs/output-area.js";
import type { CourseNews, EngineState, ExerciseState, OpenedNotebook } from "../../server/run-messages.js";
import { type JsonObject, member, type NotebookDocument } from "../../server/notebook-document.js";
import { ask } from "./ask.js";
import { Banner } from "./banner.js";
import type { Cell, CellHost } from "./cell.js";
import { CellList } from "./cell-list.js";
import { CodeCell } from "./code-cell.js";
import { ExerciseBar } from "./exercise-bar.js";
import { listenForKeys } from "./keyboard.js";
import { neighbours } from "./neighbours.js";
import { drawOutline } from "./outline.js";
import { RunQueue } from "./run-queue.js";
import { showShortcuts } from "./shortcuts.js";
import { openTerms } from "./term-link.js";
import { Toolbar } from "./toolbar.js";
import { Versions } from "./versions.js";

/** Opens the notebook in `app`, at one of its cells if asked, and starts its engine so that the first cell need not wait. */
export async function showNotebook(app: HTMLElement, id: string, cell: string): Promise<Screen> {
  const [opened, { progress, notebooks }] = await Promise.all([api.open(id), api.course()]);
  const view = new NotebookView(opened, progress);
  view.place.append(neighbours(id, notebooks));
  app.replaceChildren(view.place);
  view.begin(cell);
  return view;
}

class NotebookView implements Screen {
  readonly place: HTMLElement;
  private readonly id: string;
  private readonly title: string;
  private readonly toolbar: Toolbar;
  private readonly cells: CellList;
  private readonly outline = element("nav", { class: "outline", "aria-label": "Contents" });
  private readonly banner = new Banner();
  private readonly queue: RunQueue;
  private readonly versions: Versions;
  private readonly displays: DisplayRegistry = new Map();
  private exercises: ExerciseBar[] = [];
  private metadata: JsonObject;
  private engine: EngineState;
  private selected: Cell | undefined;

  constructor(
    private readonly opened: OpenedNotebook,
    private progress: Readonly<Record<string, ExerciseState>>,
  ) {
    this.id = opened.id;
    this.engine = opened.engine;
    this.metadata = opened.document.metadata;
    this.title = titleOf(opened);
    this.toolbar = new Toolbar(this.title, {
      runAll: () => this.queue.add(this.cells.code),
      runAbove: () => this.runAbove(),
      stop: () => void this.stop(),
      restart: () => void this.restart(),
      clear: () => this.clear(),
      reset: () => void this.reset(),
      shortcuts: showShortcuts,
    });
    this.cells = new CellList(this.host());
    this.queue = new RunQueue((isRunning) => this.showEngine(isRunning ? "running" : this.engine));
    this.versions = new Versions(opened, {
      banner: this.banner,
      document: () => ({ cells: this.cells.all.map((each) => each.stored()), metadata: this.metadata }),
      show: (document) => this.show(document),
      isRunning: () => this.queue.busy,
      onSaveState: (state) => this.toolbar.showSave(state),
    });
    const main = element(
      "main",
      { id: "main", class: "notebook", tabindex: "-1", "data-notebook": opened.id },
      this.banner.place,
      this.cells.place,
    );
    this.place = element("div", { class: "notebook-page" }, this.toolbar.place, element("div", { class: "layout" }, this.outline, main));
    listenForKeys(main, {
      cells: () => this.cells.all,
      run: (cell) => this.run(cell, "next"),
      add: (cell, where) => this.add(cell, where, "code"),
      remove: (cell) => this.cells.remove(cell),
    });
    main.addEventListener("focusin", (event) => this.noteFocus(event));
    openTerms(main);
  }

  /** Shows the cells, joins a run that is under way, and starts the engine. */
  begin(cell: string): void {
    document.title = `${this.title} · Tabular synthetic data`;
    this.versions.begin();
    this.showEngine(this.engine);
    const running = this.cells.code.find((each) => each.id === this.opened.runningCell);
    if (running !== undefined) void this.queue.follow(() => running.run(api.follow(this.id)));
    api.start(this.id).catch((thrown: Error) => this.banner.show(`The engine does not start: ${thrown.message}`));
    this.cells.all.find((each) => each.id === cell)?.place.focus();
  }

  private show({ cells, metadata }: NotebookDocument): void {
    this.metadata = metadata;
    this.cells.show(cells);
    this.drawExerciseBars();
    drawOutline(this.outline, this.cells.all);
    this.showProgress(this.progress);
  }

  hear(news: CourseNews): void {
    if (news.kind === "progress") this.showProgress(news.progress);
    if (news.kind === "engine" && news.notebook === this.id) {
      this.engine = news.state;
      this.showEngine(news.state);
    }
    if (news.kind === "library-rebuilt") toast("The library was rebuilt. Run the cell that imports it again.");
    if (news.kind === "file-changed" && news.notebook === this.id) void this.versions.noteFile(news.modified);
    if (news.kind === "late" && news.notebook === this.id) this.cells.code.find((cell) => cell.id === news.cell)?.outputs.hear(news.event);
  }

  isUnsaved(): boolean {
    return this.versions.autosave.isUnsaved;
  }

  async leave(): Promise<void> {
    this.queue.clear();
    await this.versions.autosave.flush();
  }

  private host(): CellHost {
    return {
      notebook: this.id,
      displays: this.displays,
      help: {
        complete: (code, position) => api.complete(this.id, code, position),
        inspect: async (code, position) => (await api.inspect(this.id, code, position)).text,
      },
      changed: () => this.versions.autosave.touch(),
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
      this.banner.show(
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
    this.versions.autosave.touch();
  }

  private async reset(): Promise<void> {
    this.queue.clear();
    await this.versions.reset();
  }

  /** One bar below the last cell of each exercise that is graded. */
  private drawExerciseBars(): void {
    const ids: unknown = member(this.metadata.course, "exercises");
    this.exercises = [];
    const graded = Array.isArray(ids) ? ids.map(String) : [];
    for (const id of graded) {
      const own = this.cells.code.filter((cell) => cell.exercise === id);
      const last = own.at(-1);
      if (last === undefined) continue;
      const bar = new ExerciseBar(id, {
        check: () => this.queue.add(this.cells.code.filter((cell) => cell.exercise === id)),
        answer: () => this.answerTo(id),
      });
      for (const cell of this.cells.all) if (cell.exercise === id) cell.place.classList.add("in-exercise");
      last.place.append(bar.place);
      this.exercises.push(bar);
    }
  }

  /** What the learner wrote for an exercise, "" while it is still the course's stub. */
  private answerTo(id: string): string {
    const answers = this.cells.code.filter((cell) => cell.exercise === id && cell.isAnswer);
    const isStub = answers.every((cell) => cell.source() === this.opened.original[cell.id]);
    return isStub ? "" : answers.map((cell) => cell.source()).join("\n\n");
  }

  private showProgress(progress: Readonly<Record<string, ExerciseState>>): void {
    this.progress = progress;
    const stateOf = (id: string): ExerciseState | undefined => (Object.hasOwn(progress, id) ? progress[id] : undefined);
    for (const bar of this.exercises) bar.show(stateOf(bar.id));
    const solved = this.exercises.filter((bar) => stateOf(bar.id)?.firstPass).length;
    this.toolbar.showExercises(solved, this.exercises.length);
  }

  private showEngine(state: EngineState): void {
    this.toolbar.showEngine(this.queue.busy && state === "ready" ? "running" : state);
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
