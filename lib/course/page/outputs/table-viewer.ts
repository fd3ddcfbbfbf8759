/** A table that a cell has shown: sorted, paged, its columns described. The engine holds the rows. */

import { api } from "../api.js";
import { button, element } from "../dom.js";
import type { ShownTable, TableColumns, TableQuery } from "../../table-query.js";
import { columnCards } from "./column-cards.js";

const PAGE_SIZES = [10, 25, 100];
const LONGEST_CELL = 60;

/** Whether something is a table as `show` emits it. */
export function isShownTable(value: unknown): value is ShownTable {
  return (
    typeof value === "object" && value !== null && Array.isArray(Reflect.get(value, "columns")) && Array.isArray(Reflect.get(value, "rows"))
  );
}

export function renderTable(table: ShownTable): HTMLElement {
  return new TableViewer(table).place;
}

class TableViewer {
  readonly place: HTMLElement;
  private from = 0;
  private size: number;
  private sort: TableQuery["sort"];
  private readonly body = element("tbody");
  private readonly heads: readonly HTMLTableCellElement[];
  private readonly where = element("span", { class: "quiet", role: "status" });
  private readonly note = element("p", { class: "note", hidden: true });
  private readonly described = element("div", { class: "column-cards", hidden: true });
  private readonly back = button("Back", () => void this.go(this.from - this.size), { "aria-label": "Rows before" });
  private readonly on = button("Next", () => void this.go(this.from + this.size), { "aria-label": "Rows after" });
  private readonly describe = button("Columns", () => void this.toggleColumns(), { "aria-expanded": "false" });

  constructor(private readonly table: ShownTable) {
    this.size = Math.max(1, table.rows.length);
    this.heads = table.columns.map(({ name, type }, i) => this.head(name, type, i));
    const grid = element("table", {}, element("thead", {}, element("tr", {}, ...this.heads)), this.body);
    const frame = element("div", { class: "table-frame", tabindex: 0, role: "region", "aria-label": "Table" }, grid);
    const bar = element("div", { class: "table-bar" }, this.where, this.back, this.on, this.sizes(), this.describe);
    this.place = element("div", { class: "rich table-viewer" }, frame, bar, this.note, this.described);
    this.show(table.rows, 0);
  }

  private head(name: string, type: string, column: number): HTMLTableCellElement {
    const sort = button(name === "" ? "(no name)" : name, () => void this.sortBy(column), { class: "sort", title: "Sort by this column" });
    return element("th", { scope: "col", "aria-sort": "none" }, sort, element("small", {}, type));
  }

  private sizes(): HTMLElement {
    const choice = element("select", { "aria-label": "Rows a page" });
    const sizes = [...new Set([this.size, ...PAGE_SIZES])].sort((a, b) => a - b);
    for (const size of sizes) choice.append(element("option", { value: size, selected: size === this.size }, `${size} rows`));
    choice.addEventListener("change", () => {
      this.size = Number(choice.value);
      void this.go(this.from);
    });
    choice.hidden = this.table.rowCount <= this.size;
    return choice;
  }

  /** Up, down, and as the table has it. */
  private async sortBy(column: number): Promise<void> {
    const { sort } = this;
    if (sort?.column !== column) this.sort = { column, isDescending: false };
    else this.sort = sort.isDescending ? undefined : { column, isDescending: true };
    await this.go(0);
  }

  private async go(from: number): Promise<void> {
    const query = { from: Math.max(0, from), rows: this.size, ...(this.sort === undefined ? {} : { sort: this.sort }) };
    const answer = await this.ask(() => api.tablePage(notebookOf(this.place), this.table.id, query));
    if (answer?.kind !== "page") return;
    this.show(answer.rows, answer.from);
    this.heads.forEach((head, i) => {
      const order = this.sort?.column !== i ? "none" : this.sort.isDescending ? "descending" : "ascending";
      head.setAttribute("aria-sort", order);
    });
  }

  private async toggleColumns(): Promise<void> {
    const isOpening = this.described.hidden;
    if (isOpening && this.described.childElementCount === 0) {
      const answer = await this.ask(() => api.tableColumns(notebookOf(this.place), this.table.id));
      if (answer?.kind !== "columns") return;
      this.showColumns(answer);
    }
    this.described.hidden = !isOpening;
    this.describe.setAttribute("aria-expanded", String(isOpening));
  }

  private showColumns(columns: TableColumns): void {
    this.described.replaceChildren(...columnCards(columns));
  }

  private async ask<Answer extends { readonly kind: string }>(question: () => Promise<Answer>): Promise<Answer | undefined> {
    const answer = await question().catch(() => undefined);
    const isGone = answer === undefined || answer.kind === "gone";
    this.note.hidden = !isGone;
    if (isGone)
      this.note.textContent = "The engine does not have this table at hand: when no cell runs, run this cell again to look through it.";
    return answer;
  }

  private show(rows: readonly (readonly (string | null)[])[], from: number): void {
    this.from = from;
    const { rowCount, columns } = this.table;
    this.body.replaceChildren(...rows.map((row) => element("tr", {}, ...row.map((text, i) => cellOf(text, columns[i].type)))));
    const last = from + rows.length;
    const all = rowCount.toLocaleString("en-GB");
    const facts = `${columns.length} ${columns.length === 1 ? "column" : "columns"}`;
    const some = `Rows ${(from + 1).toLocaleString("en-GB")} to ${last.toLocaleString("en-GB")} of ${all}`;
    this.where.textContent = rows.length === rowCount ? `${all} ${rowCount === 1 ? "row" : "rows"} · ${facts}` : `${some} · ${facts}`;
    this.back.disabled = from === 0;
    this.on.disabled = last >= rowCount;
    this.back.hidden = this.on.hidden = rows.length === rowCount;
  }
}

function cellOf(text: string | null, type: string): HTMLElement {
  if (text === null) return element("td", { class: "missing" }, "missing");
  const line = text.replace(/\s+/g, " ");
  const shown = line.length > LONGEST_CELL ? `${line.slice(0, LONGEST_CELL - 1)}…` : line;
  return element("td", { class: type === "number" ? "numeric" : "", ...(shown === text ? {} : { title: text }) }, shown);
}

/** The notebook whose engine holds the table. */
function notebookOf(place: HTMLElement): string {
  return place.closest<HTMLElement>("[data-notebook]")?.dataset.notebook ?? "";
}
