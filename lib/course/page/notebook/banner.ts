/** The message above the cells: what has happened to the notebook, and what can be done about it. */

import { element } from "../dom.js";

export interface BannerAction {
  readonly text: string;
  readonly act: () => void;
}

export class Banner {
  readonly place = element("div", { class: "banner-place" });

  /** Shows one message instead of the one before; every action closes it. */
  show(text: string, actions: readonly BannerAction[] = [], { canClose = true }: { readonly canClose?: boolean } = {}): void {
    const all = canClose ? [...actions, { text: "Close", act: (): void => undefined }] : actions;
    const buttons = all.map(({ text: label, act }) =>
      element("button", { type: "button", click: () => (this.place.replaceChildren(), act()) }, label),
    );
    this.place.replaceChildren(element("div", { class: "banner", role: "alert" }, element("p", {}, text), ...buttons));
    this.place.scrollIntoView({ block: "nearest" });
  }
}
