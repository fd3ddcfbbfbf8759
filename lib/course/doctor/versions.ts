/** Versions as numbers: enough to say which of two is newer. */

/** Whether the version is at least the other: "20.19.0" is at least "20.9". */
export function isAtLeast(version: string, least: string): boolean {
  const [a, b] = [version, least].map((text) => text.replace(/^v/, "").split(".").map(Number));
  for (let i = 0; i < b.length; i++) {
    const left = a[i] ?? 0;
    if (left !== b[i]) return left > b[i];
  }
  return true;
}
