/** Pieces of error messages: what was got, what is needed, the way out. */

/**
 * Thrown when work was stopped on request (AbortSignal or Ctrl-C) and there is nothing to keep.
 * Its name is "AbortError", as that of the errors that the platform throws.
 */
export class AbortError extends Error {
  override readonly name = "AbortError";
}

/**
 * A question that names the likeliest intended word, or "" when none is near: ` Did you mean "age"?`.
 *
 * @example
 * assert.equal(didYouMean("agee", ["age", "sex"]), ' Did you mean "age"?');
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}

/** At most `most` of the words, quoted, with the number of those left out: `"a", "b" and 3 more`. */
export function quoteList(words: readonly string[], most = 6): string {
  const shown = words
    .slice(0, most)
    .map((word) => `"${word}"`)
    .join(", ");
  return words.length > most ? `${shown} and ${words.length - most} more` : shown;
}

/** "1 row", "2 rows". */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? noun : plural}`;
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 0.5;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** How many slips of the finger lie between two words: a letter too many, too few, another, or two swapped; row by row. */
function editDistance(a: string, b: string): number {
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(substitute, above[j] + 1, row[j - 1] + 1, isSwap ? twoAbove[j - 2] + 1 : Infinity));
    }
    [twoAbove, above] = [above, row];
  }
  return above[b.length];
}
