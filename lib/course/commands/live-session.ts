/** Where an instructor stands in a notebook: what is shown, what has run, and what each key does. */

import { setTimeout as sleep } from "node:timers/promises";
import { formatSeconds } from "../../base/format";
import type { Engine } from "../engine/start-engine";
import type { NotebookCell } from "../headless/notebook-cell";
import { whatWentWrong } from "../headless/outputs-as-text";
import { printedEvent } from "../headless/print-events";

export interface LiveOptions {
  /** Characters typed in a second, 0 for all at once. */
  readonly speed: number;
  readonly write: (text: string) => void;
  /** Called when the instructor quits. */
  readonly end: () => void;
}

const NEXT = ["space", "enter", "right", "down"];
const BACK = ["b", "left", "up"];

export class LiveSession {
  private at = -1;
  private isRun = false;
  private isRunning = false;
  private isOver = false;
  /** Keys are obeyed one after another; a cell that runs is waited for. */
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly cells: readonly NotebookCell[],
    private readonly engine: Engine,
    private readonly options: LiveOptions,
  ) {}

  /** Runs the code above the place unseen, and shows the cell there. */
  async begin(place: number): Promise<void> {
    for (const cell of this.cells.slice(0, place)) {
      if (cell.kind !== "code") continue;
      const outcome = await this.engine.execute(cell.source, { cellId: cell.id });
      if (outcome.status !== "ok") this.say(`The cell ${cell.id} above does not run: ${whatWentWrong(outcome)}`);
    }
    this.at = place - 1;
    await this.show(place);
  }

  press(key: string): void {
    if (this.isRunning && (key === "i" || key === "interrupt")) return void this.engine.interrupt();
    this.waiting++;
    this.queue = this.queue.then(() => {
      this.waiting--;
      return this.isOver ? undefined : this.obey(key);
    });
  }

  /** Resolves when all keys so far are obeyed. */
  settled(): Promise<void> {
    return this.queue;
  }

  private async obey(key: string): Promise<void> {
    const cell = this.cells[this.at];
    if (key === "q" || key === "interrupt") return this.quit();
    if (key === "r" && cell?.kind === "code") return this.run(cell);
    if (BACK.includes(key)) return this.show(Math.max(0, this.at - 1));
    if (!NEXT.includes(key)) return;
    if (cell?.kind === "code" && !this.isRun) return this.run(cell);
    if (this.at + 1 < this.cells.length) return this.show(this.at + 1);
    this.say("That was the last cell. b goes back, q quits.");
  }

  private quit(): void {
    this.isOver = true;
    this.options.end();
  }

  private async show(place: number): Promise<void> {
    const cell = this.cells[place];
    if (cell === undefined) return;
    this.at = place;
    this.isRun = false;
    this.options.write(`\n[${place + 1} of ${this.cells.length}] ${cell.id}\n\n`);
    if (cell.kind === "code") await this.type(cell.source);
    else this.options.write(cell.source);
    this.options.write("\n");
  }

  /** Types the code; a key that comes meanwhile brings the rest at once. */
  private async type(source: string): Promise<void> {
    const { speed, write } = this.options;
    for (const [i, character] of Array.from(source).entries()) {
      write(character);
      if (speed > 0 && this.waiting === 0 && i % 3 === 2) await sleep(3000 / speed);
    }
  }

  private async run(cell: NotebookCell): Promise<void> {
    this.isRunning = true;
    this.options.write("\n");
    const outcome = await this.engine.execute(cell.source, {
      cellId: cell.id,
      onMessage: (event) => this.options.write(printedEvent(event)),
    });
    this.isRunning = false;
    this.isRun = true;
    this.say(`${outcome.status === "ok" ? "ran" : outcome.status} in ${formatSeconds(outcome.milliseconds / 1000)}`);
  }

  private say(text: string): void {
    this.options.write(`\n-- ${text}\n`);
  }
}
