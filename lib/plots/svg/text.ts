/** Text in drawings: escaped, measured by estimate, cut and wrapped to a width. */

/** Text as it may stand between tags and in attributes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;")
    .replace(CONTROL_CHARACTERS, " ");
}

// control characters, which XML forbids
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f\ufffe\uffff]/g;

/** The width of a text at a size, on the safe side: wide letters of East Asia and emoji take a full em. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text)
    ems += (character.codePointAt(0) ?? 0) > 0x2e80 ? 1.05 : NARROW.test(character) ? 0.32 : WIDE.test(character) ? 0.82 : 0.57;
  return ems * size;
}

const NARROW = /[ .,:;!|'ijlIft()[\]-]/;
const WIDE = /[mwMWOQG%@]/;

/** The text, cut with an ellipsis so that it fits the width. */
export function fitted(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, size) > width) characters.pop();
  return `${characters.join("")}…`;
}

/** The text in lines that fit the width, broken between words; at most `mostLines`, the last one cut. */
export function wrapped(text: string, size: number, width: number, mostLines: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length > 0 && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const shown = lines.slice(0, mostLines);
  if (lines.length > mostLines) shown[mostLines - 1] = `${shown[mostLines - 1]} ${lines.slice(mostLines).join(" ")}`;
  return shown.map((line) => fitted(line, size, width));
}
