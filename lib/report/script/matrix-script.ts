/** The part of the page's script that draws the accuracy matrix. It runs in the browser, after `common-script`. */

import { shortfallLimits } from "../sections/matrix-section";

export const matrixScript = `
const limits = ${JSON.stringify(shortfallLimits)};
const count = names.length;
const grid = new Array(count * count);
const place = new Map(names.map((name, i) => [name, i]));
const put = (a, b, measure) => { grid[a * count + b] = measure; grid[b * count + a] = measure; };
scores.univariate.byColumn.forEach((m) => { if (place.has(m.column)) put(place.get(m.column), place.get(m.column), m); });
scores.bivariate.byPair.forEach((m) => { if (place.has(m.columns[0]) && place.has(m.columns[1])) put(place.get(m.columns[0]), place.get(m.columns[1]), m); });

function classOf(measure) {
  if (!measure || measure.value === undefined) return "mx";
  const reference = measure.reference === undefined ? 1 : measure.reference;
  if (measure.value >= (measure.band ? measure.band[0] : reference)) return "m0";
  const shortfall = reference - measure.value;
  return "m" + (1 + limits.filter((limit) => shortfall > limit).length);
}

function sayMeasure(measure) {
  if (!measure) return "not measured";
  if (measure.value === undefined) return "not computed: " + measure.notComputed;
  return "accuracy " + percent(measure.value) + (measure.reference === undefined ? "" : ", fresh real rows " + percent(measure.reference));
}

const sayCell = (a, b) => (a === b ? shown(a) : shown(a) + " and " + shown(b)) + ": " + sayMeasure(grid[a * count + b]);

function drawMatrix(box) {
  const spoken = byId("matrix-spoken");
  const wide = box.clientWidth - 10;
  const letters = Math.min(wide < 600 ? 13 : 22, Math.max(...names.map((name, i) => shown(i).length)));
  const labels = 7.6 * letters + 10;
  const head = 0.87 * labels + 4;
  // the last of the turned labels leans out
  const lean = 0.5 * labels;
  const size = Math.max(count <= 30 ? 14 : 11, Math.min(38, (wide - labels - lean) / count));
  const width = labels + count * size + lean;
  const height = head + count * size + 4;
  const svg = draw("svg", { viewBox: "0 0 " + width + " " + height, width: width, height: height, "aria-hidden": "true" });
  names.forEach((name, i) => {
    const text = cut(shown(i), letters);
    const middle = (i + 0.5) * size + 4;
    svg.append(draw("text", { x: labels - 4, y: head + middle, "text-anchor": "end" }, text));
    svg.append(draw("text", { transform: "translate(" + (labels + middle) + " " + (head - 5) + ") rotate(-60)" }, text));
  });
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      const measure = grid[a * count + b];
      const kind = classOf(measure);
      const x = labels + b * size;
      const y = head + a * size;
      svg.append(draw("rect", { class: "cell " + kind, x: x, y: y, width: size - 1, height: size - 1, "data-a": a, "data-b": b }));
      if (size >= 26 && measure && measure.value !== undefined) {
        const text = draw("text", { class: inkOn(kind), x: x + size / 2, y: y + size / 2 + 4, "text-anchor": "middle", "pointer-events": "none" }, (100 * measure.value).toFixed(0));
        svg.append(text);
      }
    }
  }
  svg.style.fontSize = Math.min(12, 0.92 * size) + "px";
  const here = draw("rect", { class: "here", width: size, height: size, visibility: "hidden" });
  svg.append(here);
  box.replaceChildren(svg);
  let at = [0, Math.min(1, count - 1)];
  const go = (a, b) => {
    at = [Math.max(0, Math.min(count - 1, a)), Math.max(0, Math.min(count - 1, b))];
    here.setAttribute("x", labels + at[1] * size - 0.5);
    here.setAttribute("y", head + at[0] * size - 0.5);
    here.setAttribute("visibility", "visible");
    spoken.textContent = sayCell(at[0], at[1]);
  };
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -count], End: [0, count], PageUp: [-count, 0], PageDown: [count, 0] };
  box.onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); openPair(at[0], at[1]); return; }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    go(at[0] + step[0], at[1] + step[1]);
  };
  box.onfocus = () => { if (here.getAttribute("visibility") === "hidden") go(at[0], at[1]); };
  // a page that scrolls below a resting pointer must not move the place that the keyboard holds
  svg.onpointermove = (event) => { const cell = event.target.dataset; if (cell.a !== undefined && (event.movementX || event.movementY)) go(+cell.a, +cell.b); };
  svg.onclick = (event) => { const cell = event.target.dataset; if (cell.a !== undefined) openPair(+cell.a, +cell.b); };
}

const box = byId("matrix-box");
if (box) {
  drawMatrix(box);
  let drawnAt = box.clientWidth;
  addEventListener("resize", () => { if (box.clientWidth !== drawnAt) { drawnAt = box.clientWidth; drawMatrix(box); } });
  byId("pair-b").value = String(Math.min(1, count - 1));
  byId("pair-form").onsubmit = (event) => { event.preventDefault(); openPair(+byId("pair-a").value, +byId("pair-b").value); };
  document.querySelectorAll("button[data-a]").forEach((button) => { button.onclick = () => openPair(+button.dataset.a, +button.dataset.b); });
}
`;
