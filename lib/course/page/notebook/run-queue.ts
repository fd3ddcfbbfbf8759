/** Cells that run one after another; the first that fails stops those behind it. */

import type { CodeCell } from "./code-cell.js";

export class RunQueue {
  private waiting: CodeCell[] = [];
  private isRunning = false;

  constructor(private readonly onChange: (isRunning: boolean) => void) {}

  get busy(): boolean {
    return this.isRunning;
  }

  /** Adds cells behind those that wait, and starts when nothing runs. */
  add(cells: readonly CodeCell[]): void {
    const fresh = cells.filter((cell) => !this.waiting.includes(cell));
    for (const cell of fresh) cell.queue();
    this.waiting.push(...fresh);
    if (!this.isRunning) void this.work();
  }

  /** Forgets what waits; the cell that runs is the engine's to stop. */
  clear(): void {
    for (const cell of this.waiting) cell.unqueue();
    this.waiting = [];
  }

  /** Takes part in a run that was started before the page was loaded. */
  async follow(run: () => Promise<unknown>): Promise<void> {
    this.setRunning(true);
    await run();
    this.setRunning(false);
    if (this.waiting.length > 0) await this.work();
  }

  private async work(): Promise<void> {
    this.setRunning(true);
    for (let cell = this.waiting.shift(); cell !== undefined; cell = this.waiting.shift()) {
      if ((await cell.run()) !== "ok") this.clear();
    }
    this.setRunning(false);
  }

  private setRunning(isRunning: boolean): void {
    this.isRunning = isRunning;
    this.onChange(isRunning);
  }
}
