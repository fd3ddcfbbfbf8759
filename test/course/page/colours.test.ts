import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../engine/built-library";

const css = readFileSync(join(ROOT, "lib/course/page/style/colours.css"), "utf8");
const [day, night] = css.split("@media (prefers-color-scheme: dark)");
const coloursOf = (text: string): Map<string, string> =>
  new Map(Array.from(text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g), ([, name, colour]) => [name, colour]));

/** What stands on what, and must be read: WCAG 2 asks 4.5 to 1 of text. */
const TEXTS = [
  ["ink", ["paper", "surface", "sunken", "accent-soft", "good-soft", "close-soft", "bad-soft"]],
  ["quiet", ["paper", "surface", "sunken", "accent-soft"]],
  ["accent", ["paper", "surface", "sunken", "accent-soft"]],
  ["accent-ink", ["accent"]],
  ["good", ["paper", "surface", "good-soft"]],
  ["close", ["close-soft"]],
  ["bad", ["surface", "bad-soft"]],
  ...["keyword", "string", "number", "comment", "type", "call", "punctuation"].map(
    (kind) => [`code-${kind}`, ["surface", "sunken"]] as const,
  ),
] as const;

/** The ratio of WCAG 2.2, "contrast ratio": from 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((place) => {
    const value = parseInt(colour.slice(place, place + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe.each([
  ["by day", coloursOf(day)],
  ["by night", coloursOf(night)],
])("the colours %s", (_when, colours) => {
  const need = (name: string): string => {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`no colour --${name}`);
    return colour;
  };

  it.each(TEXTS)("%s is read on %j", (text, grounds) => {
    for (const ground of grounds) expect(contrast(need(text), need(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });
});

it("day and night have the same colours", () => {
  expect([...coloursOf(night).keys()]).toEqual([...coloursOf(day).keys()]);
});

it("no other stylesheet brings colours for the whole page", () => {
  for (const file of ["base", "home", "toolbar", "notebook", "editor", "output", "exercise", "table", "glossary", "phone", "slides"]) {
    const text = readFileSync(join(ROOT, `lib/course/page/style/${file}.css`), "utf8");
    expect([file, /--[\w-]+:\s*#/.test(text)]).toEqual([file, false]);
  }
});
