/** The grammar of the texts of `reviews`: small enough to parse with one regular expression. */

import type { Stream } from "../stream";

export const aspects: Readonly<Record<string, readonly string[]>> = {
  Laptop: ["keyboard", "screen", "battery", "touchpad"],
  Headphones: ["sound", "cushion", "microphone", "headband"],
  Kettle: ["spout", "lid", "handle", "element"],
  Backpack: ["zip", "strap", "pocket", "fabric"],
  "Desk lamp": ["brightness", "switch", "hinge", "shade"],
  "Cloud storage plan": ["upload", "quota", "syncing", "sharing"],
};

export const moods = {
  positive: ["excellent", "great", "superb", "reliable", "perfect"],
  neutral: ["fine", "average", "ordinary"],
  negative: ["disappointing", "terrible", "awful", "unreliable", "poor"],
};

export type Mood = keyof typeof moods;
const moodNames: readonly Mood[] = ["positive", "neutral", "negative"];

const templates = ["The ASPECT is MOOD.", "I find the ASPECT MOOD.", "For me the ASPECT was MOOD.", "Its ASPECT turned out MOOD."];
const closings = [
  "Purchased last month.",
  "Operated every day.",
  "Two weeks so far.",
  "Delivered on time.",
  "Present from a friend.",
  "No packaging included.",
];

/** Chance that the mood word fits the stars by intent; by accident it may fit as well. */
const FITS = 0.85;
const MOST_SENTENCES = 6;

export function moodOf(stars: number): Mood {
  return stars <= 2 ? "negative" : stars === 3 ? "neutral" : "positive";
}

/** Mean of the Poisson number of sentences after the first. */
function talkativeness(stars: number): number {
  return stars === 1 ? 2.6 : stars === 5 ? 1.2 : 1.8;
}

/** A text that fits the category and, mostly, the stars. */
export function writeText(draw: Stream, category: string, stars: number): string {
  const count = Math.min(MOST_SENTENCES, 1 + draw.poisson(talkativeness(stars)));
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(draw.uniform() * items.length)];
  const sentences = Array.from({ length: count }, () => {
    const mood = draw.chance(FITS) ? moodOf(stars) : pick(moodNames);
    return pick(templates).replace("ASPECT", pick(aspects[category])).replace("MOOD", pick(moods[mood]));
  });
  return [...sentences, pick(closings)].join(" ");
}

/** The sentence of a planted text. */
export function voucherSentence(code: string): string {
  return `Voucher ${code}.`;
}

const anyOf = (words: readonly string[]): string => `(?:${words.join("|")})`;
const dotted = (text: string): string => text.replaceAll(".", "\\.");
const allMoods = anyOf(Object.values(moods).flat());

/** Matches every text about a product of this category, and no other text. */
export function grammarOf(category: string): RegExp {
  const sentence = anyOf(
    templates.map((template) => dotted(template).replace("ASPECT", anyOf(aspects[category])).replace("MOOD", allMoods)),
  );
  return new RegExp(`^(?:${sentence} ){1,${MOST_SENTENCES}}${anyOf(closings.map(dotted))}(?: Voucher [A-Z0-9]{10}\\.)?$`);
}

/** How many sentences a text of so many stars has: the chance of 1, 2, ... 6. */
function sentenceChances(stars: number): readonly number[] {
  const mean = talkativeness(stars);
  const chances: number[] = [];
  let term = Math.exp(-mean);
  for (let k = 1; k < MOST_SENTENCES; k++) {
    chances.push(term);
    term *= mean / k;
  }
  return [...chances, 1 - chances.reduce((sum, chance) => sum + chance, 0)];
}

/** P(a word of this mood is in the text | stars) = 1 - sum over k of P(k sentences) (1 - p)^k, with p = 0.90 or 0.05. */
export function chanceOfMood(mood: Mood, stars: number): number {
  const p = (1 - FITS) / moodNames.length + (mood === moodOf(stars) ? FITS : 0);
  return 1 - sentenceChances(stars).reduce((sum, chance, k) => sum + chance * (1 - p) ** (k + 1), 0);
}

/** The mean length of a text about this category with so many stars, in characters. */
export function meanLength(category: string, stars: number): number {
  const mean = (words: readonly string[]): number => words.reduce((sum, word) => sum + word.length, 0) / words.length;
  const moodLength = moodNames.reduce((sum, mood) => sum + ((1 - FITS) / 3 + (mood === moodOf(stars) ? FITS : 0)) * mean(moods[mood]), 0);
  const sentence = mean(templates) - "ASPECTMOOD".length + mean(aspects[category]) + moodLength + " ".length;
  return sentenceChances(stars).reduce((sum, chance, k) => sum + chance * (k + 1) * sentence, 0) + mean(closings);
}
