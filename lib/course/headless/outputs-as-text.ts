/** What a cell left, as a terminal can show it. */

import type { CellOutcome, MimeBundle, Output } from "../engine/cell-events";

/** Every output of a cell in order; each ends with a line break. */
export function outputsAsText(outputs: readonly Output[]): string {
  return outputs.map(outputAsText).join("");
}

/** One output: text as it stands, a bundle as its plain text, an error as its name, message and frames. */
export function outputAsText(output: Output): string {
  switch (output.output_type) {
    case "stream":
      return output.text;
    case "error":
      return ended([`${output.ename}: ${output.evalue}`, ...output.traceback.filter((line) => line !== output.evalue)].join("\n"));
    case "display_data":
    case "execute_result":
      return ended(bundleAsText(output.data));
  }
}

/** The plain text of a bundle; where there is none, a word for what a page would show. */
export function bundleAsText(data: MimeBundle): string {
  for (const mime of ["text/plain", "text/markdown", "text/latex"]) {
    const text = data[mime];
    if (typeof text === "string") return text;
  }
  const html = data["text/html"];
  if (typeof html === "string") return htmlAsText(html);
  return `[${Object.keys(data).join(", ") || "nothing"}: shown in the course's page, JupyterLab or VS Code]`;
}

/** What went wrong in a cell, in a few lines; "" when nothing did. */
export function whatWentWrong({ diagnostics, outputs }: Pick<CellOutcome, "diagnostics" | "outputs">): string {
  const types = diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);
  const errors = outputs.flatMap((output) => (output.output_type === "error" ? [`${output.ename}: ${output.evalue}`] : []));
  // what the compiler says stands in the error once more
  const said = types.length > 0 ? types : errors;
  return said.length > 0 ? said.join("\n") : streamed(outputs).slice(-2000);
}

function streamed(outputs: readonly Output[]): string {
  return outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("");
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function htmlAsText(html: string): string {
  return html
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<\/(tr|p|div|li|h\d)>|<br\s*\/?>/gi, "\n")
    .replace(/<\/t[dh]>/gi, "  ")
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name] ?? "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
