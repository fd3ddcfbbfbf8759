/** The foot of an exercise: check it, open a hint, see the solution. */

import { api, ApiError } from "../api.js";
import { button, element, toast } from "../dom.js";
import { renderHint } from "../outputs/check-panel.js";
import type { ExerciseState } from "../../server/run-messages.js";
import { solutionPanel } from "./solution-panel.js";

const HINTS = 3;

export interface ExerciseActions {
  /** Runs the cells of the exercise, its check among them. */
  readonly check: () => void;
  /** What the learner wrote, "" while it is still the stub. */
  readonly answer: () => string;
}

export class ExerciseBar {
  readonly place: HTMLElement;
  private readonly state = element("span", { class: "exercise-state" });
  private readonly help = element("div", { class: "exercise-help", "aria-live": "polite" });
  private readonly hintButton: HTMLButtonElement;
  private readonly solutionButton: HTMLButtonElement;
  private opened = 0;
  private isSolved = false;

  constructor(
    readonly id: string,
    private readonly actions: ExerciseActions,
  ) {
    this.hintButton = button("Hint", () => void this.nextHint());
    this.solutionButton = button("Solution", () => void this.showSolution(this.isSolved));
    const name = element("span", { class: "exercise-name" }, `Exercise ${id}`);
    const buttons = element(
      "div",
      { class: "exercise-buttons" },
      button("Check", actions.check, { class: "primary" }),
      this.hintButton,
      this.solutionButton,
    );
    this.place = element(
      "aside",
      { class: "exercise-bar", "data-exercise": id, "aria-label": `Exercise ${id}` },
      element("div", { class: "exercise-line" }, name, this.state, buttons),
      this.help,
    );
    this.show(undefined);
  }

  /** Shows how far the learner is. */
  show(progress: ExerciseState | undefined): void {
    const { attempts, hintsOpened, firstPass } = progress ?? { attempts: 0, hintsOpened: 0, firstPass: "" };
    this.isSolved = firstPass !== "";
    this.place.classList.toggle("solved", this.isSolved);
    const tried = attempts === 0 ? "not tried yet" : `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`;
    this.state.textContent = this.isSolved ? "solved" : tried;
    const seen = Math.max(this.opened, 0);
    this.hintButton.textContent =
      seen >= HINTS ? "All hints open" : hintsOpened > seen ? `Hint ${seen + 1} of ${HINTS} (seen)` : `Hint ${seen + 1} of ${HINTS}`;
    this.hintButton.disabled = seen >= HINTS;
  }

  /** Hints stay open, one below the other. */
  private async nextHint(): Promise<void> {
    await this.attempt(async () => {
      const hint = await api.hint(this.id, this.opened + 1);
      this.opened = hint.number;
      this.help.append(renderHint(hint));
      this.hintButton.textContent = this.opened >= hint.of ? "All hints open" : `Hint ${this.opened + 1} of ${hint.of}`;
      this.hintButton.disabled = this.opened >= hint.of;
    });
  }

  private async showSolution(wish: boolean): Promise<void> {
    const open = this.help.querySelector(".solution");
    if (open !== null) return this.hideSolution(open);
    if (!this.isSolved && !wish) return this.askForSolution();
    await this.attempt(async () => {
      const { code } = await api.solution(this.id, wish);
      this.help.querySelector(".ask")?.remove();
      this.help.append(solutionPanel(this.id, code, this.actions.answer()));
      this.solutionButton.textContent = "Hide the solution";
    });
  }

  private hideSolution(open: Element): void {
    open.remove();
    this.solutionButton.textContent = "Solution";
  }

  private askForSolution(): void {
    if (this.help.querySelector(".ask") !== null) return;
    const ask = element("div", { class: "ask" }, element("span", {}, "The solution opens by itself when your answer passes. Show it now?"));
    ask.append(
      button("Show it", () => void this.showSolution(true)),
      button("Not yet", () => ask.remove()),
    );
    this.help.append(ask);
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      toast(thrown instanceof ApiError ? thrown.message : "The server does not answer. Is npm start still running?");
    }
  }
}
