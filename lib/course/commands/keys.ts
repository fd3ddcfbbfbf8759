/** Keys as they are pressed; from a pipe, the characters as they come. */

/** The names that keys of more than one character go by here. */
const NAMES: Readonly<Record<string, string>> = { "\r": "enter", "\n": "enter", " ": "space", "\u0003": "interrupt", "\u0004": "q" };
const ARROWS: Readonly<Record<string, string>> = { "\u001b[A": "up", "\u001b[B": "down", "\u001b[C": "right", "\u001b[D": "left" };

/**
 * Every key that is pressed until the input ends or the signal is raised. A terminal hands keys over one by one and
 * unseen while this runs; Ctrl-C is then the key "interrupt", and ends the reading unless `keepInterrupt` is set.
 */
export async function* readKeys(
  signal?: AbortSignal,
  { input = process.stdin, keepInterrupt = false }: { readonly input?: NodeJS.ReadStream; readonly keepInterrupt?: boolean } = {},
): AsyncGenerator<string, void, void> {
  const isTerminal = input.isTTY === true;
  const waiting: string[] = [];
  let wake = (): void => undefined;
  let isOver = false;
  const hear = (chunk: Buffer | string): void => {
    waiting.push(...keysIn(chunk.toString()));
    wake();
  };
  const end = (): void => {
    isOver = true;
    wake();
  };
  if (isTerminal) input.setRawMode(true);
  input.on("data", hear).on("end", end).on("close", end);
  signal?.addEventListener("abort", end);
  try {
    for (;;) {
      const key = waiting.shift();
      if (key === "interrupt" && !keepInterrupt) return;
      if (key !== undefined) yield key;
      else if (isOver || signal?.aborted === true) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    input.off("data", hear).off("end", end).off("close", end);
    signal?.removeEventListener("abort", end);
    if (isTerminal) input.setRawMode(false);
    input.pause();
  }
}

/** The keys in a piece of input: arrows come as three characters. */
export function keysIn(text: string): string[] {
  return Array.from(text.matchAll(/\u001b\[[A-D]|[\s\S]/gu), ([key]) => ARROWS[key] ?? NAMES[key] ?? key);
}
