/** Every notebook of the course is what its source gives, and keeps the rules; lessons.test.ts and pairing.test.ts run them. */

import { describe, expect, it } from "vitest";
import { courseFolder } from "../../lib/course/course-folder";
import { staleNotebooks } from "../../lib/dev/build-notebooks";
import { lintDecks } from "../../lib/dev/lint-decks";
import { lintLinks } from "../../lib/dev/lint-links";
import { lintNotebooks } from "../../lib/dev/lint-notebooks";
import { typeErrors } from "../../lib/dev/type-check-sources";

const folder = courseFolder();

describe("the notebooks", () => {
  it("are what their sources give", () => expect(staleNotebooks(folder)).toEqual([]));

  it("keep the rules of authors", () => expect(lintNotebooks(folder)).toEqual([]));

  it("have sources without type errors", () => expect(typeErrors(folder)).toEqual([]));
});

describe("what stands beside them", () => {
  it("links to files and headings that are there", () => expect(lintLinks(folder)).toEqual([]));

  it("decks can be shown, and tell the speaker something on every slide", async () => expect(await lintDecks(folder)).toEqual([]));
});
