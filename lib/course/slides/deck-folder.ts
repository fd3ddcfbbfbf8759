/** The decks of the course: `slides/NN-topic.md`. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DeckSummary } from "../server/run-messages";
import { type Deck, parseDeck } from "./deck";

const NAME = /^\d\d[a-z]?-[a-z0-9-]+$/;

/** A deck and the file that it was read from. */
export interface NamedDeck extends Deck {
  readonly name: string;
  readonly fileName: string;
}

/** The names of all decks in order; none when there is no such folder. */
export async function deckNames(root: string): Promise<string[]> {
  const files = await readdir(join(root, "slides")).catch((): string[] => []);
  const names = files.filter((file) => file.endsWith(".md")).map((file) => file.slice(0, -".md".length));
  return names.filter((name) => NAME.test(name)).sort();
}

/** Reads a deck; undefined when there is none of this name. */
export async function readDeck(root: string, name: string): Promise<NamedDeck | undefined> {
  if (!(await deckNames(root)).includes(name)) return undefined;
  const fileName = `slides/${name}.md`;
  return { ...parseDeck(await readFile(join(root, fileName), "utf8"), fileName), name, fileName };
}

/** What the course home says of the decks. One that cannot be read is listed by its name: opening it tells what is wrong. */
export async function deckSummaries(root: string): Promise<DeckSummary[]> {
  const names = await deckNames(root);
  return Promise.all(
    names.map(async (name) => {
      const deck = await readDeck(root, name).catch(() => undefined);
      if (deck === undefined) return { name, title: `${name} (cannot be read)`, section: "", minutes: 0, slides: 0 };
      return { name, title: deck.title, section: deck.section, minutes: deck.minutes, slides: deck.slides.length };
    }),
  );
}
