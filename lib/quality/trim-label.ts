/** Long labels, cut in the middle. */

/**
 * The label with its middle replaced by "..." when it has more than `most` characters (7 at least).
 *
 * @example
 * assert.equal(trimLabel("a".repeat(40), 10), "aaaa...aaa");
 */
export function trimLabel(label: string, most: number): string {
  const characters = Array.from(label);
  if (characters.length <= most) return label;
  const kept = most - 3;
  return `${characters.slice(0, Math.ceil(kept / 2)).join("")}...${characters.slice(-Math.floor(kept / 2)).join("")}`;
}
