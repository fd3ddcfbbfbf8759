/** Saves a second after the last change, one save at a time, and notices when the file changed elsewhere. */

import { api } from "../api.js";
import type { NotebookDocument } from "../../server/notebook-document.js";

const MILLISECONDS_OF_QUIET = 1_000;

export type SaveState = "saved" | "unsaved" | "saving" | "conflict" | "failed";

export class Autosave {
  private timer: number | undefined;
  private saving: Promise<void> = Promise.resolve();
  private isDirty = false;
  private isInConflict = false;

  constructor(
    private readonly notebook: string,
    private modified: number,
    private readonly document: () => NotebookDocument,
    private readonly onState: (state: SaveState) => void,
  ) {}

  get isUnsaved(): boolean {
    return this.isDirty;
  }

  /** Something changed: save soon. */
  touch(): void {
    this.isDirty = true;
    if (this.isInConflict) return;
    this.onState("unsaved");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), MILLISECONDS_OF_QUIET);
  }

  /** Saves now what is unsaved. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.saving = this.saving.then(() => this.save());
    await this.saving;
  }

  /** The file on disk has this time: is that news to us? */
  async isForeign(modified: number): Promise<boolean> {
    await this.saving;
    return modified !== this.modified && modified !== 0;
  }

  /** The learner keeps this version: the next save takes the place of the other. */
  overwrite(modified: number): void {
    this.modified = modified;
    this.isInConflict = false;
    this.touch();
  }

  private async save(): Promise<void> {
    if (!this.isDirty || this.isInConflict) return;
    this.isDirty = false;
    this.onState("saving");
    try {
      const answer = await api.save(this.notebook, this.document(), this.modified);
      this.isInConflict = answer.kind === "conflict";
      if (answer.kind === "saved") this.modified = answer.modified;
      this.onState(answer.kind === "conflict" ? "conflict" : this.isDirty ? "unsaved" : "saved");
    } catch {
      this.isDirty = true;
      this.onState("failed");
    }
  }
}
