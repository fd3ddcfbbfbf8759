/** The scripts of the speaker's window, which reveal.js carries as a text and writes into an empty window. */

/**
 * The inline scripts of the page in the notes plugin's source, so that the policy can allow them by their hash and no
 * other. Throws an Error when the plugin is built in a way that this does not know.
 */
export function speakerScripts(plugin: string): string[] {
  const [, literal] = /document\.write\(("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)\)/s.exec(plugin) ?? [];
  if (literal === undefined) throw new Error("Cannot show the slides: this version of reveal.js has another speaker view. Run: npm ci");
  const page = unescaped(literal.slice(1, -1));
  return Array.from(page.matchAll(/<script>([\s\S]*?)<\/script>/g), ([, script]) => script);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", "\n": "" };

function unescaped(literal: string): string {
  return literal.replaceAll(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([\s\S]))/gi, (_, unicode?: string, hex?: string, character?: string) => {
    const code = unicode ?? hex;
    if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
    return ESCAPES[character ?? ""] ?? character ?? "";
  });
}
