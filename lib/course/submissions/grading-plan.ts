/**
 * What is run to grade a learner's notebook. The checks are those of the course, wherever the notebook has changed, moved
 * or deleted its own.
 */

import type { NotebookCell } from "../headless/notebook-cell";
import type { CheckCell, Sheet } from "./sheet";

export type Step = { readonly kind: "cell"; readonly cell: NotebookCell } | { readonly kind: "check"; readonly check: CheckCell };

export interface GradingPlan {
  readonly steps: readonly Step[];
  /** What was put right before grading, one sentence each. */
  readonly restored: readonly string[];
}

/** All of the notebook, from the top. */
export function wholePlan(cells: readonly NotebookCell[], sheet: Sheet): GradingPlan {
  const steps: Step[] = [];
  const placed = new Set<string>();
  for (const cell of cells) {
    if (!isRunnable(cell)) continue;
    const check = checkAt(cell, sheet);
    if (check === undefined) steps.push({ kind: "cell", cell });
    else if (!placed.has(check.exercise)) {
      placed.add(check.exercise);
      steps.push(...stepsOf(check));
    }
  }
  for (const check of sheet.checks) if (!placed.has(check.exercise)) steps.splice(placeFor(check, steps), 0, ...stepsOf(check));
  return { steps, restored: restoredChecks(cells, sheet) };
}

/**
 * The answers of the notebook on the exercise sheet's own short setup: a lesson trains models that no answer needs. Cells
 * that the learner has added beside an exercise come with it.
 */
export function sheetPlan(cells: readonly NotebookCell[], sheet: Sheet): GradingPlan {
  const own = new Map(cells.map((cell) => [cell.id, cell]));
  const added = addedCells(cells, sheet);
  const steps = sheet.cells.filter(isRunnable).flatMap((cell): Step[] => {
    const check = checkAt(cell, sheet);
    const after = (added.get(cell.id) ?? []).map((each): Step => ({ kind: "cell", cell: each }));
    // what stands below a check cell may call it once more: the check itself comes last
    if (check !== undefined) return [...after, ...stepsOf(check)];
    return [{ kind: "cell", cell: cell.exercise === "" ? cell : (own.get(cell.id) ?? cell) }, ...after];
  });
  return { steps, restored: restoredChecks(cells, sheet) };
}

/** What the check's cell does before, then the check. */
function stepsOf(check: CheckCell): Step[] {
  const { id, exercise, before } = check;
  const cell: NotebookCell = { kind: "code", id, source: before, tags: [], exercise };
  return [...(before === "" ? [] : [{ kind: "cell", cell } as const]), { kind: "check", check }];
}

function isRunnable({ kind, source }: NotebookCell): boolean {
  return kind === "code" && source.trim() !== "";
}

/** The check that the cell is, by its id, or by its exercise and tag. */
function checkAt(cell: NotebookCell, sheet: Sheet): CheckCell | undefined {
  return sheet.checks.find(({ id, exercise }) => id === cell.id || (exercise === cell.exercise && cell.tags.includes("check")));
}

/** Below the last cell of its exercise, at the end when there is none. */
function placeFor({ exercise }: CheckCell, steps: readonly Step[]): number {
  const last = steps.findLastIndex((step) => step.kind === "cell" && step.cell.exercise === exercise);
  return last < 0 ? steps.length : last + 1;
}

/** The learner's own cells by the id of the exercise's cell that they stand below. */
function addedCells(cells: readonly NotebookCell[], sheet: Sheet): Map<string, NotebookCell[]> {
  const added = new Map<string, NotebookCell[]>();
  const ofExercises = new Set(sheet.cells.filter(({ kind, exercise }) => kind === "code" && exercise !== "").map(({ id }) => id));
  let above = "";
  for (const cell of cells) {
    if (ofExercises.has(cell.id)) above = cell.id;
    else if (sheet.ids.has(cell.id)) above = cell.exercise === "" ? "" : above;
    else if (above !== "" && isRunnable(cell)) added.set(above, [...(added.get(above) ?? []), cell]);
  }
  return added;
}

function restoredChecks(cells: readonly NotebookCell[], sheet: Sheet): string[] {
  return sheet.checks.flatMap((check) => {
    const own = cells.filter((cell) => checkAt(cell, sheet) === check);
    if (own.length === 0) return [`The check of ${check.exercise} was missing.`];
    return own.every(({ source }) => source.trim().endsWith(check.call)) ? [] : [`The check of ${check.exercise} was changed.`];
  });
}
