/** The decks: each can be read, shows code and figures that are there, and tells the speaker something on every slide. */

import { messageOf } from "../base/errors";
import { deckNames, readDeck } from "../course/slides/deck-folder";
import { slideHtml } from "../course/slides/slide-html";

/** What is wrong with the decks of the course, one sentence each. */
export async function lintDecks(courseFolder: string): Promise<string[]> {
  const complaints = await Promise.all((await deckNames(courseFolder)).map((name) => lintDeck(name, courseFolder)));
  return complaints.flat();
}

async function lintDeck(name: string, courseFolder: string): Promise<string[]> {
  try {
    const deck = await readDeck(courseFolder, name);
    if (deck === undefined) return [];
    return deck.slides.flatMap((slide) => {
      const place = `${deck.fileName}:${slide.line}, "${slide.heading}"`;
      const silent = slide.notes === "" ? [`${place}: no line after "Note:"; say what the speaker says`] : [];
      return [...silent, ...complaintOf(() => slideHtml(`${slide.markdown}\n\n${slide.notes}`, courseFolder), place)];
    });
  } catch (thrown) {
    return [messageOf(thrown)];
  }
}

function complaintOf(show: () => unknown, place: string): string[] {
  try {
    show();
    return [];
  } catch (thrown) {
    return [`${place}: ${messageOf(thrown)}`];
  }
}
