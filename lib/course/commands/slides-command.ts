/** `course slides`: the decks, listed or printed. */

import { join, resolve } from "node:path";
import { type Arguments, UsageError } from "../../base/arguments";
import { count, didYouMean } from "../../base/errors";
import type { CommandContext, CourseCommand } from "./command";

export const slidesCommand: CourseCommand = {
  name: "slides",
  group: "Teach",
  usage: "[NN ...] [--pdf [--notes] [--out FOLDER]]",
  summary: "Lists the decks, or prints them as PDF.",
  details:
    "NN are the decks whose names begin so; all when none is named. Slides are shown by npx course start, at the top of each section.\n" +
    "--pdf needs an installed Chromium or Chrome; the variable CHROMIUM names one that stands in an unusual place.",
  options: {
    pdf: { help: "print them" },
    notes: { help: "with a page of speaker notes after each slide" },
    out: { value: "FOLDER", help: "where the files go (default: .course/output)" },
  },
  run,
};

async function run(given: Arguments, { root, print }: CommandContext): Promise<number> {
  const { deckNames, deckSummaries } = await import("../slides/deck-folder.js");
  const names = chosen(given.positionals, await deckNames(root));
  if (given.has("pdf")) {
    const { printDecks } = await import("../slides/print-decks.js");
    const folder = resolve(given.text("out") ?? join(root, ".course", "output"));
    for (const file of await printDecks(root, names, { folder, notes: given.has("notes") })) print(file);
    return 0;
  }
  const lost = ["notes", "out"].find((option) => given.has(option));
  if (lost !== undefined) throw new UsageError(`slides: --${lost} goes with --pdf`);
  for (const { name, title, slides, minutes } of await deckSummaries(root))
    if (names.includes(name)) print(`${name}  ${title}, ${count(slides, "slide")}, ${count(minutes, "minute")}`);
  return 0;
}

function chosen(beginnings: readonly string[], names: readonly string[]): readonly string[] {
  const strange = beginnings.find((beginning) => !names.some((name) => name.startsWith(beginning)));
  if (strange !== undefined)
    throw new UsageError(`There are no slides "${strange}".${didYouMean(strange, names)} There are: ${names.join(", ") || "none yet"}`);
  return beginnings.length === 0 ? names : names.filter((name) => beginnings.some((beginning) => name.startsWith(beginning)));
}
