import { mkdtempSync, readFileSync, rmSync, appendFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { alternate, median } from "../../lib/dev/bench/alternate";
import { compare } from "../../lib/dev/bench/compare";
import { familiesMarkdown } from "../../lib/dev/bench/families-markdown";
import { atLeast, atMost, isMet, type Measured } from "../../lib/dev/bench/outcome";
import { outcomeLines } from "../../lib/dev/bench/outcome-lines";
import { keepRecord, readHistory, recordOf, thisMachine } from "../../lib/dev/bench/record";
import { threeDigits } from "../../lib/dev/bench/wording";

const folder = mkdtempSync(join(tmpdir(), "bench-test-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function step(value: number, more: Partial<Measured> = {}): Measured {
  return { kind: "measured", group: "training", name: "step", value, unit: "ms", better: "lower", ...more };
}

describe("targets", () => {
  it("are met on their side of the number, the number itself included", () => {
    expect([1.9, 2, 2.1].map((value) => isMet(step(value, { target: atMost(2) })))).toEqual([true, true, false]);
    expect([1.9, 2, 2.1].map((value) => isMet(step(value, { target: atLeast(2) })))).toEqual([false, true, true]);
    expect(isMet(step(2))).toBeUndefined();
  });

  it("have no verdict when they are missed while others hold the processors", () => {
    expect(isMet(step(3, { target: atMost(2), others: 1.5 }))).toBeUndefined();
    expect(isMet(step(1, { target: atMost(2), others: 1.5 }))).toBe(true);
    expect(isMet(step(3, { target: atMost(2), others: 0.1 }))).toBe(false);
    const [line, note] = outcomeLines(step(3, { target: atMost(2), others: 1.5 }));
    expect(line).toMatch(/at most 2 +no verdict$/);
    expect(note).toContain("others used 1.5 processors");
  });

  it("stand in the line with the value and the verdict", () => {
    expect(outcomeLines(step(2.5, { target: atMost(2) }))[0]).toMatch(/step +2\.5 ms +at most 2 +NO$/);
    expect(outcomeLines(step(1, { target: atMost(2), note: "median 1.2" }))).toEqual([expect.stringMatching(/yes$/), "      median 1.2"]);
    expect(outcomeLines({ kind: "skipped", group: "g", name: "torch", reason: "no Python" })[0]).toContain("skipped: no Python");
  });
});

describe("history", () => {
  it("keeps every run, and the comparison finds the last and the best of the same name", async () => {
    for (const value of [4, 2, 5]) await keepRecord(recordOf([step(value)], 0, false), folder);
    const history = await readHistory(folder);
    expect(history).toHaveLength(3);
    expect(compare(step(3), history)).toEqual({ toLast: 3 / 5, toBest: 3 / 2 });
    expect(compare(step(3, { better: "higher" }), history).toBest).toBe(3 / 5);
    expect(compare(step(0), [[step(0)]])).toEqual({ toLast: 1, toBest: 1 });
    expect(compare(step(3, { name: "other" }), history)).toEqual({ toLast: undefined, toBest: undefined });
  });

  it("passes over lines cut short and runs on other machines", async () => {
    await keepRecord(recordOf([step(4)], 0, false), folder);
    appendFileSync(join(folder, "history.jsonl"), '{"format":"synthetic-tab\n\n');
    expect(await readHistory(folder)).toHaveLength(1);
    expect(await readHistory(folder, { ...thisMachine(), threads: 999 })).toEqual([]);
  });

  it("is empty before the first run, and the latest run says whether targets were met", async () => {
    expect(await readHistory(join(folder, "nowhere"))).toEqual([]);
    const latest = await keepRecord(recordOf([step(4, { target: atMost(3) })], 0, true), folder);
    const written: unknown = JSON.parse(readFileSync(latest, "utf8"));
    expect(written).toMatchObject({ format: "synthetic-tables bench", quick: true, outcomes: [{ value: 4, met: false }] });
  });
});

describe("alternate()", () => {
  it("runs the works in turn, and takes the seconds that they give", async () => {
    const ran: string[] = [];
    const work = (name: string, seconds: readonly number[]) => async () => {
      ran.push(name);
      return seconds[ran.filter((one) => one === name).length - 1];
    };
    const [a, b] = await alternate([work("a", [3, 1, 2]), work("b", [10, 30, 20])], { seconds: 0, leastRuns: 3, warmUps: 0 });
    expect(ran.join("")).toBe("ababab");
    expect([a.median, a.fastest, b.median, b.fastest, b.runs]).toEqual([2, 1, 20, 10, 3]);
  });

  it("median() is the middle, or between the two in the middle", () => {
    expect([median([5, 1, 3]), median([4, 1, 3, 2])]).toEqual([3, 2.5]);
  });
});

it("threeDigits() keeps what matters of large and small numbers", () => {
  expect([123456.7, 56.78, 0.012345, 0].map(threeDigits)).toEqual(["123,457", "56.8", "0.0123", "0"]);
});

it("familiesMarkdown() is a table with a row for each family, failures included", () => {
  const judged = {
    family: "copula",
    trainSeconds: 0.5,
    sampleSeconds: 0.1,
    rowsPerSecond: 1000,
    peakMemory: 200e6,
    accuracy: { value: 0.9, reference: 0.98 },
    univariate: { value: 0.95, reference: 0.99 },
    bivariate: { value: 0.91, reference: 0.97 },
    membershipAuc: { value: 0.52, reference: 0.5 },
    discriminatorAuc: { value: 0.7 },
    dcrShare: { notComputed: "no holdout" },
    utility: { value: 0.8, reference: 0.85 },
  };
  const table = { name: "people", target: "income", rows: 100, columns: 3 };
  const text = familiesMarkdown([{ table, results: [judged, { family: "cart", failed: "out of memory" }] }]);
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  expect(rows).toHaveLength(4);
  expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  expect(rows[2]).toMatch(/copula .*0\.950.*0\.910.*0\.700.*0\.800.*not computed.*0\.520.*0\.5 .*1,000.*200 /);
  expect(text).toContain("Real rows would reach: columns 0.990, pairs 0.970, TSTR 0.850.");
  expect(text).toContain("cart failed: out of memory");
});
