/** One display of a cell: the richest of its forms that the page knows. */

import { element } from "../dom.js";
import { isCheckResult, isHint, renderCheck, renderHint } from "./check-panel.js";
import { renderFigure, updateFigure } from "./figure.js";
import { renderMarkdown, resolveInNotebooks } from "./markdown.js";
import { isQuiz, renderQuiz } from "./quiz-panel.js";
import { safeHtml } from "./safe-html.js";
import { isShownTable, renderTable } from "./table-viewer.js";
import type { MimeBundle } from "../../engine/cell-events.js";

const PLOTLY = "application/vnd.plotly.v1+json";
const CHECK = "application/vnd.course.check+json";
const HINT = "application/vnd.course.hint+json";
const QUIZ = "application/vnd.course.quiz+json";
const TABLE = "application/vnd.course.table+json";
/** The path of a file that a cell made with `outputPath`. */
const OUTPUT_FILE = /^[^\n]*[\\/]\.course[\\/]output[\\/]([^\\/\n]+\.(?:html|csv|json|svg|png|md))$/;
const PICTURES = ["image/png", "image/jpeg", "image/gif"];

/** A new element for the bundle. */
export function renderBundle(bundle: MimeBundle): HTMLElement {
  const check = bundle[CHECK];
  if (isCheckResult(check)) return renderCheck(check);
  const hint = bundle[HINT];
  if (isHint(hint)) return renderHint(hint);
  const quiz = bundle[QUIZ];
  if (isQuiz(quiz)) return renderQuiz(quiz);
  const table = bundle[TABLE];
  if (isShownTable(table)) return renderTable(table);
  const figure = bundle[PLOTLY];
  if (typeof figure === "object" && figure !== null) return renderFigure(figure, bundle["image/svg+xml"]);
  return renderText(bundle);
}

/** The element that shows the new bundle: the old one drawn again when both are figures, else a new one in its place. */
export function updateBundle(old: HTMLElement, bundle: MimeBundle): HTMLElement {
  const figure = bundle[PLOTLY];
  if (old.classList.contains("figure") && typeof figure === "object" && figure !== null) {
    updateFigure(old, figure);
    return old;
  }
  const made = renderBundle(bundle);
  old.replaceWith(made);
  return made;
}

function renderText(bundle: MimeBundle): HTMLElement {
  const html = bundle["text/html"];
  if (typeof html === "string") return isWholePage(html) ? frameOf(html) : rich("html", safeHtml(html, resolveInNotebooks));
  const markdown = bundle["text/markdown"];
  if (typeof markdown === "string") return rich("markdown", renderMarkdown(markdown));
  const latex = bundle["text/latex"];
  if (typeof latex === "string") return rich("markdown", renderMarkdown(latex));
  const svg = bundle["image/svg+xml"];
  if (typeof svg === "string") return rich("html", safeHtml(svg));
  const picture = PICTURES.find((mime) => typeof bundle[mime] === "string");
  if (picture !== undefined)
    return element("img", { class: "picture", src: `data:${picture};base64,${String(bundle[picture])}`, alt: plainOf(bundle) });
  const written = OUTPUT_FILE.exec(plainOf(bundle).trim());
  if (written !== null) return fileLink(written[1]);
  return element("pre", { class: "result" }, plainOf(bundle));
}

function fileLink(name: string): HTMLElement {
  const address = `/output/${encodeURIComponent(name)}`;
  return element(
    "p",
    { class: "file-link" },
    element("a", { href: address, target: "_blank", rel: "noopener" }, `Open ${name}`),
    ` from .course/output`,
  );
}

function plainOf(bundle: MimeBundle): string {
  const plain = bundle["text/plain"];
  if (typeof plain === "string") return plain;
  const [mime, content] = Object.entries(bundle)[0] ?? ["", ""];
  return mime === "" ? "" : typeof content === "string" ? content : JSON.stringify(content, null, 2);
}

function rich(name: string, content: DocumentFragment): HTMLElement {
  const made = element("div", { class: `rich ${name}` });
  made.append(content);
  return made;
}

/** A report brings its own styles: it gets a page of its own, in which nothing runs. */
function isWholePage(html: string): boolean {
  return /^\s*(<!doctype|<html)|<style[\s>]/i.test(html);
}

function frameOf(html: string): HTMLElement {
  const frame = element("iframe", { class: "page-frame", sandbox: "allow-same-origin", srcdoc: html, title: "Report" });
  frame.addEventListener("load", () => {
    const height = frame.contentDocument?.documentElement.scrollHeight ?? 400;
    frame.style.height = `${Math.min(height + 16, 2_000)}px`;
  });
  return frame;
}
