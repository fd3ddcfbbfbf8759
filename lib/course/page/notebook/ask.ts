/** A question before something is lost. */

import { button, element } from "../dom.js";

/** Asks in a dialog; true when the learner agrees. */
export function ask(question: string, explanation: string, yes: string): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = element(
      "dialog",
      { class: "ask-dialog", "aria-label": question },
      element("h2", {}, question),
      element("p", {}, explanation),
    );
    const answer = (agreed: boolean) => () => {
      dialog.remove();
      resolve(agreed);
    };
    dialog.append(
      element("div", { class: "ask-buttons" }, button("Cancel", answer(false)), button(yes, answer(true), { class: "primary" })),
    );
    dialog.addEventListener("cancel", answer(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}
