/**
 * One source, two notebooks: what the markers in a solution cell keep and drop.
 *
 *   // BEGIN SOLUTION ... // END SOLUTION   the lines between stand in the solution only
 *   const answer = 3; // SOLUTION           the line stands in the solution only
 *   // PROMPT: return todo<number>();       the text stands in the exercise only
 */

const BEGIN = /^\s*\/\/ BEGIN SOLUTION\s*$/;
const END = /^\s*\/\/ END SOLUTION\s*$/;
const ONE_LINE = /\s*\/\/ SOLUTION\s*$/;
const PROMPT = /^(\s*)\/\/ PROMPT: (.*)$/;

/** The cell as the solution shows it: the code of the answer, no marker. */
export function solutionOf(source: string): string {
  checkMarkers(source);
  return source
    .split("\n")
    .filter((line) => !BEGIN.test(line) && !END.test(line) && !PROMPT.test(line))
    .map((line) => line.replace(ONE_LINE, ""))
    .join("\n");
}

/** The cell as the exercise shows it: the prompts in place of the answer. */
export function stubOf(source: string): string {
  checkMarkers(source);
  const kept: string[] = [];
  let inSolution = false;
  for (const line of source.split("\n")) {
    const prompt = PROMPT.exec(line);
    if (BEGIN.test(line)) inSolution = true;
    else if (END.test(line)) inSolution = false;
    else if (prompt !== null) kept.push(prompt[1] + prompt[2]);
    else if (!inSolution && !ONE_LINE.test(line)) kept.push(line);
  }
  return kept.join("\n");
}

/** Whether the cell holds an answer that the exercise must not show. */
export function holdsSolution(source: string): boolean {
  return source.split("\n").some((line) => BEGIN.test(line) || ONE_LINE.test(line));
}

function checkMarkers(source: string): void {
  let open = false;
  for (const line of source.split("\n")) {
    if (BEGIN.test(line) && open)
      throw new SyntaxError('"// BEGIN SOLUTION" stands inside a solution; close the first with "// END SOLUTION"');
    if (END.test(line) && !open) throw new SyntaxError('"// END SOLUTION" stands without "// BEGIN SOLUTION" before it');
    if (BEGIN.test(line)) open = true;
    if (END.test(line)) open = false;
  }
  if (open) throw new SyntaxError('"// BEGIN SOLUTION" is never closed by "// END SOLUTION"');
}
