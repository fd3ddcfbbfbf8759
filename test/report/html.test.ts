import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { html, Html, jsonForScript } from "../../lib/report/html";

describe("html", () => {
  it("escapes what is put in, keeps what is markup, joins lists, leaves out what is undefined", () => {
    const items = ["a", "<b>"].map((item) => html`<li>${item}</li>`);
    expect(html`<p title="${'x"y'}">${items}${undefined}${1}</p>`.markup).toBe('<p title="x&quot;y"><li>a</li><li>&lt;b&gt;</li>1</p>');
    expect(html`${new Html("<br>")}`.markup).toBe("<br>");
  });

  it("drops the indentation of the template and keeps that of the text", () => {
    const pieces = Object.assign(["<p>\n    ", "\n</p>"], { raw: [] });
    expect(html(pieces, "a\n  b").markup).toBe("<p>\na\n  b\n</p>");
  });

  it("lets no text open a tag or leave an attribute", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`${text}`.markup).not.toMatch(/[<>"']/);
      }),
    );
  });

  it("jsonForScript() can't close its script element and reads back the same", () => {
    const value = { name: "</script><!--", line: "\u2028" };
    const { markup } = jsonForScript(JSON.stringify(value));
    expect(markup).not.toContain("<");
    expect(JSON.parse(markup)).toEqual(value);
  });
});
