/** The part of the page's script that the others use: the scores, drawing, words; and the download. */

export const commonScript = `
const byId = (id) => document.getElementById(id);
const scores = JSON.parse(byId("scores").textContent);
const names = scores.columns.map((column) => column.name);
const percent = (share, digits) => (100 * share).toFixed(digits === undefined ? 1 : digits) + " %";
const cut = (text, most) => { const letters = Array.from(text); return letters.length > most ? letters.slice(0, most - 1).join("") + "\\u2026" : text; };
const shown = (i) => (names[i].trim() === "" ? '"' + names[i] + '"' : names[i]);

function fill(element, attributes, text) {
  Object.keys(attributes).forEach((name) => element.setAttribute(name, attributes[name]));
  if (text !== undefined) element.textContent = text;
  return element;
}
const inkOn = (kind) => (/^(m[45]|d[08])$/.test(kind) ? "on" : /^(m3|d[17])$/.test(kind) ? "mid" : "");
const draw = (tag, attributes, text) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, text);
const make = (tag, attributes, text) => fill(document.createElement(tag), attributes, text);

byId("download").onclick = () => {
  const link = make("a", { download: "scores.json", href: URL.createObjectURL(new Blob([byId("scores").textContent], { type: "application/json" })) });
  link.click();
  URL.revokeObjectURL(link.href);
};
`;
