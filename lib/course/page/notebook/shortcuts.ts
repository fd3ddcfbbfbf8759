/** The keys of the notebook, for who asks. */

import { button, element } from "../dom.js";

const KEYS: readonly (readonly [string, string])[] = [
  ["Shift + Enter", "run the cell and go to the next"],
  ["Ctrl + Enter", "run the cell and stay"],
  ["Alt + Enter", "run the cell and add one below"],
  ["Ctrl + Space", "complete what you are typing"],
  ["Escape", "leave the editor, to move among the cells"],
  ["Up, Down", "go to the cell above or below"],
  ["Enter", "edit the cell"],
  ["A, B", "add a code cell above or below"],
  ["D", "delete the cell; it can be brought back for a while"],
  ["?", "this list"],
];

export function showShortcuts(): void {
  const rows = KEYS.map(([key, what]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, what)]).flat();
  const dialog = element(
    "dialog",
    { class: "ask-dialog", "aria-label": "Keyboard shortcuts" },
    element("h2", {}, "Keyboard shortcuts"),
    element("dl", { class: "shortcuts" }, ...rows),
  );
  dialog.append(
    element(
      "div",
      { class: "ask-buttons" },
      button("Close", () => dialog.close(), { class: "primary" }),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
