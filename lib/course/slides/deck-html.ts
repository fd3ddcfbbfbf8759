/** A deck as one HTML page: readable as it stands, and slides once its script runs. */

import { createHash } from "node:crypto";
import { messageOf } from "../../base/errors";
import { escapeHtml } from "../html-text";
import type { Deck, Slide } from "./deck";
import { slideHtml } from "./slide-html";

/** Addresses of what the page loads. */
export interface DeckAssets {
  readonly imports: Readonly<Record<string, string>>;
  /** Styles of the text, and those that only slides need. */
  readonly stylesheets: readonly string[];
  readonly slideStylesheet: string;
  /** Hashes of the scripts in the speaker's window, which has the policy of the page that opens it. */
  readonly scriptHashes: readonly string[];
}

/** The page and its policy; throws an Error that names the slide when something on it is not there. */
export function deckHtml(deck: Deck, fileName: string, root: string, assets: DeckAssets): { html: string; policy: string } {
  const map = JSON.stringify({ imports: assets.imports });
  const sections = deck.slides.map((slide) => section(slide, fileName, root));
  const html = `<!doctype html>
<html lang="en-GB" data-scheme="light">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light" />
    <title>${escapeHtml(deck.title)} · Tabular synthetic data</title>
    <link rel="icon" href="/style/icon.svg" />
    <link rel="stylesheet" href="${assets.slideStylesheet}" id="slide-style" media="not all" />
${assets.stylesheets.map((address) => `    <link rel="stylesheet" href="${address}" />`).join("\n")}
    <script type="importmap">${map}</script>
    <script type="module" src="/app/page/slides/show-deck.js"></script>
  </head>
  <body data-minutes="${deck.minutes}">
    <div id="deck"><div class="slides">
${sections.join("\n")}
    </div></div>
  </body>
</html>
`;
  return { html, policy: policyFor([sha256(map), ...assets.scriptHashes]) };
}

function section(slide: Slide, fileName: string, root: string): string {
  try {
    const notes = slide.notes === "" ? "" : `\n<aside class="notes">${slideHtml(slide.notes, root)}</aside>`;
    const kind = slide.markdown.startsWith("# ") ? ' class="opening"' : "";
    return `<section id="${slide.id}"${kind}>\n${slideHtml(slide.markdown, root)}${notes}\n</section>`;
  } catch (thrown) {
    throw new Error(`${fileName}:${slide.line}, slide "${slide.heading}": ${messageOf(thrown)}`);
  }
}

/** As a hash source of a content security policy. */
export function sha256(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

/** The speaker's window shows the slides in frames, so the page may be framed by its own origin, and by no other. */
function policyFor(hashes: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${hashes.join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
}
