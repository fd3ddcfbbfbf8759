/** The grades of a class as a table: for a spreadsheet, for a browser, for a terminal. */

import { escapeHtml } from "../html-text";
import type { GradedSubmission } from "./grade-submission";
import type { ExerciseGrade, GradeStatus } from "./run-plan";

const COLOURS: Readonly<Record<GradeStatus, string>> = {
  right: "#d8f0dc",
  close: "#fbefcf",
  wrong: "#f8dbd7",
  stopped: "#f8dbd7",
  "not-written": "#ededed",
  "not-graded": "#ededed",
};

/** The exercises that occur, in their order. */
export function gradedExercises(rows: readonly GradedSubmission[]): string[] {
  return [...new Set(rows.flatMap(({ grades }) => grades.map(({ exercise }) => exercise)))].sort();
}

/** Comma-separated values (RFC 4180), one row a notebook. */
export function gradesAsCsv(rows: readonly GradedSubmission[]): string {
  const exercises = gradedExercises(rows);
  const head = ["learner", "file", "notebook", "right", "of", ...exercises, "seconds", "notes"];
  const lines = rows.map((row) => [
    row.learner,
    row.path,
    row.notebook,
    String(rightOf(row)),
    String(row.grades.length),
    ...exercises.map((exercise) => gradeOf(row, exercise)?.status ?? ""),
    row.seconds.toFixed(1),
    row.notes.join(" "),
  ]);
  return [head, ...lines].map((line) => `${line.map(csvCell).join(",")}\r\n`).join("");
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front: names come from strangers. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A page that needs nothing beside itself: hover over a cell for the verdict in full. */
export function gradesAsHtml(rows: readonly GradedSubmission[]): string {
  const exercises = gradedExercises(rows);
  const head = ["Learner", "Notebook", "Right", ...exercises, "Seconds", "Notes"].map((name) => `<th>${escapeHtml(name)}</th>`).join("");
  const body = rows.map((row) => rowHtml(row, exercises)).join("\n");
  const solved = exercises
    .map((exercise) => `<td>${rows.filter((row) => gradeOf(row, exercise)?.status === "right").length}</td>`)
    .join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Grades</title>
<style>
body { font: 15px/1.45 system-ui, sans-serif; color: #1c1c1c; background: #fff; margin: 2rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { background: #f4f4f4; position: sticky; top: 0; }
tfoot td { font-weight: 600; background: #f4f4f4; }
.notes { max-width: 40rem; font-size: 13px; }
small { color: #5a5a5a; }
</style>
</head>
<body>
<h1>Grades</h1>
<p>${rows.length} ${rows.length === 1 ? "notebook" : "notebooks"}. Each was run from its first cell, graded by the checks of the course; hover over a cell for the verdict.</p>
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody>
<tfoot><tr><td>right in all</td><td></td><td></td>${solved}<td></td><td></td></tr></tfoot>
</table>
</body>
</html>
`;
}

function rowHtml(row: GradedSubmission, exercises: readonly string[]): string {
  const cells = exercises.map((exercise) => gradeHtml(gradeOf(row, exercise)));
  const notes = row.notes.map((note) => `<div>${escapeHtml(note)}</div>`).join("");
  return [
    `<tr><td>${escapeHtml(row.learner)}<br><small>${escapeHtml(row.path)}</small></td>`,
    `<td>${escapeHtml(row.notebook)}</td><td>${rightOf(row)} of ${row.grades.length}</td>`,
    ...cells,
    `<td>${row.seconds.toFixed(1)}</td><td class="notes">${notes}</td></tr>`,
  ].join("");
}

function gradeHtml(grade: ExerciseGrade | undefined): string {
  if (grade === undefined) return "<td></td>";
  return `<td style="background:${COLOURS[grade.status]}" title="${escapeHtml(grade.message)}">${escapeHtml(grade.status)}</td>`;
}

/** One line of a terminal for each notebook. */
export function gradeLine({ learner, path, grades, seconds, notes, ...row }: GradedSubmission): string {
  const verdicts = grades.map(({ exercise, status }) => `${exercise} ${status}`).join(", ");
  const said = grades.length === 0 ? (notes[0] ?? "nothing to grade") : `${rightOf({ grades })} of ${grades.length} right (${verdicts})`;
  return `${learner}, ${path}${row.notebook === "" ? "" : ` [${row.notebook}]`}: ${said}, ${seconds.toFixed(1)} s`;
}

function rightOf({ grades }: Pick<GradedSubmission, "grades">): number {
  return grades.filter(({ status }) => status === "right").length;
}

function gradeOf({ grades }: GradedSubmission, exercise: string): ExerciseGrade | undefined {
  return grades.find((grade) => grade.exercise === exercise);
}
