/** One line on a terminal that is overwritten as work goes on; in a log file, a line every few seconds. */

import type { WriteStream } from "node:tty";

const MILLISECONDS_BETWEEN_LOG_LINES = 10_000;

export interface ProgressLine {
  show(text: string): void;
  note(text: string): void;
  clear(): void;
}

export function progressLine(stream: Pick<WriteStream, "write" | "isTTY" | "columns">, quiet: boolean): ProgressLine {
  let shown = false;
  let lastLog = -Infinity;
  const clear = (): void => {
    if (shown) stream.write("\r\u001b[K");
    shown = false;
  };
  return {
    clear,
    show(text) {
      if (quiet) return;
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${text.slice(0, Math.max(20, (stream.columns || 80) - 1))}`);
        shown = true;
      } else if (performance.now() - lastLog > MILLISECONDS_BETWEEN_LOG_LINES) {
        lastLog = performance.now();
        stream.write(`${text}\n`);
      }
    },
    note(text) {
      clear();
      if (!quiet) stream.write(`${text}\n`);
    },
  };
}
