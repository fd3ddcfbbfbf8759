/** The course home: every notebook in order, how far each is, and where to go on. */

import { api } from "./api.js";
import { element } from "./dom.js";
import type { Screen } from "./main.js";
import type { CourseOverview, DeckSummary, ExerciseState, NotebookSummary } from "../server/run-messages.js";

const STATES = { "not-started": "Not started", "in-progress": "In progress", done: "Done" } as const;

export async function showHome(app: HTMLElement): Promise<Screen> {
  const draw = async (): Promise<void> => {
    const overview = await api.course();
    app.replaceChildren(page(overview));
    document.title = "Tabular synthetic data";
  };
  await draw();
  return {
    hear: (news) => {
      if (news.kind === "progress" || news.kind === "file-changed") void draw().catch(() => undefined); // a server that is away is told of at the foot of the page
    },
    isUnsaved: () => false,
    leave: async () => undefined,
  };
}

function page(overview: CourseOverview): HTMLElement {
  const lessons = overview.notebooks.filter((notebook) => notebook.kind === "lesson");
  const sheets = overview.notebooks.filter((notebook) => notebook.kind === "exercise");
  return element(
    "div",
    { class: "home" },
    element(
      "main",
      { id: "main", tabindex: "-1" },
      element(
        "header",
        { class: "home-head" },
        element("p", { class: "overline" }, "A hands-on course"),
        element("h1", {}, "Tabular synthetic data"),
        element(
          "p",
          { class: "lead" },
          "Generate it, judge it, and know the privacy you keep. Every notebook runs on this machine; nothing leaves it.",
        ),
        goOn(overview, lessons),
        element("p", { class: "home-links" }, element("a", { href: "#glossary" }, "Glossary: the words of the course")),
      ),
      ...sections(lessons, overview.decks).map((section) => sectionOf(section, overview.progress)),
      ...(lessons.length === 0 ? [element("p", { class: "empty" }, "There is no notebook yet. Build them with: npm run notebooks")] : []),
      ...(sheets.length === 0 ? [] : [exerciseSheets(sheets, overview.progress)]),
    ),
    element(
      "footer",
      { class: "home-foot" },
      element("p", {}, overview.environment.join(" · ")),
      element("p", {}, "VS Code and JupyterLab open the same notebooks. Your progress and backups lie in the folder .course."),
    ),
  );
}

function goOn({ continueWith, notebooks }: CourseOverview, lessons: readonly NotebookSummary[]): HTMLElement {
  const opened = notebooks.find((notebook) => notebook.id === continueWith);
  const following = lessons.find((notebook) => notebook.state !== "done");
  const target = opened === undefined || opened.state === "done" ? following : opened;
  if (target === undefined) return element("p", { class: "go-on" }, lessons.length === 0 ? "" : "You have been through every notebook.");
  const verb = opened === undefined ? "Begin" : "Continue";
  return element("p", { class: "go-on" }, element("a", { class: "primary", href: `#${target.id}` }, `${verb}: ${target.title}`));
}

interface Section {
  readonly name: string;
  readonly notebooks: readonly NotebookSummary[];
  readonly decks: readonly DeckSummary[];
}

/** In the order of their numbers; what has none, as the start, comes first. */
function sections(notebooks: readonly NotebookSummary[], decks: readonly DeckSummary[]): Section[] {
  const names = [...new Set([...notebooks, ...decks].map(({ section }) => section))];
  const numberOf = (name: string): number => Number(/^\d+/.exec(name)?.[0] ?? 0);
  return names
    .sort((a, b) => numberOf(a) - numberOf(b))
    .map((name) => ({
      name,
      notebooks: notebooks.filter(({ section }) => section === name),
      decks: decks.filter(({ section }) => section === name),
    }));
}

function sectionOf({ name, notebooks, decks }: Section, progress: Readonly<Record<string, ExerciseState>>): HTMLElement {
  const minutes = [...notebooks, ...decks].reduce((sum, each) => sum + each.minutes, 0);
  const heading = element("h2", {}, name === "" ? "Notebooks" : name[0].toUpperCase() + name.slice(1));
  return element(
    "section",
    { class: "home-section" },
    element("div", { class: "section-head" }, heading, element("span", { class: "quiet" }, minutes === 0 ? "" : `${minutes} min`)),
    ...decks.map(slides),
    element("ol", { class: "lessons" }, ...notebooks.map((notebook) => lesson(notebook, progress))),
  );
}

function slides({ name, title, minutes, slides }: DeckSummary): HTMLElement {
  return element(
    "p",
    { class: "deck" },
    element("a", { href: `/slides/${name}`, target: "_blank" }, `Slides: ${title}`),
    element("span", { class: "quiet" }, minutes === 0 ? "" : `${slides} slides · ${minutes} min`),
  );
}

function lesson(notebook: NotebookSummary, progress: Readonly<Record<string, ExerciseState>>): HTMLElement {
  const number = /^(\d+[a-z]?)/.exec(notebook.id.split("/")[1] ?? "")?.[1] ?? "";
  return element(
    "li",
    {},
    element(
      "a",
      { class: "lesson", href: `#${notebook.id}`, "data-state": notebook.state },
      element("span", { class: "number", "aria-hidden": "true" }, number),
      element("span", { class: "lesson-title" }, notebook.title),
      element("span", { class: "lesson-facts" }, facts(notebook), exerciseDots(notebook.exercises, progress)),
      element("span", { class: "lesson-state" }, STATES[notebook.state]),
    ),
  );
}

function facts({ minutes, state, cellsRun, codeCells, questions, answered }: NotebookSummary): string {
  const run = state === "in-progress" && codeCells > 0 ? `${cellsRun} of ${codeCells} cells run` : "";
  const quiz = answered === 0 ? "" : `${answered} of ${questions} questions`;
  return [minutes === 0 ? "" : `${minutes} min`, run, quiz].filter((fact) => fact !== "").join(" · ");
}

function exerciseDots(ids: readonly string[], progress: Readonly<Record<string, ExerciseState>>): HTMLElement {
  const isSolved = (id: string): boolean => Object.hasOwn(progress, id) && progress[id].firstPass !== "";
  const solved = ids.filter(isSolved).length;
  const dots = ids.map((id) => element("i", { class: isSolved(id) ? "solved" : "open", title: `Exercise ${id}` }));
  const label = ids.length === 0 ? "" : `${solved} of ${ids.length} exercises solved`;
  return element("span", { class: "dots", ...(label === "" ? {} : { role: "img", "aria-label": label }) }, ...dots);
}

function exerciseSheets(sheets: readonly NotebookSummary[], progress: Readonly<Record<string, ExerciseState>>): HTMLElement {
  return element(
    "details",
    { class: "home-section" },
    element("summary", {}, "Exercise sheets: the exercises alone, without the lesson"),
    element("ol", { class: "lessons" }, ...sheets.map((notebook) => lesson(notebook, progress))),
  );
}
