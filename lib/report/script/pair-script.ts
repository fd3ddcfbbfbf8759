/** The part of the page's script that shows a pair of columns: real, synthetic, difference, residuals. */

export const pairScript = `
const distributions = new Map(scores.distributions.map((d) => [d.column, d]));
const KEPT_BACK = 65535;

function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length / 2 }, (_, i) => { const n = view.getUint16(2 * i, true); return n === KEPT_BACK ? null : n / 65534; });
}

function tableOf(a, b) {
  const found = scores.pairTables.find((t) => (t.columns[0] === names[a] && t.columns[1] === names[b]) || (t.columns[0] === names[b] && t.columns[1] === names[a]));
  if (!found) return undefined;
  const first = place.get(found.columns[0]);
  const second = place.get(found.columns[1]);
  return { first: first, second: second, rows: distributions.get(names[first]).labels, columns: distributions.get(names[second]).labels, real: unpack(found.real), synthetic: unpack(found.synthetic) };
}

/** The difference of each cell in standard errors. */
function residualsOf(table) {
  const cap = scores.samplingCaps.accuracyRows;
  const real = Math.min(scores.rows.training, cap) + Math.min(scores.rows.holdout, cap);
  const synthetic = Math.min(scores.rows.synthetic, cap);
  return table.real.map((share, i) => {
    if (share === null || table.synthetic[i] === null) return null;
    const pooled = (share * real + table.synthetic[i] * synthetic) / (real + synthetic);
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / real + 1 / synthetic));
    return error > 0 ? (table.synthetic[i] - share) / error : 0;
  });
}

const sign = (value, digits) => (value < 0 ? "\\u2212" : "+") + Math.abs(value).toFixed(digits);

function heat(title, table, values, kindOf, glyphOf, tell) {
  const size = 24;
  const left = 14 + 6.6 * Math.min(24, Math.max(...table.rows.map((label) => label.length)));
  const below = 24 + 5.2 * Math.min(22, Math.max(...table.columns.map((label) => label.length)));
  const width = left + table.columns.length * size + 4;
  const height = table.rows.length * size + below;
  const figure = make("figure", { class: "heat" });
  const svg = draw("svg", { viewBox: "0 0 " + width + " " + height, style: "max-width:" + Math.round(1.25 * width) + "px", "aria-hidden": "true" });
  table.rows.forEach((label, r) => svg.append(draw("text", { x: left - 5, y: (r + 0.5) * size + 4, "text-anchor": "end" }, cut(label, 24))));
  table.columns.forEach((label, c) => svg.append(draw("text", { transform: "translate(" + (left + (c + 0.5) * size + 4) + " " + (table.rows.length * size + 10) + ") rotate(-50)", "text-anchor": "end" }, cut(label, 22))));
  values.forEach((value, i) => {
    const x = left + (i % table.columns.length) * size;
    const y = Math.floor(i / table.columns.length) * size;
    const kind = value === null ? "mx" : kindOf(value);
    svg.append(draw("rect", { class: kind, x: x, y: y, width: size - 1, height: size - 1, "data-i": i }));
    const glyph = value === null ? "" : glyphOf(value);
    if (glyph) svg.append(draw("text", { class: inkOn(kind), x: x + size / 2, y: y + size / 2 + 4, "text-anchor": "middle", "pointer-events": "none" }, glyph));
  });
  svg.onpointerover = (event) => { if (event.target.dataset.i !== undefined) tell(+event.target.dataset.i); };
  figure.append(make("figcaption", {}, title), svg);
  return figure;
}

function sayShares(table, residuals, i) {
  const where = shown(table.first) + " = " + table.rows[Math.floor(i / table.columns.length)] + ", " + shown(table.second) + " = " + table.columns[i % table.columns.length] + ": ";
  if (table.real[i] === null || table.synthetic[i] === null) return where + "kept back, fewer than five real rows";
  return where + "real " + percent(table.real[i], 2) + ", synthetic " + percent(table.synthetic[i], 2) + ", residual " + sign(residuals[i], 1);
}

function residualTable(table, residuals) {
  const worst = residuals.map((value, i) => ({ value: value, i: i })).filter((entry) => entry.value !== null).sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, 8);
  const element = make("table", { class: "plain" });
  const head = make("tr", {});
  [shown(table.first), shown(table.second), "Real", "Synthetic", "Residual"].forEach((title) => head.append(make("th", { scope: "col" }, title)));
  const body = make("tbody", {});
  worst.forEach(({ value, i }) => {
    const row = make("tr", {});
    [table.rows[Math.floor(i / table.columns.length)], table.columns[i % table.columns.length], percent(table.real[i], 2), percent(table.synthetic[i], 2), sign(value, 1)].forEach((text) => row.append(make("td", {}, text)));
    body.append(row);
  });
  const top = make("thead", {});
  top.append(head);
  element.append(make("caption", {}, "The cells with the largest residuals; beyond 3 is hardly chance."), top, body);
  return element;
}

function showTable(panel, table) {
  const residuals = residualsOf(table);
  const differences = table.real.map((share, i) => (share === null || table.synthetic[i] === null ? null : table.synthetic[i] - share));
  const most = Math.max(1e-9, ...table.real.filter((v) => v !== null), ...table.synthetic.filter((v) => v !== null));
  const reach = Math.max(1e-9, ...differences.filter((v) => v !== null).map(Math.abs));
  const spoken = make("p", { class: "spoken", "aria-live": "polite" }, "Move over a cell to read its shares.");
  const tell = (i) => { spoken.textContent = sayShares(table, residuals, i); };
  const shareKind = (v) => "m" + Math.round(5 * Math.sqrt(Math.max(0, v) / most));
  const steps = (v) => { const s = Math.abs(v); return Math.sign(v) * (s < 1 ? 0 : s < 2 ? 1 : s < 3 ? 2 : s < 5 ? 3 : 4); };
  const plusMinus = (strong, v) => (strong ? (v < 0 ? "\\u2212" : "+") : "");
  const heats = make("div", { class: "heats" });
  heats.append(
    heat("Real rows (strongest: " + percent(most) + ")", table, table.real, shareKind, () => "", tell),
    heat("Synthetic rows (same scale)", table, table.synthetic, shareKind, () => "", tell),
    heat("Synthetic minus real (strongest: " + percent(reach) + ")", table, differences, (v) => "d" + (4 + Math.round((4 * v) / reach)), (v) => plusMinus(Math.abs(v) > reach / 3, v), tell),
    heat("Residuals: + too many, \\u2212 too few, from 2 standard errors", table, residuals, (v) => "d" + (4 + steps(v)), (v) => plusMinus(Math.abs(v) >= 2, v), tell),
  );
  const rolls = make("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Largest residuals as a table" });
  rolls.append(residualTable(table, residuals));
  panel.append(heats, spoken, rolls);
}

function openPair(a, b) {
  if (a === b) { openCard(a); return; }
  const panel = byId("pair");
  const table = tableOf(a, b);
  const head = make("div", { class: "panel-head" });
  const close = make("button", { type: "button" }, "Close");
  close.onclick = () => { panel.hidden = true; byId("matrix-box").focus(); };
  head.append(make("h3", { id: "pair-title" }, shown(a) + " \\u00d7 " + shown(b)), close);
  panel.replaceChildren(head, make("p", {}, "Together: " + sayMeasure(grid[a * count + b]) + "."));
  if (table) showTable(panel, table);
  else panel.append(make("p", {}, "The joint table of this pair is not in the file, which keeps those of the least accurate pairs. Raise pairTables in assess() to keep more."));
  panel.hidden = false;
  panel.setAttribute("aria-labelledby", "pair-title");
  panel.focus({ preventScroll: true });
  panel.scrollIntoView({ block: "start" });
}
`;
