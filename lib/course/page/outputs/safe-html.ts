/** HTML of a cell or of a text, rebuilt from what is known to be harmless: nothing in it runs or calls out. */

const HTML_TAGS = new Set(
  (
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark meter ol p pre " +
    "progress q s samp section small span strong sub summary sup table tbody td tfoot th thead tr u ul var"
  ).split(" "),
);
const SVG_TAGS = new Set(
  "svg g path rect circle ellipse line polyline polygon text tspan title desc defs clippath lineargradient radialgradient stop".split(" "),
);
const ATTRIBUTES = new Set(
  (
    "class style title alt width height colspan rowspan scope align open value max min low high optimum start role lang dir href src data-math data-display " +
    "viewbox d x y x1 y1 x2 y2 cx cy r rx ry points transform fill fill-opacity fill-rule stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin " +
    "stroke-opacity opacity text-anchor dominant-baseline font-size font-family font-weight font-style preserveaspectratio offset stop-color stop-opacity " +
    "gradientunits clip-path id"
  ).split(" "),
);
/** A style may colour and measure, not fetch and not cover the page. */
const HARMFUL_STYLE = /url\s*\(|expression|@import|position\s*:\s*(fixed|sticky)|\\/i;
const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/** Addresses as the page serves them; a link of a notebook may be relative to its folder. */
export type Resolve = (address: string) => string;

/** A fragment with the harmless part of the HTML. Text of an unknown element stays, scripts and styles go as a whole. */
export function safeHtml(html: string, resolve: Resolve = (address) => address): DocumentFragment {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  for (const node of parsed.body.childNodes) appendSafe(fragment, node, resolve);
  return fragment;
}

function appendSafe(parent: Node, node: Node, resolve: Resolve): void {
  if (node instanceof Text) parent.appendChild(document.createTextNode(node.data));
  if (!(node instanceof Element)) return;
  const name = node.localName.toLowerCase();
  if (name === "script" || name === "style" || name === "template" || name === "iframe") return;
  const isSvg = node.namespaceURI === SVG_NAMESPACE && SVG_TAGS.has(name);
  const isHtml = node.namespaceURI !== SVG_NAMESPACE && HTML_TAGS.has(name);
  const home = isSvg ? document.createElementNS(SVG_NAMESPACE, node.localName) : isHtml ? document.createElement(name) : undefined;
  if (home !== undefined) copyAttributes(node, home, resolve);
  for (const child of node.childNodes) appendSafe(home ?? parent, child, resolve);
  if (home !== undefined) parent.appendChild(home);
}

function copyAttributes(from: Element, to: Element, resolve: Resolve): void {
  for (const { name, value } of from.attributes) {
    const key = name.toLowerCase();
    if (!ATTRIBUTES.has(key) && !key.startsWith("aria-")) continue;
    if (key === "style" && HARMFUL_STYLE.test(value)) continue;
    if (key === "href") setLink(to, resolve(value));
    else if (key === "src") setPicture(to, resolve(value));
    // an id in an output could stand in for one of the page's own; only a figure's inner references need theirs
    else if (key !== "id" || to.namespaceURI === SVG_NAMESPACE) to.setAttribute(name, value);
  }
}

function setLink(link: Element, address: string): void {
  if (!/^(https?:|#|\/|mailto:)/i.test(address) || address.startsWith("//")) return;
  link.setAttribute("href", address);
  if (address.startsWith("#")) return;
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer");
}

function setPicture(picture: Element, address: string): void {
  if (/^(data:image\/(png|jpeg|gif|svg\+xml)[;,]|\/(?!\/))/i.test(address)) picture.setAttribute("src", address);
}
