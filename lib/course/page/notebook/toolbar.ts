/** The bar above a notebook: where you are, what the engine does, and run, stop, restart. */

import { button, element } from "../dom.js";
import type { EngineState } from "../../server/run-messages.js";
import type { SaveState } from "./autosave.js";

export interface ToolbarActions {
  readonly runAll: () => void;
  readonly runAbove: () => void;
  readonly stop: () => void;
  readonly restart: () => void;
  readonly clear: () => void;
  readonly reset: () => void;
  readonly shortcuts: () => void;
}

const ENGINE: Readonly<Record<EngineState, string>> = { starting: "Starting", ready: "Ready", running: "Running", stopped: "Not started" };
const SAVED: Readonly<Record<SaveState, string>> = {
  saved: "Saved",
  unsaved: "Editing",
  saving: "Saving",
  conflict: "Changed elsewhere",
  failed: "Not saved",
};

export class Toolbar {
  readonly place: HTMLElement;
  private readonly engine = element("span", { class: "engine", role: "status" });
  private readonly saved = element("span", { class: "saved quiet" });
  private readonly exercises = element("span", { class: "tally quiet" });
  private readonly stopButton: HTMLButtonElement;

  constructor(title: string, actions: ToolbarActions) {
    this.stopButton = button("Stop", actions.stop, { class: "stop", title: "Stop the running cell" });
    const more = element("details", { class: "more" }, element("summary", { "aria-label": "More" }, "More"));
    const inMenu = (text: string, act: () => void): HTMLElement =>
      button(text, () => {
        more.open = false;
        act();
      });
    more.append(
      element(
        "div",
        { class: "menu" },
        inMenu("Run all above the selected cell", actions.runAbove),
        inMenu("Clear all outputs", actions.clear),
        inMenu("Reset the notebook", actions.reset),
        inMenu("Keyboard shortcuts", actions.shortcuts),
        element("a", { href: "#glossary" }, "Glossary"),
        button("Print", () => print()),
      ),
    );
    closeOnLeave(more);
    this.place = element(
      "header",
      { class: "toolbar" },
      element("a", { class: "home-link", href: "#", "aria-label": "Back to the course" }, "Course"),
      element("span", { class: "toolbar-title" }, title),
      this.exercises,
      this.saved,
      this.engine,
      element(
        "div",
        { class: "toolbar-buttons", role: "toolbar", "aria-label": "Run the notebook" },
        button("Run all", actions.runAll, { class: "primary" }),
        this.stopButton,
        button("Restart", actions.restart, { title: "Forget all variables and start afresh" }),
        more,
      ),
    );
    this.showSave("saved");
    this.showEngine("stopped");
  }

  showEngine(state: EngineState): void {
    this.engine.textContent = ENGINE[state];
    this.engine.dataset.state = state;
    this.stopButton.disabled = state !== "running";
  }

  showSave(state: SaveState): void {
    this.saved.textContent = SAVED[state];
    this.saved.dataset.state = state;
  }

  showExercises(solved: number, all: number): void {
    this.exercises.textContent = all === 0 ? "" : `${solved} of ${all} exercises`;
  }
}

/** A menu closes with Escape, and when something else is touched. */
function closeOnLeave(menu: HTMLDetailsElement): void {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node) || !menu.contains(event.relatedTarget)) menu.open = false;
  });
}
