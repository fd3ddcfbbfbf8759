/** Saves soon after each change, one save at a time; a server that is away costs nothing, and a file that changed elsewhere is noticed. */

import { api } from "../api.js";
import type { NotebookDocument } from "../../server/notebook-document.js";
import { forgetDraft, keepDraft } from "./draft.js";

const MILLISECONDS_OF_QUIET = 800;
/** Who types without a pause is saved all the same. */
const MILLISECONDS_UNSAVED_AT_MOST = 1_500;
const MILLISECONDS_BETWEEN_DRAFTS = 300;
const MILLISECONDS_BETWEEN_TRIES = 2_000;

export type SaveState = "saved" | "unsaved" | "saving" | "conflict" | "failed";

export class Autosave {
  private timer: number | undefined;
  private draftTimer: number | undefined;
  private dirtySince = 0;
  private saving: Promise<void> = Promise.resolve();
  private isDirty = false;
  private isInConflict = false;
  private isEdited = false;
  /** The times of the file that are our own doing: news of a save may come after the next one. */
  private readonly own = new Set<number>();

  constructor(
    private readonly notebook: string,
    private modified: number,
    private readonly document: () => NotebookDocument,
    private readonly onState: (state: SaveState) => void,
  ) {}

  get isUnsaved(): boolean {
    return this.isDirty;
  }

  /** Whether this page has changed anything since the notebook was loaded: then there is something to lose. */
  get hasChanges(): boolean {
    return this.isEdited;
  }

  /** Something changed: save soon. */
  touch(): void {
    if (!this.isDirty) this.dirtySince = performance.now();
    this.isDirty = true;
    this.isEdited = true;
    this.draftTimer ??= window.setTimeout(() => this.keepDraft(), MILLISECONDS_BETWEEN_DRAFTS);
    if (this.isInConflict) return;
    this.onState("unsaved");
    clearTimeout(this.timer);
    const left = MILLISECONDS_UNSAVED_AT_MOST - (performance.now() - this.dirtySince);
    this.timer = window.setTimeout(() => void this.flush(), Math.max(0, Math.min(left, MILLISECONDS_OF_QUIET)));
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
    return modified !== this.modified && modified !== 0 && !this.own.has(modified);
  }

  /** Another version of the file is shown from now on. */
  follow(modified: number): void {
    clearTimeout(this.timer);
    clearTimeout(this.draftTimer);
    this.draftTimer = undefined;
    this.modified = modified;
    this.own.add(modified);
    this.isDirty = this.isInConflict = this.isEdited = false;
    forgetDraft(this.notebook);
    this.onState("saved");
  }

  /** The learner keeps this version: it takes the place of the other, of which the server keeps a backup. */
  async keepMine(): Promise<void> {
    const { modified } = await api.replace(this.notebook, this.document());
    this.follow(modified);
  }

  private keepDraft(): void {
    this.draftTimer = undefined;
    if (this.isDirty) keepDraft(this.notebook, this.document());
  }

  private async save(): Promise<void> {
    if (!this.isDirty || this.isInConflict) return;
    this.isDirty = false;
    this.onState("saving");
    try {
      const answer = await api.save(this.notebook, this.document(), this.modified);
      if (answer.kind === "conflict") this.beInConflict();
      else this.saved(answer.modified);
    } catch {
      this.isDirty = true;
      this.keepDraft();
      this.onState("failed");
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.flush(), MILLISECONDS_BETWEEN_TRIES);
    }
  }

  private beInConflict(): void {
    this.isInConflict = this.isDirty = true;
    this.keepDraft();
    this.onState("conflict");
  }

  private saved(modified: number): void {
    this.modified = modified;
    this.own.add(modified);
    if (!this.isDirty) forgetDraft(this.notebook);
    this.onState(this.isDirty ? "unsaved" : "saved");
  }
}
