/** The files of the page: its own, those of `node_modules` that it may load, and the pictures of the course. */

import { createHash } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { type Exchange, HttpError } from "./exchange";
import { findVendor, type Vendor } from "./vendor";

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".woff2": "font/woff2",
};
const PICTURES = [".svg", ".png", ".jpg"];
const TEXTS = [".ts", ".md", ".json", ".csv"];
const FOR_EVER = { "cache-control": "public, max-age=31536000, immutable" };
const ASK_AGAIN = { "cache-control": "no-cache" };
/** What is only looked at: a picture may hold scripts too, and has no need of them. */
const LOOKED_AT = { "cache-control": "no-cache", "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'" };
/** A report may run scripts of its own; it gets an origin of its own for that, from which this server is out of reach. */
const SHUT_OFF = {
  "cache-control": "no-cache",
  "content-security-policy":
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:",
};

export interface PageFiles {
  /** Answers a GET when the address is one of the page's; says whether it was. */
  serve(exchange: Exchange): Promise<boolean>;
}

/** The page of the course in `root`; throws an Error that says what to run when something is not built or installed. */
export async function pageFiles(root: string): Promise<PageFiles> {
  const vendor = findVendor(root);
  const page = join(root, "lib", "course", "page");
  const shell = await readShell(page, vendor);
  const folders = [
    { prefix: "/app/", folder: join(root, "lib", "dist", "browser"), kinds: [".js"], headers: ASK_AGAIN },
    { prefix: "/style/", folder: join(page, "style"), kinds: [".css", ".svg"], headers: ASK_AGAIN },
    { prefix: "/files/", folder: join(root, "notebooks"), kinds: PICTURES, headers: LOOKED_AT },
    { prefix: "/source/", folder: join(root, "lib"), kinds: [".ts", ".md"], headers: LOOKED_AT },
    { prefix: "/datasets/", folder: join(root, "datasets"), kinds: TEXTS, headers: LOOKED_AT },
    { prefix: "/output/", folder: join(root, ".course", "output"), kinds: [".html", ...TEXTS, ...PICTURES], headers: SHUT_OFF },
  ];

  async function serve(exchange: Exchange): Promise<boolean> {
    const path = decodePath(exchange.url.pathname);
    if (path === "/") {
      exchange.send(200, "text/html; charset=utf-8", shell.html, { "content-security-policy": shell.policy });
      return true;
    }
    const vendored = vendor.files.get(path);
    if (vendored !== undefined) return sendFile(exchange, vendored, FOR_EVER);
    const place = folders.find(({ prefix }) => path.startsWith(prefix));
    if (place === undefined) return false;
    const file = await confined(place.folder, path.slice(place.prefix.length), place.kinds);
    return sendFile(exchange, file, place.headers);
  }

  return { serve };
}

/** The page with its import map, and a policy that lets nothing run but our files and that map. */
async function readShell(page: string, vendor: Vendor): Promise<{ html: string; policy: string }> {
  const map = JSON.stringify({ imports: vendor.imports });
  const links = vendor.stylesheets.map((address) => `<link rel="stylesheet" href="${address}">`);
  const template = await readFile(join(page, "index.html"), "utf8");
  const html = template
    .replace("<!-- import map -->", () => `<script type="importmap">${map}</script>`)
    .replace("<!-- stylesheets -->", () => links.join("\n    "))
    .replace("{{plotly}}", () => vendor.plotly);
  return { html, policy: policyFor(map) };
}

function policyFor(importMap: string): string {
  const hash = createHash("sha256").update(importMap).digest("base64");
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    // the editor, the formulas and the figures set their styles on elements
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A file inside the folder, whatever dots and links the path has; refuses every other. */
async function confined(folder: string, path: string, kinds: readonly string[]): Promise<string> {
  const missing = new HttpError(404, "There is no such file");
  if (!kinds.includes(extname(path)) || path.includes("\0")) throw missing;
  const [home, file] = await Promise.all([realpath(folder), realpath(join(folder, path))]).catch(() => {
    throw missing;
  });
  if (!file.startsWith(home + sep)) throw missing;
  return file;
}

async function sendFile(exchange: Exchange, file: string, headers: Readonly<Record<string, string>>): Promise<boolean> {
  const content = await readFile(file);
  exchange.send(200, TYPES[extname(file)] ?? "text/plain; charset=utf-8", content, headers);
  return true;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new HttpError(400, "The address is malformed");
  }
}
