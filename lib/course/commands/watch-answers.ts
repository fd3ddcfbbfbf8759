/** `course check --watch`: grades an answer whenever its notebook is saved. */

import { dirname } from "node:path";
import { count } from "../../base/errors";
import { exercises } from "../graders/index";
import type { Exercise } from "../graders/exercise";
import { openHint } from "../hint";
import { progressReport } from "../progress";
import { progressOf } from "../progress-file";
import { watchFolder } from "../server/news";
import { answerFiles, checkAnswers, findAnswer } from "../submissions/check-answers";
import { gradeText } from "./check-command";
import type { CommandContext } from "./command";
import { readKeys } from "./keys";

const KEYS = "r again · h hint · n next exercise · l list · q quit";

/** Watches until a key, the end of the input or Ctrl-C ends it; resolves with the exit code. */
export async function watchAnswers(first: Exercise, context: CommandContext): Promise<number> {
  const watch = new AnswerWatch(first, context);
  const folders = [...new Set(exercises.flatMap((exercise) => answerFiles(context.root, exercise).map(dirname)))];
  const unwatch = folders.map((folder) => watchFolder(folder, () => void watch.look()));
  try {
    await watch.look();
    context.note(KEYS);
    for await (const key of readKeys(context.interrupt())) {
      if (key === "q") break;
      await watch.press(key);
    }
    return 0;
  } finally {
    for (const stop of unwatch) stop();
  }
}

class AnswerWatch {
  private seen: string | undefined;
  /** The check that runs; another begins when it has ended. */
  private running: Promise<void> = Promise.resolve();

  constructor(
    private exercise: Exercise,
    private readonly context: CommandContext,
  ) {}

  /** Grades when the code has changed since it was graded last. */
  look(): Promise<void> {
    this.running = this.running.then(() => this.grade()).catch((thrown: unknown) => this.context.note(String(thrown)));
    return this.running;
  }

  async press(key: string): Promise<void> {
    if (key === "r") this.seen = undefined;
    if (key === "n") this.goOn();
    if (key === "r" || key === "n") return this.look();
    if (key === "l") return this.context.print(progressReport().text);
    if (key !== "h") return this.context.note(KEYS);
    const hint = openHint(this.exercise);
    if (hint !== undefined) this.context.print(`Hint ${hint.number} of ${hint.of}: ${hint.text}`);
  }

  private async grade(): Promise<void> {
    const { exercise, context } = this;
    const code = (await findAnswer(context.root, exercise))?.code ?? "";
    if (code === this.seen) return;
    if (this.seen === undefined) context.note(`== ${exercise.id}: ${exercise.title}`);
    this.seen = code;
    const [grade] = await checkAnswers(context.root, [exercise]);
    context.print(await gradeText(grade));
    if (grade.status !== "right") return;
    const left = exercises.filter(({ id }) => progressOf(id).firstPass === "").length;
    context.note(left === 0 ? "Every exercise is solved." : `${count(left, "exercise")} left; n goes on to the next.`);
  }

  /** The next exercise that is not solved, in the order of the course, the first again after the last. */
  private goOn(): void {
    const at = exercises.indexOf(this.exercise);
    const order = [...exercises.slice(at + 1), ...exercises.slice(0, at + 1)];
    this.exercise = order.find(({ id }) => progressOf(id).firstPass === "") ?? order[0];
    this.seen = undefined;
  }
}
