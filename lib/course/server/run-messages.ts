/** What the server tells the page. This file is shared with the page: nothing of Node in it. */

import type { CellEvent, CellStatus } from "../engine/cell-events";
import type { Term } from "../glossary";
import type { NotebookDocument } from "./notebook-document";

/** One line of the answer to "run this cell". */
export type RunMessage =
  | { readonly kind: "event"; readonly event: CellEvent }
  /** From here on the text is held back: there is too much of it for a page. */
  | { readonly kind: "capped"; readonly shownCharacters: number }
  | {
      readonly kind: "done";
      readonly status: CellStatus;
      readonly executionCount: number;
      readonly milliseconds: number;
      readonly characters: number;
    };

/** One message of the channel that is open as long as the page is. */
export type CourseNews =
  | { readonly kind: "progress"; readonly progress: Readonly<Record<string, ExerciseState>> }
  | { readonly kind: "file-changed"; readonly notebook: string; readonly modified: number }
  | { readonly kind: "late"; readonly notebook: string; readonly cell: string; readonly event: CellEvent }
  | { readonly kind: "engine"; readonly notebook: string; readonly state: EngineState }
  | { readonly kind: "library-rebuilt" };

export type EngineState = "starting" | "ready" | "running" | "stopped";

export interface ExerciseState {
  readonly attempts: number;
  readonly hintsOpened: number;
  /** When it was first solved, "" before that. */
  readonly firstPass: string;
}

export interface NotebookSummary {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  readonly minutes: number;
  readonly kind: "lesson" | "exercise" | "solution";
  readonly exercises: readonly string[];
  readonly state: "not-started" | "in-progress" | "done";
  /** Of its quiz: how many there are, and how many have an answer. */
  readonly questions: number;
  readonly answered: number;
  readonly codeCells: number;
  readonly cellsRun: number;
}

/** Slides, shown at /slides/ and their name. */
export interface DeckSummary {
  readonly name: string;
  readonly title: string;
  readonly section: string;
  readonly minutes: number;
  readonly slides: number;
}

export interface CourseOverview {
  readonly notebooks: readonly NotebookSummary[];
  readonly decks: readonly DeckSummary[];
  readonly progress: Readonly<Record<string, ExerciseState>>;
  /** The notebook to go on with, "" when none was opened yet. */
  readonly continueWith: string;
  readonly environment: readonly string[];
}

export interface OpenedNotebook {
  readonly id: string;
  readonly document: NotebookDocument;
  readonly modified: number;
  readonly original: Readonly<Record<string, string>>;
  readonly isOutdated: boolean;
  readonly engine: EngineState;
  /** The cell that runs now, "" when none does. */
  readonly runningCell: string;
}

/** A term of the glossary, and the notebooks whose texts link to it. */
export interface ListedTerm extends Term {
  readonly lessons: readonly string[];
}

export interface ShownHint {
  readonly exercise: string;
  readonly number: number;
  readonly of: number;
  readonly text: string;
}
