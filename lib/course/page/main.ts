/**
 * The page: the course home at `#`, the glossary at `#glossary` and `#glossary/holdout`, a notebook at
 * `#notebooks/04a-train-and-generate` and, at one of its cells, at `#notebooks/04a-train-and-generate/04a-train`.
 */

import { ApiError, listenToNews } from "./api.js";
import { element } from "./dom.js";
import { showHome } from "./home.js";
import type { CourseNews } from "../server/run-messages.js";

/** What is on screen. */
export interface Screen {
  hear(news: CourseNews): void;
  /** Whether something would be lost by going away now. */
  isUnsaved(): boolean;
  /** Saves what is unsaved. */
  leave(): Promise<void>;
}

const app = document.getElementById("app") ?? document.body;
let screen: Screen | undefined;
let opening = 0;

async function open(): Promise<void> {
  const turn = ++opening;
  await screen?.leave();
  screen = undefined;
  const id = decodeURI(location.hash.slice(1));
  try {
    const opened = id === "" ? await showHome(app) : await openOther(id);
    if (turn !== opening) return;
    screen = opened;
    // another screen begins at its top, unless the address names a place in it
    if (id.split("/").length < (id.startsWith("glossary") ? 2 : 3)) scrollTo(0, 0);
  } catch (thrown) {
    showFailure(thrown);
  }
}

/** The editor is loaded with the first notebook, formulas with the glossary: the home page needs none of it. */
async function openOther(id: string): Promise<Screen> {
  const [folder, name = "", cell = ""] = id.split("/");
  if (folder === "glossary") {
    const { showGlossary } = await import("./glossary.js");
    return showGlossary(app, name);
  }
  const { showNotebook } = await import("./notebook/notebook-view.js");
  return showNotebook(app, `${folder}/${name}`, cell);
}

function showFailure(thrown: unknown): void {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const isKey = thrown instanceof ApiError && thrown.status === 401;
  const heading = isKey ? "This page needs its key" : "This page cannot be shown";
  app.replaceChildren(
    element(
      "main",
      { class: "failure", id: "main", tabindex: "-1" },
      element("h1", {}, heading),
      element("p", {}, message),
      element("p", {}, element("a", { href: "#" }, "Back to the course")),
    ),
  );
}

listenToNews(
  (news) => screen?.hear(news),
  (isConnected) => document.body.classList.toggle("disconnected", !isConnected),
);
document.getElementById("skip")?.addEventListener("click", () => document.getElementById("main")?.focus());
addEventListener("beforeunload", (event) => {
  if (screen?.isUnsaved() !== true) return;
  void screen.leave();
  event.preventDefault();
});
addEventListener("hashchange", () => void open());
void open();
