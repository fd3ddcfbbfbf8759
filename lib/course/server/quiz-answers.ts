/** What a learner chose in the quizzes, in `.course/quizzes.json`: for the learner alone. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "./atomic-file";
import { member, membersOf } from "./notebook-document";

/** Choice by question: "04a.q1" to "b". */
export type QuizAnswers = Readonly<Record<string, string>>;

export interface QuizStore {
  all(): Promise<QuizAnswers>;
  choose(question: string, choice: string): Promise<void>;
}

/** The answers given in the course folder `root`. Changes are written one after another. */
export function quizStore(root: string): QuizStore {
  const file = join(root, ".course", "quizzes.json");
  let queue: Promise<void> = Promise.resolve();
  const choose = (question: string, choice: string): Promise<void> => {
    queue = queue
      .catch(() => undefined)
      .then(async () => {
        const answers = { ...(await read(file)), [question]: choice };
        await writeWhole(file, `${JSON.stringify({ version: 1, answers }, null, 2)}\n`);
      });
    return queue;
  };
  return { all: () => read(file), choose };
}

/** What the file holds; nothing when there is none or it cannot be read: a quiz can be answered again. */
async function read(file: string): Promise<QuizAnswers> {
  try {
    const answers = membersOf(member(JSON.parse(await readFile(file, "utf8")), "answers"));
    return Object.fromEntries(Object.entries(answers).flatMap(([id, choice]) => (typeof choice === "string" ? [[id, choice]] : [])));
  } catch {
    return {};
  }
}
