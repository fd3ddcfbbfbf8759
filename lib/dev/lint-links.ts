/** Links in the Markdown files of the course must lead somewhere; those of notebooks are looked at with the notebooks. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

const FOLDERS = ["", "slides", "datasets", "lib", "notebooks", "exercises", "solutions"];
const SKIPPED = ["node_modules", "dist"];

/** What is wrong with the links of all Markdown files of the course, one sentence each. */
export function lintLinks(courseFolder: string): string[] {
  const files = FOLDERS.flatMap((folder) => markdownIn(courseFolder, folder, folder !== ""));
  return [...new Set(files)].flatMap((path) => deadLinks(readFileSync(join(courseFolder, path), "utf8"), path, courseFolder));
}

/** The links in a Markdown text that lead to no file, or to no heading of one. */
export function deadLinks(text: string, path: string, courseFolder: string): string[] {
  const prose = text.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
  const links = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)].map((match) => match[1]);
  return [...new Set(links)].flatMap((link) => {
    const fault = faultOf(link, text, posix.dirname(path), courseFolder);
    return fault === undefined ? [] : [`${path}: the link ${link} ${fault}`];
  });
}

function faultOf(link: string, text: string, folder: string, courseFolder: string): string | undefined {
  if (/^http:\/\//.test(link)) return "is not encrypted: write https";
  if (/^(https:|mailto:|attachment:|data:)/.test(link)) return undefined;
  // an address of the course's own server
  if (link.startsWith("/"))
    return /^\/(slides|#notebooks|#exercises)/.test(link) ? undefined : "starts at the root; give the path from this file";
  const [path, fragment = ""] = link.split("#");
  const target = path === "" ? undefined : join(courseFolder, posix.join(folder, decodeURIComponent(path)));
  if (target !== undefined && !existsSync(target)) return "leads nowhere";
  if (fragment === "" || (target !== undefined && !target.endsWith(".md"))) return undefined;
  const headings = headingsOf(target === undefined ? text : readFileSync(target, "utf8"));
  return headings.includes(fragment.toLowerCase()) ? undefined : `leads to no heading of ${path || "this file"}`;
}

/** The anchors that GitHub and most viewers give to the headings. */
function headingsOf(text: string): string[] {
  return [...text.replace(/```[\s\S]*?```/g, "").matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
    heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-"),
  );
}

function markdownIn(courseFolder: string, folder: string, isDeep: boolean): string[] {
  const path = join(courseFolder, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = posix.join(folder, entry.name);
    if (entry.isDirectory()) return isDeep && !SKIPPED.includes(entry.name) ? markdownIn(courseFolder, inner, true) : [];
    return entry.name.endsWith(".md") ? [inner] : [];
  });
}
