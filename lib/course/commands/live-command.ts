/** `course live`: a notebook in front of people, the next cell at a keystroke. */

import { type Arguments, UsageError } from "../../base/arguments";
import { didYouMean } from "../../base/errors";
import type { NotebookCell } from "../headless/notebook-cell";
import type { CommandContext, CourseCommand } from "./command";

export const liveCommand: CourseCommand = {
  name: "live",
  group: "Teach",
  usage: "NOTEBOOK [--from CELL] [--speed N]",
  summary: "Types and runs a notebook in the terminal, the next cell at a keystroke.",
  details:
    "space, enter  shows the next cell; below code that is shown, runs it\n" +
    "b             back to the cell before    r  runs the cell again\n" +
    "i, Ctrl-C     stops the cell that runs   q  quits\n" +
    "Figures are shown as their sentence: for pictures, npx course start.",
  options: {
    from: { value: "CELL", help: "begin at the cell of this id; what stands above runs unseen" },
    speed: { value: "N", help: "characters typed in a second, 0 for all at once (default: 90 in a terminal)" },
  },
  run,
};

async function run(given: Arguments, context: CommandContext): Promise<number> {
  const { findNotebook } = await import("../headless/find-notebook.js");
  const { cellsOf } = await import("../headless/notebook-cell.js");
  const { withEngine } = await import("../headless/run-cells.js");
  const { LiveSession } = await import("./live-session.js");
  const { readKeys } = await import("./keys.js");
  const speed = given.number("speed") ?? (process.stdout.isTTY ? 90 : 0);
  if (speed < 0) throw new UsageError(`live: --speed is ${speed}, it must be 0 or more`);
  const { document, folder, title } = await findNotebook(context.root, given.positional("NOTEBOOK"), { original: true });
  const cells = cellsOf(document).filter(({ source }) => source.trim() !== "");
  const from = placeOf(given.text("from"), cells);
  context.note(`${title}, ${cells.length} cells. space next · b back · r run again · i stop · q quit`);
  return withEngine({ folder }, async (engine) => {
    const end = new AbortController();
    const session = new LiveSession(cells, engine, { speed, write: (text) => void process.stdout.write(text), end: () => end.abort() });
    await session.begin(from);
    for await (const key of readKeys(end.signal, { keepInterrupt: true })) session.press(key);
    await session.settled();
    return 0;
  });
}

function placeOf(id: string | undefined, cells: readonly NotebookCell[]): number {
  if (id === undefined) return 0;
  const ids = cells.map((cell) => cell.id);
  const place = ids.indexOf(id);
  if (place >= 0) return place;
  throw new UsageError(`live: there is no cell "${id}".${didYouMean(id, ids)} The cells are ${ids.join(", ")}`);
}
