/** Serves the decks at /slides/NN-topic, and the parts of reveal.js that they load. */

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { DeckAssets } from "../slides/deck-html";
import { readDeck } from "../slides/deck-folder";
import { type Exchange, HttpError } from "./exchange";
import type { PageFiles } from "./page-files";
import { findPackage, findVendor } from "./vendor";

const PREFIX = "/slides/";
const PARTS = { script: "dist/reveal.mjs", notes: "dist/plugin/notes.mjs", style: "dist/reveal.css" } as const;
const TYPES: Readonly<Record<string, string>> = { ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8" };

/** The decks of the course in `root`. What they need is looked for when the first one is opened. */
export function slideFiles(root: string): PageFiles {
  let assets: DeckAssets | undefined;
  return {
    serve: async (exchange) => {
      const { pathname } = exchange.url;
      if (!pathname.startsWith(PREFIX)) return false;
      const name = pathname.slice(PREFIX.length);
      if (name.startsWith("reveal/")) return sendPart(exchange, root, name.slice("reveal/".length));
      const deck = await readDeck(root, name);
      if (deck === undefined) throw new HttpError(404, `The course has no slides "${name}"`);
      assets ??= await findAssets(root);
      // parsers and formulas: only who opens slides waits for them
      const { deckHtml } = await import("../slides/deck-html.js");
      const { html, policy } = deckHtml(deck, deck.fileName, root, assets);
      exchange.send(200, "text/html; charset=utf-8", html, { "cache-control": "no-cache", "content-security-policy": policy });
      return true;
    },
  };
}

async function findAssets(root: string): Promise<DeckAssets> {
  const { sha256 } = await import("../slides/deck-html.js");
  const { speakerScripts } = await import("../slides/speaker-scripts.js");
  const { folder } = findPackage(root, "reveal.js");
  const at = (part: string): string => `${PREFIX}reveal/${part}`;
  return {
    imports: { "reveal.js": at(PARTS.script), "reveal.js/plugin/notes": at(PARTS.notes) },
    stylesheets: [...findVendor(root).stylesheets, "/style/colours.css", "/style/slides.css"],
    slideStylesheet: at(PARTS.style),
    scriptHashes: speakerScripts(readFileSync(join(folder, PARTS.notes), "utf8")).map(sha256),
  };
}

async function sendPart(exchange: Exchange, root: string, part: string): Promise<boolean> {
  if (!Object.values(PARTS).some((offered) => offered === part)) throw new HttpError(404, "There is no such file");
  const content = await readFile(join(findPackage(root, "reveal.js").folder, part));
  exchange.send(200, TYPES[extname(part)], content, { "cache-control": "no-cache" });
  return true;
}
