/** The questions of a lesson: choose, and be told why. What was chosen is remembered. */

import { api } from "../api.js";
import { element } from "../dom.js";
import type { Choice, Question, Quiz } from "../../quiz.js";

/** Whether something is a quiz as `quiz` emits it. */
export function isQuiz(value: unknown): value is Quiz {
  return typeof value === "object" && value !== null && Array.isArray(Reflect.get(value, "questions"));
}

export function renderQuiz({ lesson, questions }: Quiz): HTMLElement {
  const asked = questions.map((question, i) => askedQuestion(question, i + 1));
  const answers = api.quizAnswers().catch((): Readonly<Record<string, string>> => ({}));
  void answers.then((known) => {
    for (const { id, show } of asked) if (Object.hasOwn(known, id)) show(known[id]);
  });
  return element("section", { class: "quiz", "aria-label": `Questions on ${lesson}` }, ...asked.map(({ place }) => place));
}

interface AskedQuestion {
  readonly id: string;
  readonly place: HTMLElement;
  readonly show: (choice: string) => void;
}

function askedQuestion({ id, text, choices }: Question, number: number): AskedQuestion {
  const why = element("p", { class: "quiz-why", "aria-live": "polite" });
  const name = `quiz-${id}-${crypto.randomUUID()}`;
  const buttons = new Map<string, HTMLInputElement>();
  const place = element("fieldset", { class: "question" }, element("legend", {}, `${number}. ${text}`));
  const show = (chosen: string): void => {
    const choice = choices.find((each) => each.id === chosen);
    const input = buttons.get(chosen);
    if (choice === undefined || input === undefined) return;
    input.checked = true;
    place.dataset.answer = choice.isRight ? "right" : "wrong";
    why.replaceChildren(element("strong", {}, choice.isRight ? "Right. " : "No. "), choice.why);
  };
  for (const choice of choices) place.append(choiceLine(choice, name, buttons, () => choose(choice)));
  const choose = (choice: Choice): void => {
    show(choice.id);
    // an answer that is not remembered is still an answer
    api.answerQuiz(id, choice.id).catch(() => undefined);
  };
  place.append(why);
  return { id, place, show };
}

function choiceLine({ id, text }: Choice, name: string, buttons: Map<string, HTMLInputElement>, choose: () => void): HTMLElement {
  const input = element("input", { type: "radio", name, value: id, change: choose });
  buttons.set(id, input);
  return element("label", { class: "choice" }, input, element("span", {}, text));
}
