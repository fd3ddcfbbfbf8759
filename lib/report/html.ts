/** Markup that can't be broken by what stands in it: every value is escaped unless it is markup already. */

/** A piece of markup. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand between the pieces of a template. */
export type HtmlValue = string | number | Html | undefined | readonly HtmlValue[];

/**
 * Markup from a template: html`<b>${name}</b>` escapes the name, joins lists, and leaves out what is undefined.
 *
 * Attribute values must stand in double quotes in the template.
 */
export function html(pieces: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(
    tightened(pieces)
      .map((piece, i) => (i < values.length ? piece + markupOf(values[i]) : piece))
      .join(""),
  );
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

/** The pieces without indentation: a line break is all the space that markup needs, and the file stays small. */
function tightened(pieces: TemplateStringsArray): readonly string[] {
  const found = known.get(pieces) ?? pieces.map((piece) => piece.replace(/\s*\n\s*/g, "\n"));
  known.set(pieces, found);
  return found;
}

/** Text as it may stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

/** Data as it may stand in a script element of type application/json. */
export function jsonForScript(json: string): Html {
  return new Html(json.replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029"));
}

function markupOf(value: HtmlValue): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.markup;
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return value.map(markupOf).join("");
}
