/** Two texts line by line: what both have, and what only one has. */

export interface DifferenceLine {
  readonly side: "both" | "first" | "second";
  readonly text: string;
}

/** The lines of both texts in order, with as many as possible in common; blanks at a line's end do not count. */
export function lineDifference(first: string, second: string): DifferenceLine[] {
  const [a, b] = [linesOf(first), linesOf(second)];
  const common = commonLengths(a, b);
  const lines: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ side: "both", text: a[i] });
      i++;
      j++;
    } else if (j === b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) lines.push({ side: "first", text: a[i++] });
    else lines.push({ side: "second", text: b[j++] });
  }
  return lines;
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split("\n").map((line) => line.trimEnd());
}

/** common[i][j]: the length of the longest common subsequence of a from line i and b from line j. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const common = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  return common;
}
