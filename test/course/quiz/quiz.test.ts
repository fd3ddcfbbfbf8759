import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseQuiz } from "../../../lib/course/quiz";
import { quizLessons } from "../../../lib/course/show-quiz";
import { ROOT } from "../engine/built-library";

const FOLDER = join(ROOT, "exercises/quizzes");
const text = (lesson: string): string => readFileSync(join(FOLDER, `${lesson}.json`), "utf8");

const choice = (id: string, right = false): object => ({ id, text: `choice ${id}`, right, why: `because ${id}` });
const question = (id: string, choices: readonly object[] = [choice("a", true), choice("b"), choice("c")]): object => ({
  id,
  text: `What of ${id}?`,
  choices,
});
const file = (questions: readonly object[]): string => JSON.stringify({ lesson: "09", questions });

describe("the quizzes of the course", () => {
  it.each(quizLessons(ROOT))("%s: three questions, one right choice each, an explanation for every choice", (lesson) => {
    const quiz = parseQuiz(text(lesson), `${lesson}.json`);
    expect(quiz.lesson).toBe(lesson);
    for (const { choices } of quiz.questions) {
      expect(choices.filter(({ isRight }) => isRight)).toHaveLength(1);
      for (const { why } of choices) expect(why.length).toBeGreaterThan(30);
    }
  });

  it("every lesson asks its questions once, and every file is asked for", () => {
    const sources = readdirSync(join(ROOT, "notebooks/src")).filter((name) => name.endsWith(".ts"));
    const asked = sources.flatMap((name) =>
      Array.from(readFileSync(join(ROOT, "notebooks/src", name), "utf8").matchAll(/^quiz\("(\w+)"\);$/gm), ([, lesson]) => {
        expect(name.startsWith(`${lesson}-`)).toBe(true);
        return lesson;
      }),
    );
    expect(asked.sort()).toEqual(quizLessons(ROOT));
    expect(sources.map((name) => name.split("-")[0])).toEqual(asked);
  });

  it("the right choice does not always stand in the same place, nor is it always the longest", () => {
    const questions = quizLessons(ROOT).flatMap((lesson) => parseQuiz(text(lesson), lesson).questions);
    const places = questions.map(({ choices }) => choices.findIndex(({ isRight }) => isRight));
    for (const place of [0, 1, 2]) expect(places.filter((each) => each === place).length).toBeLessThan(0.6 * places.length);
    const longest = questions.filter(({ choices }) =>
      choices.every((each) => each.isRight || each.text.length < (choices.find(({ isRight }) => isRight)?.text.length ?? 0)),
    );
    expect(longest.length).toBeLessThan(0.6 * questions.length);
  });
});

describe("parseQuiz()", () => {
  it("reads a quiz", () => {
    const quiz = parseQuiz(file([question("09.q1"), question("09.q2"), question("09.q3")]), "09.json");
    expect(quiz.questions[1].choices[0]).toEqual({ id: "a", text: "choice a", isRight: true, why: "because a" });
  });

  it.each([
    ["too few questions", [question("09.q1")], "got 1 questions, a lesson has 3"],
    ["an id out of order", [question("09.q2"), question("09.q2"), question("09.q3")], 'its id is "09.q2", need "09.q1"'],
    [
      "two right choices",
      [question("09.q1", [choice("a", true), choice("b", true), choice("c")])],
      "2 choices are right, exactly one must be",
    ],
    ["no right choice", [question("09.q1", [choice("a"), choice("b"), choice("c")])], "0 choices are right"],
    ["too few choices", [question("09.q1", [choice("a", true), choice("b")])], "got 2 choices, need 3 to 5"],
    ["a choice out of order", [question("09.q1", [choice("b", true), choice("a"), choice("c")])], 'choice "b" stands where "a" must be'],
    [
      "a choice without an explanation",
      [question("09.q1", [choice("a", true), choice("b"), { ...choice("c"), why: " " }])],
      '"why" is missing',
    ],
    ["the same choice twice", [question("09.q1", [choice("a", true), choice("b"), { ...choice("c"), text: "choice b" }])], "the same text"],
  ])("refuses %s", (_what, questions, message) => {
    expect(() => parseQuiz(file(questions), "09.json")).toThrow(message);
  });
});
