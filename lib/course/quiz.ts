/**
 * The quiz of a lesson: three questions that are asked again after the notebook was closed. A file of
 * `exercises/quizzes` holds one; this file says what such a file must be. Nothing of Node in it: the page shares it.
 */

export interface Choice {
  /** "a", "b", ... in order: a remembered answer hangs on it. */
  readonly id: string;
  readonly text: string;
  readonly isRight: boolean;
  /** Why it is right or wrong, shown to who chooses it. */
  readonly why: string;
}

export interface Question {
  /** The lesson's id and a number: "04a.q1". */
  readonly id: string;
  readonly text: string;
  readonly choices: readonly Choice[];
}

export interface Quiz {
  /** The lesson's id: "04a". */
  readonly lesson: string;
  readonly questions: readonly Question[];
}

export const QUESTIONS_OF_A_LESSON = 3;
const FEWEST_CHOICES = 3;
const MOST_CHOICES = 5;

/** The quiz in the text of a file; throws a SyntaxError that names the file, the question and what it lacks. */
export function parseQuiz(text: string, fileName: string): Quiz {
  const file: unknown = JSON.parse(text);
  const lesson = textIn(file, "lesson", fileName);
  const questions = listIn(file, "questions", fileName).map((each, i) => questionOf(each, `${lesson}.q${i + 1}`, fileName));
  if (questions.length !== QUESTIONS_OF_A_LESSON)
    throw new SyntaxError(`${fileName}: got ${questions.length} questions, a lesson has ${QUESTIONS_OF_A_LESSON}`);
  return { lesson, questions };
}

function questionOf(value: unknown, id: string, fileName: string): Question {
  const place = `${fileName}, question ${id}`;
  if (textIn(value, "id", place) !== id) throw new SyntaxError(`${place}: its id is "${textIn(value, "id", place)}", need "${id}"`);
  const choices = listIn(value, "choices", place).map((each, i) => choiceOf(each, String.fromCharCode(97 + i), place));
  if (choices.length < FEWEST_CHOICES || choices.length > MOST_CHOICES)
    throw new SyntaxError(`${place}: got ${choices.length} choices, need ${FEWEST_CHOICES} to ${MOST_CHOICES}`);
  const right = choices.filter((choice) => choice.isRight).length;
  if (right !== 1) throw new SyntaxError(`${place}: ${right} choices are right, exactly one must be`);
  for (const part of ["text", "why"] as const) {
    if (new Set(choices.map((choice) => choice[part])).size < choices.length)
      throw new SyntaxError(`${place}: two choices have the same ${part}`);
  }
  return { id, text: textIn(value, "text", place), choices };
}

function choiceOf(value: unknown, id: string, place: string): Choice {
  if (textIn(value, "id", place) !== id)
    throw new SyntaxError(`${place}: choice "${textIn(value, "id", place)}" stands where "${id}" must be`);
  return { id, text: textIn(value, "text", place), isRight: memberOf(value, "right") === true, why: textIn(value, "why", place) };
}

function textIn(value: unknown, name: string, place: string): string {
  const text = memberOf(value, name);
  if (typeof text !== "string" || text.trim() === "") throw new SyntaxError(`${place}: "${name}" is missing or empty`);
  return text;
}

function listIn(value: unknown, name: string, place: string): readonly unknown[] {
  const list = memberOf(value, name);
  if (!Array.isArray(list)) throw new SyntaxError(`${place}: the list "${name}" is missing`);
  return list;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
