/** The versions of an open notebook: this page's, the file's, the course's. Whichever is not chosen is kept. */

import { api } from "../api.js";
import { toast } from "../dom.js";
import type { NotebookDocument } from "../../server/notebook-document.js";
import type { OpenedNotebook } from "../../server/run-messages.js";
import { ask } from "./ask.js";
import { Autosave, type SaveState } from "./autosave.js";
import type { Banner } from "./banner.js";
import { withDraft } from "./draft.js";

export interface VersionsHost {
  readonly banner: Banner;
  /** What the page shows now. */
  readonly document: () => NotebookDocument;
  readonly show: (document: NotebookDocument) => void;
  /** Whether a cell runs, whose outputs would have no place in another version. */
  readonly isRunning: () => boolean;
  readonly onSaveState: (state: SaveState) => void;
}

export class Versions {
  readonly autosave: Autosave;
  private readonly id: string;
  /** Another version is on its way to the page: news of the file are of that one. */
  private isChanging = false;

  constructor(
    private readonly opened: OpenedNotebook,
    private readonly host: VersionsHost,
  ) {
    this.id = opened.id;
    this.autosave = new Autosave(opened.id, opened.modified, host.document, (state) => {
      host.onSaveState(state);
      if (state === "conflict") this.askWhich();
    });
  }

  /** Shows the notebook: with what was typed and never saved, when there is such. */
  begin(): void {
    const draft = withDraft(this.id, this.opened.document);
    this.host.show(draft ?? this.opened.document);
    if (this.opened.isOutdated) this.tellOutdated();
    if (draft === undefined) return;
    this.autosave.touch();
    this.host.banner.show("What you typed and the server could not save is back.", [
      { text: "Show the saved version instead", act: () => void this.loadFile() },
    ]);
  }

  /** The file was written, perhaps by us. Who has changed nothing here is shown the new version at once. */
  async noteFile(modified: number): Promise<void> {
    if (this.isChanging || !(await this.autosave.isForeign(modified)) || this.isChanging) return;
    if (this.autosave.isUnsaved || this.host.isRunning()) return this.askWhich();
    await this.loadFile();
  }

  async reset(): Promise<void> {
    const explanation = "The course's version comes back, without outputs. Yours is kept in .course/backups.";
    if (!(await ask("Reset this notebook?", explanation, "Reset"))) return;
    const backup = await this.changing(async () => {
      await this.autosave.flush();
      const reset = await api.reset(this.id);
      await this.showFile();
      return reset.backup;
    });
    toast(backup === "" ? "The notebook was as the course has it." : `The notebook is as new. Yours is kept: ${backup}`);
  }

  private askWhich(): void {
    const text = "Another window or editor changed this notebook too. Choose one version; the other is kept in .course/backups.";
    const choices = [
      { text: "Keep mine", act: () => void this.autosave.keepMine().catch(() => this.askWhich()) },
      { text: "Load the other", act: () => void this.loadFile() },
    ];
    this.host.banner.show(text, choices, { canClose: false });
  }

  /** Shows the file's version; what this page had changed is kept first. */
  private async loadFile(): Promise<void> {
    try {
      const kept = await this.changing(async () => {
        const aside = this.autosave.hasChanges ? (await api.setAside(this.id, this.host.document())).backup : "";
        await this.showFile();
        return aside;
      });
      toast(`Another editor's version of this notebook is shown.${kept === "" ? "" : ` Yours is kept: ${kept}`}`);
    } catch (thrown) {
      this.tellUnreadable(thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  private async changing(change: () => Promise<string>): Promise<string> {
    this.isChanging = true;
    try {
      return await change();
    } finally {
      this.isChanging = false;
    }
  }

  private async showFile(): Promise<void> {
    const { document, modified } = await api.open(this.id);
    this.autosave.follow(modified);
    this.host.show(document);
  }

  /** The other editor left something that is no notebook, or is not done writing. */
  private tellUnreadable(reason: string): void {
    this.host.banner.show(`Another editor changed this notebook, and it cannot be read now. ${reason}`, [
      { text: "Try again", act: () => void this.loadFile() },
      { text: "Keep mine", act: () => void this.autosave.keepMine().catch(() => this.askWhich()) },
    ]);
  }

  private tellOutdated(): void {
    this.host.banner.show("The course has a newer version of this notebook. Resetting brings it; yours is kept in .course/backups.", [
      { text: "Reset", act: () => void this.reset() },
    ]);
  }
}
