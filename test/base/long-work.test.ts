import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import { breather, throwIfAborted } from "../../lib/base/abort";
import { throttled } from "../../lib/base/progress";
import { replaceFile } from "../../lib/base/replace-file";

describe("throwIfAborted()", () => {
  test("throws an AbortError once the signal is raised, and not before", () => {
    const stop = new AbortController();
    throwIfAborted(undefined, "Training");
    throwIfAborted(stop.signal, "Training");
    stop.abort();
    expect(() => throwIfAborted(stop.signal, "Training")).toThrow(
      expect.objectContaining({ name: "AbortError", message: "Training: stopped on request" }),
    );
  });
});

describe("breather()", () => {
  test("gives timers a turn during long work", async () => {
    const breathe = breather();
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const end = performance.now() + 150;
    while (performance.now() < end) await breathe();
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });
});

describe("throttled()", () => {
  test("lets the first report through, then at most ten a second, and forced ones always", async () => {
    const heard: number[] = [];
    const report = throttled((n: number) => heard.push(n));
    const start = performance.now();
    for (let n = 0; performance.now() - start < 250; n++) report(n);
    report(-1, true);
    expect(heard[0]).toBe(0);
    expect(heard.at(-1)).toBe(-1);
    expect(heard.length).toBeGreaterThanOrEqual(3);
    expect(heard.length).toBeLessThanOrEqual(4);
  });

  test("needs no listener", () => {
    expect(() => throttled(undefined)(1, true)).not.toThrow();
  });
});

describe("replaceFile()", () => {
  const folder = mkdtempSync(join(tmpdir(), "synthetic-tables-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("puts the whole file in place of the old one", async () => {
    const path = join(folder, "kept.txt");
    writeFileSync(path, "old");
    await replaceFile(path, async (temporaryPath) => {
      writeFileSync(temporaryPath, "new");
      expect(readFileSync(path, "utf8")).toBe("old");
    });
    expect(readFileSync(path, "utf8")).toBe("new");
  });

  test("leaves nothing behind when writing fails", async () => {
    const path = join(folder, "failed.txt");
    const failing = replaceFile(path, async (temporaryPath) => {
      writeFileSync(temporaryPath, "half");
      throw new RangeError("disk full");
    });
    await expect(failing).rejects.toThrow("disk full");
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(folder)).toEqual(["kept.txt"]);
  });
});
