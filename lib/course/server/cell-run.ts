/** One run of one cell: what was said so far for who comes late, and the rest as it happens. */

import type { CellEvent, CellOutcome } from "../engine/cell-events";
import type { RunMessage } from "./run-messages";

/** More than this, and a page becomes slow; the whole text can still be asked for. */
const MOST_CHARACTERS_SHOWN = 200_000;
const MOST_OUTPUTS_SHOWN = 400;
const MOST_CHARACTERS_KEPT = 50_000_000;

export class CellRun {
  private readonly said: RunMessage[] = [];
  private readonly listeners = new Set<(message: RunMessage) => void>();
  private readonly text: string[] = [];
  private characters = 0;
  private outputs = 0;
  private isCapped = false;
  private isDone = false;

  constructor(readonly cellId: string) {}

  get hasEnded(): boolean {
    return this.isDone;
  }

  /** All that the cell has printed, up to 50 million characters. */
  get fullText(): readonly string[] {
    return this.text;
  }

  hear(event: CellEvent): void {
    if (event.kind === "text") this.hearText(event);
    else if (event.kind !== "output" || ++this.outputs <= MOST_OUTPUTS_SHOWN) this.say({ kind: "event", event });
    else if (this.outputs === MOST_OUTPUTS_SHOWN + 1) {
      this.say({
        kind: "event",
        event: { kind: "notice", text: `This cell shows more than ${MOST_OUTPUTS_SHOWN} outputs; the rest is left out.` },
      });
    }
  }

  end({ status, executionCount, milliseconds }: CellOutcome): void {
    this.isDone = true;
    this.say({ kind: "done", status, executionCount, milliseconds, characters: this.characters });
    this.listeners.clear();
  }

  /** Tells the listener everything from the start, then what comes. Returns how to stop listening. */
  follow(listener: (message: RunMessage) => void): () => void {
    for (const message of this.said) listener(message);
    if (!this.isDone) this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private hearText(event: CellEvent & { readonly kind: "text" }): void {
    const room = MOST_CHARACTERS_SHOWN - this.characters;
    this.characters += event.text.length;
    if (this.characters <= MOST_CHARACTERS_KEPT) this.text.push(event.text);
    if (room > 0) this.say({ kind: "event", event: { ...event, text: event.text.slice(0, room) } });
    if (this.characters <= MOST_CHARACTERS_SHOWN || this.isCapped) return;
    this.isCapped = true;
    this.say({ kind: "capped", shownCharacters: MOST_CHARACTERS_SHOWN });
  }

  private say(message: RunMessage): void {
    this.said.push(message);
    for (const listener of this.listeners) listener(message);
  }
}
