import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { reportHtml } from "../../lib/report/page";
import { writeReport } from "../../lib/report/write-report";
import type { Scores } from "../../lib/quality/scores";
import { fixtureScores } from "./scores-fixture";

const HOSTILE = '</script><script>alert("x")</script><img src=x onerror=alert(1)>';

function scripts(page: string): string[] {
  return [...page.matchAll(/<script(?:\s[^>]*)?>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
}

describe("reportHtml()", () => {
  const scores = fixtureScores();
  const page = reportHtml(scores);

  it("has every section, each reachable from the contents, and no link to nowhere", () => {
    for (const id of ["verdict", "numbers", "matrix", "worst", "columns", "discriminator", "distances", "definitions", "provenance"]) {
      expect(page).toContain(`<section id="${id}"`);
      expect(page).toContain(`href="#${id}"`);
    }
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${id}"`);
  });

  it("has every id once and labels what it draws", () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [svg] of page.matchAll(/<svg[^>]*>/g)) expect(svg).toMatch(/aria-hidden="true"|role="img"/);
  });

  it("asks for nothing from outside", () => {
    expect(page.replace(/http:\/\/www\.w3\.org\/2000\/svg/g, "")).not.toMatch(/https?:|\/\/[a-z]+\.[a-z]|@import|url\((?!#)|<link|\ssrc=/);
    expect(page).toContain("default-src 'none'");
  });

  it("carries the scores and scripts that a browser can read", () => {
    const [json, code] = scripts(page);
    const carried: Scores = JSON.parse(json);
    expect(carried.columns).toEqual(scores.columns);
    expect(carried.pairTables).toHaveLength(scores.pairTables.length);
    expect(carried.accuracy.value).toBeCloseTo(scores.accuracy.value ?? NaN, 5);
    expect(() => new Script(code)).not.toThrow();
  });

  it("is the same text for the same scores", () => {
    expect(reportHtml(scores)).toBe(page);
  });

  it("escapes names, labels, notes, reasons and the title", () => {
    const hostile = fixtureScores({ names: ["age", HOSTILE, '"', ""], labels: [HOSTILE, "<b>", "b", "(missing)"] });
    const written = reportHtml(
      {
        ...hostile,
        notes: [HOSTILE],
        seed: HOSTILE,
        distances: { ...hostile.distances, caution: HOSTILE, nndr: { notComputed: HOSTILE } },
      },
      { title: HOSTILE },
    );
    expect(scripts(written)).toHaveLength(2);
    expect(written).not.toContain("<img");
    expect(written).not.toContain("<script>alert");
    expect(written).not.toContain("<b>b");
    expect(JSON.parse(scripts(written)[0]).columns[1].name).toBe(HOSTILE);
  });

  it("says of everything that was not computed why, and shows no NaN, null or undefined", () => {
    const why = (part: string) => ({ notComputed: `no ${part} today` });
    const bare: Scores = {
      ...scores,
      rows: { training: 3, holdout: 0, synthetic: 0 },
      accuracy: why("accuracy"),
      univariate: { ...why("columns"), byColumn: [{ column: "age", ...why("age") }] },
      bivariate: { ...why("pairs"), byPair: [] },
      trivariate: { ...why("triples"), worst: [] },
      discriminator: { auc: why("discriminator"), importances: [], values: [], rows: [] },
      similarity: { centroidCosine: why("centroid") },
      distances: {
        caution: "Caution.",
        identicalMatches: why("matches"),
        dcrShare: why("share"),
        dcr: why("distance"),
        nndr: why("ratio"),
        byGroup: [],
        comparisons: [],
      },
      distributions: [],
      pairTables: [],
      notes: [],
    };
    const written = reportHtml(bare);
    const text = written.slice(0, written.indexOf('<script type="application/json"'));
    for (const part of [
      "accuracy",
      "columns",
      "age",
      "pairs",
      "triples",
      "discriminator",
      "centroid",
      "matches",
      "share",
      "distance",
      "ratio",
    ]) {
      expect(text).toContain(`no ${part} today`);
    }
    expect(text).not.toMatch(/NaN|null|undefined|Infinity/);
    expect(page.slice(0, page.indexOf('<script type="application/json"'))).not.toMatch(/NaN|\bnull\b|undefined|Infinity/);
  });

  it("works for no column and for one", () => {
    const none: Scores = { ...fixtureScores({ names: [] }), accuracy: { notComputed: "there is no column" } };
    expect(reportHtml(none)).toContain("there is no column");
    expect(reportHtml(fixtureScores({ names: ["only"] }))).toContain("There is no pair to show");
  });

  it("stays below 2 MB at 80 columns, and says which joint tables it left out", () => {
    const names = Array.from({ length: 80 }, (_, i) => `a rather long name of column ${i}`);
    const labels = Array.from({ length: 13 }, (_, i) => `category number ${i}`);
    const wide = reportHtml(fixtureScores({ names, labels }));
    expect(Buffer.byteLength(wide)).toBeLessThan(2_000_000);
    expect(wide).toMatch(/joint tables? of the most accurate pairs were left out/);
    expect(wide).toContain('data-place="79"');
  });

  it("refuses what is no assessment", () => {
    // @ts-expect-error: what a caller in JavaScript may hand over
    expect(() => reportHtml({ accuracy: 0.9 })).toThrow("needs the scores that assess() gives, got object");
    // @ts-expect-error: a misspelt option
    expect(() => reportHtml(scores, { titl: "x" })).toThrow('unknown option "titl". Did you mean "title"?');
  });
});

describe("writeReport()", () => {
  it("writes the page whole, and nothing when it can't", async () => {
    const folder = await mkdtemp(join(tmpdir(), "report-"));
    await writeReport(join(folder, "r.html"), fixtureScores(), { title: "Players" });
    expect(await readFile(join(folder, "r.html"), "utf8")).toContain("<h1>Players</h1>");
    await expect(writeReport(join(folder, "no", "r.html"), fixtureScores())).rejects.toThrow("does not exist");
    expect(await readdir(folder)).toEqual(["r.html"]);
  });
});
