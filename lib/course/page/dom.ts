/** Elements in one expression. */

type Attributes = Readonly<Record<string, string | number | boolean | ((event: Event) => void)>>;
type Child = Node | string;

/**
 * An element with its attributes and children. A function is a listener (`click`, `input`), `true` an attribute without
 * value, `false` none. Text is text: nothing is read as HTML.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== false) made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/** A button with a text, and a longer name for who cannot see its place. */
export function button(text: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return element("button", { type: "button", ...attributes, click: onClick }, text);
}

/** Says something to who listens to the page instead of looking at it. */
export function announce(text: string): void {
  const announcer = document.getElementById("announcer");
  if (announcer !== null) announcer.textContent = text;
}

/** A short message at the foot of the page, with at most one thing to do about it. */
export function toast(text: string, action?: { readonly text: string; readonly act: () => void }): void {
  document.querySelector(".toast")?.remove();
  const made = element("div", { class: "toast", role: "status" }, element("span", {}, text));
  if (action !== undefined) {
    const act = (): void => {
      made.remove();
      action.act();
    };
    made.append(button(action.text, act));
  }
  document.body.append(made);
  setTimeout(() => made.remove(), action === undefined ? 5_000 : 12_000);
}
