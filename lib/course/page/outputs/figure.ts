/** Plotly figures, in the colours of the page. */

import { element } from "../dom.js";
import { fitLayout, titleText } from "./fit-layout.js";
import { safeHtml } from "./safe-html.js";

interface Plotly {
  react(place: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  purge(place: HTMLElement): void;
}

interface Figure {
  readonly data?: unknown;
  readonly layout?: Readonly<Record<string, unknown>>;
}

let loading: Promise<Plotly> | undefined;
const shown = new Map<HTMLElement, Figure>();

/** An element with the figure. Until Plotly is loaded, or when it cannot draw, the SVG stands in. */
export function renderFigure(figure: Figure, svg: unknown): HTMLElement {
  const place = element("div", { class: "figure", role: "img", "aria-label": titleOf(figure) });
  if (typeof svg === "string") place.append(safeHtml(svg));
  void draw(place, figure);
  return place;
}

/** Draws another figure in the same place, without a flicker. */
export function updateFigure(place: HTMLElement, figure: Figure): void {
  place.setAttribute("aria-label", titleOf(figure));
  void draw(place, figure);
}

async function draw(place: HTMLElement, figure: Figure): Promise<void> {
  try {
    const plotly = await loadPlotly();
    if (!shown.has(place)) place.replaceChildren();
    shown.set(place, figure);
    // Plotly writes into what it is given, and the figure is what the notebook stores
    const { data, layout } = structuredClone(figure);
    const fitted = fitLayout(layout ?? {}, place.clientWidth);
    await plotly.react(place, data ?? [], fitted, { responsive: true, displaylogo: false });
  } catch (thrown) {
    if (place.childElementCount === 0)
      place.textContent = `This figure cannot be drawn: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
}

function loadPlotly(): Promise<Plotly> {
  loading ??= new Promise((resolve, reject) => {
    const script = element("script", { src: document.body.dataset.plotly ?? "" });
    script.onload = () => resolve(Reflect.get(window, "Plotly"));
    script.onerror = () => reject(new Error("the drawing library could not be loaded"));
    document.head.append(script);
  });
  return loading;
}

function titleOf({ layout }: Figure): string {
  const title = titleText(layout);
  return title === "" ? "Figure" : `Figure: ${title}`;
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const [place, figure] of shown) {
    if (place.isConnected) void draw(place, figure);
    else shown.delete(place);
  }
});
