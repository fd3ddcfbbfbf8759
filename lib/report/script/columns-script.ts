/** The part of the page's script that searches and sorts the columns. */

export const columnsScript = `
const cards = byId("cards");
const all = Array.from(cards.children);

function arrange() {
  const wanted = byId("columns-search").value.trim().toLowerCase();
  const by = byId("columns-sort").value;
  const number = (card, name) => Number(card.dataset[name]);
  const order = { worst: (a, b) => number(b, "short") - number(a, "short"), table: (a, b) => number(a, "place") - number(b, "place"), name: (a, b) => a.dataset.name.localeCompare(b.dataset.name) };
  let found = 0;
  all.forEach((card) => { card.hidden = !card.dataset.name.includes(wanted); if (!card.hidden) found++; });
  cards.append(...all.slice().sort(order[by]));
  byId("columns-count").textContent = found + (found === 1 ? " column" : " columns");
}

function openCard(i) {
  byId("columns-search").value = "";
  arrange();
  const card = all[i];
  card.tabIndex = -1;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "start" });
}

byId("columns-form").onsubmit = (event) => event.preventDefault();
byId("columns-search").oninput = arrange;
byId("columns-sort").onchange = arrange;
arrange();
`;
