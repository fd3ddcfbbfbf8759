/** Running a grading plan: a cell that fails, spins or eats the memory costs its own exercise and no other. */

import { randomBytes } from "node:crypto";
import type { CheckResult, CheckStatus } from "../check-result";
import type { CellOutcome } from "../engine/cell-events";
import type { Engine } from "../engine/start-engine";
import type { NotebookCell } from "../headless/notebook-cell";
import { whatWentWrong } from "../headless/outputs-as-text";
import { isCheck } from "../headless/run-cells";
import type { GradingPlan, Step } from "./grading-plan";
import type { CheckCell } from "./sheet";

/** `stopped`: a cell of the exercise took too long or too much memory, or its turn never came. */
export type GradeStatus = CheckStatus | "stopped";

export interface ExerciseGrade {
  readonly exercise: string;
  readonly status: GradeStatus;
  /** The verdict in a sentence. */
  readonly message: string;
  /** What the check gave, when it came to that. */
  readonly result: CheckResult | undefined;
}

export interface GradeLimits {
  /** Of the processor's time, for a cell; six times as much may pass on the clock. */
  readonly cpuSecondsPerCell: number;
  /** For the notebook as a whole, on the clock. */
  readonly seconds: number;
}

export interface PlanRun {
  readonly grades: readonly ExerciseGrade[];
  /** The cells that failed, and how. */
  readonly failures: readonly CellFailure[];
}

export interface CellFailure {
  readonly cell: string;
  readonly exercise: string;
  readonly hasDied: boolean;
  readonly message: string;
}

/** After so many ends of its process a notebook is given up. */
const MOST_DEATHS = 3;

/** Runs the steps in order, whatever fails on the way. */
export async function runPlan({ steps }: GradingPlan, engine: Engine, limits: GradeLimits): Promise<PlanRun> {
  const run = new RunningPlan(engine, limits);
  for (const step of steps) await run.take(step);
  return { grades: run.grades, failures: run.failures };
}

class RunningPlan {
  readonly grades: ExerciseGrade[] = [];
  readonly failures: CellFailure[] = [];
  /** The cells that ran to their end, in order: a fresh process repeats them. */
  private readonly done: NotebookCell[] = [];
  private readonly started = performance.now();
  private deaths = 0;
  private givenUp = "";

  constructor(
    private readonly engine: Engine,
    private readonly limits: GradeLimits,
  ) {}

  async take(step: Step): Promise<void> {
    if (this.givenUp === "" && this.secondsLeft() <= 0) this.givenUp = `The notebook took longer than ${this.limits.seconds} s.`;
    if (step.kind === "check") this.grades.push(await this.grade(step.check));
    else if (this.givenUp === "" && this.deathIn(step.cell.exercise) === undefined) await this.run(step.cell);
  }

  /** What has ended the process in a cell of the exercise: its other cells are not worth a run. */
  private deathIn(exercise: string): CellFailure | undefined {
    return this.failures.find((failure) => exercise !== "" && failure.exercise === exercise && failure.hasDied);
  }

  private secondsLeft(): number {
    return this.limits.seconds - (performance.now() - this.started) / 1000;
  }

  private async run(cell: NotebookCell): Promise<void> {
    const outcome = await this.execute(cell.source, cell.id);
    if (outcome.status === "ok") this.done.push(cell);
    else await this.fail(cell.id, cell.exercise, outcome);
  }

  private execute(code: string, cellId: string): Promise<CellOutcome> {
    const maxCpuSeconds = this.limits.cpuSecondsPerCell;
    const maxSeconds = Math.max(1, Math.round(Math.min(6 * maxCpuSeconds, this.secondsLeft())));
    return this.engine.execute(code, { cellId, maxSeconds, maxCpuSeconds });
  }

  private async fail(cell: string, exercise: string, outcome: CellOutcome): Promise<void> {
    const hasDied = outcome.status === "died";
    this.failures.push({
      cell,
      exercise,
      hasDied,
      message: whatWentWrong(outcome)
        .split("\n")[0]
        .replace(/^Engine: /, ""),
    });
    if (hasDied) await this.recover();
  }

  /** A process that ended took all variables with it: those of the cells that had run are made once more. */
  private async recover(): Promise<void> {
    if (++this.deaths >= MOST_DEATHS) this.givenUp = "Too many cells ended the engine.";
    for (const cell of this.done) {
      if (this.givenUp !== "") return;
      const { status } = await this.execute(cell.source, cell.id);
      if (status === "died") this.givenUp = "The notebook does not run a second time.";
    }
  }

  private async grade(check: CheckCell): Promise<ExerciseGrade> {
    const { exercise } = check;
    const death = this.deathIn(exercise);
    if (death !== undefined) return { exercise, status: "stopped", message: death.message, result: undefined };
    if (this.givenUp !== "") return { exercise, status: "stopped", message: `Not reached. ${this.givenUp}`, result: undefined };
    const word = `grading_${randomBytes(8).toString("hex")}`;
    const outcome = await this.execute(codeOf(check, word), check.id);
    const result = resultIn(outcome, word);
    if (result !== undefined) return { exercise, status: result.status, message: result.message, result };
    const failure = this.failures.find((each) => each.exercise === exercise);
    await this.fail(check.id, exercise, outcome);
    const { hasDied, message } = this.failures[this.failures.length - 1];
    if (hasDied) return { exercise, status: "stopped", message, result: undefined };
    const why =
      failure === undefined ? `Your answer cannot be checked: ${message}` : `The cell ${failure.cell} does not run: ${failure.message}`;
    return { exercise, status: "wrong", message: why, result: undefined };
  }
}

/** The check under a name that no cell above can know, so that a cell that calls itself `check` grades nothing. */
function codeOf({ exercise, answer }: CheckCell, word: string): string {
  return [
    `import { checkResult as ${word} } from "synthetic-tables/course";`,
    `const ${word}_result = await ${word}(${JSON.stringify(exercise)}, ${answer});`,
    `"${word}" + JSON.stringify(${word}_result)`,
  ].join("\n");
}

function resultIn({ status, outputs }: CellOutcome, word: string): CheckResult | undefined {
  if (status !== "ok") return undefined;
  for (const output of outputs) {
    const text = output.output_type === "execute_result" ? output.data["text/plain"] : undefined;
    if (typeof text !== "string" || !text.startsWith(word)) continue;
    const result: unknown = JSON.parse(text.slice(word.length));
    if (isCheck(result)) return result;
  }
  return undefined;
}
