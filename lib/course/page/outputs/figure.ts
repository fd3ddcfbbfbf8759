/** Plotly figures, in the colours of the page. */

import { element } from "../dom.js";
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
    await plotly.react(
      place,
      figure.data ?? [],
      { ...figure.layout, template: themed(figure.layout) },
      { responsive: true, displaylogo: false },
    );
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

/** Colours that a figure does not set itself follow the page, by day and by night. */
function themed(layout: Figure["layout"]): object {
  if (layout?.template !== undefined && typeof layout.template === "object" && layout.template !== null) return layout.template;
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = {
    gridcolor: colour("--line"),
    zerolinecolor: colour("--line-strong"),
    linecolor: colour("--line-strong"),
    automargin: true,
  };
  return {
    layout: {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: "system-ui, sans-serif", size: 13, color: colour("--ink") },
      colorway: ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6"].map(colour),
      xaxis: axis,
      yaxis: axis,
      margin: { t: 48, r: 16, b: 48, l: 56 },
      hoverlabel: { font: { family: "system-ui, sans-serif" } },
    },
  };
}

function titleOf({ layout }: Figure): string {
  const title = layout?.title;
  const text: unknown = typeof title === "object" && title !== null ? Reflect.get(title, "text") : title;
  return typeof text === "string" ? `Figure: ${text}` : "Figure";
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const [place, figure] of shown) {
    if (place.isConnected) void draw(place, figure);
    else shown.delete(place);
  }
});
