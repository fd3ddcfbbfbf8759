/** What a running cell tells, as a terminal shows it while the cell runs. */

import type { CellEvent } from "../engine/cell-events";
import { outputAsText } from "./outputs-as-text";

/** The text of one event, "" when it shows nothing. An update in place cannot be shown in place: it is left out. */
export function printedEvent(event: CellEvent): string {
  switch (event.kind) {
    case "text":
      return event.text;
    case "output":
      return outputAsText(event.output);
    case "notice":
      return `${event.text}\n`;
    case "update":
    case "stopping":
    case "diagnostics":
      // the engine tells the refusal of the compiler once more, as an output
      return "";
  }
}
