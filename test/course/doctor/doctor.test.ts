import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { courseFolder } from "../../../lib/course/course-folder";
import { benchmark, disk, memory, node, npm } from "../../../lib/course/doctor/machine";
import { build, exactVersion, gpu } from "../../../lib/course/doctor/packages";
import { chromium, port, progress, writeAccess } from "../../../lib/course/doctor/surroundings";
import { isAtLeast } from "../../../lib/course/doctor/versions";
import { findLibraries, tinyStep, whyNot } from "../../../lib/course/gpu-setup";

const GIGABYTE = 2 ** 30;
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "course-doctor-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("the machine", () => {
  it("versions compare by number, not by letter", () => {
    expect(["20.19.0", "v20.20", "21", "9.99", "20.18.9"].map((version) => isAtLeast(version, "20.19"))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("an old Node breaks the course, an old npm is a warning", () => {
    expect([node("18.20.0").state, node("22.1.0").state, npm("9.0.0").state, npm("").state, npm("11.19.1").state]).toEqual([
      "broken",
      "ok",
      "warning",
      "warning",
      "ok",
    ]);
  });

  it("little memory is a warning that says how much is needed", () => {
    expect(memory(8 * GIGABYTE, GIGABYTE)).toMatchObject({
      state: "warning",
      found: "1.0 of 8.0 GB free; a notebook with a model needs about 1.5 GB",
    });
    expect(memory(8 * GIGABYTE, 4 * GIGABYTE).state).toBe("ok");
  });

  it("the disk and the speed of this machine are numbers", () => {
    expect(disk(folder).found).toMatch(/^\d+\.\d GB free/);
    expect(benchmark(0.05).found).toMatch(/^\d+\.\d\d billion multiplications a second/);
  });
});

describe("the packages", () => {
  it("finds the pinned versions here, and says what a wrong or absent one needs", () => {
    const course = courseFolder();
    expect(exactVersion("tslab", "tslab", "1.0.22", "broken", course)).toMatchObject({ state: "ok", found: "1.0.22" });
    expect(exactVersion("tslab", "tslab", "9.9.9", "broken", course)).toMatchObject({
      state: "broken",
      found: "1.0.22, 9.9.9 is needed",
      mend: "npm ci",
    });
    expect(exactVersion("x", "no-such-package", "1.0.0", "warning", course)).toMatchObject({
      state: "warning",
      found: "not installed, 1.0.0 is needed",
    });
    expect(gpu(folder).state).toBe("optional");
  });

  it("a source that the build does not know makes the build stale", () => {
    const lib = join(folder, "lib");
    mkdirSync(join(lib, "dist"), { recursive: true });
    expect(build(folder)).toMatchObject({ state: "broken", mend: "npm run build" });
    writeFileSync(join(lib, "a.ts"), "export const a = 1;\n");
    writeFileSync(join(lib, "dist", "index.js"), "");
    writeFileSync(join(lib, "dist", ".tsbuildinfo"), createHash("sha256").update("export const a = 1;\n").digest("hex"));
    expect(build(folder).state).toBe("ok");
    writeFileSync(join(lib, "a.ts"), "export const a = 2;\n");
    expect(build(folder)).toMatchObject({ state: "warning", found: `${join("lib", "a.ts")} has changed since the build` });
  });
});

describe("the surroundings", () => {
  it("a port that is taken is no harm: the next one will do", async () => {
    const server = createServer();
    const taken = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    expect((await port(taken)).state).toBe("optional");
    await new Promise((resolve) => server.close(resolve));
    expect((await port(taken)).state).toBe("ok");
  });

  it("write access, progress and a browser are looked for", () => {
    expect(writeAccess(folder).state).toBe("ok");
    writeFileSync(join(folder, "a-file"), "");
    expect(writeAccess(join(folder, "a-file")).state).toBe("broken");
    expect(progress(folder).state).toBe("ok");
    writeFileSync(join(folder, ".course", "progress.json"), "{");
    expect(progress(folder).state).toBe("warning");
    writeFileSync(join(folder, "chromium"), "");
    expect(chromium(folder)).toMatchObject({ state: "ok", found: join(folder, "chromium") });
  });
});

describe("the set-up for graphics processors", () => {
  it("says why a machine can't have it", () => {
    expect(whyNot({ node: "23.1.0", platform: "linux", arch: "x64" })).toContain("Use Node 20 or 22");
    expect(whyNot({ node: "20.20.2", platform: "darwin", arch: "arm64" })).toContain("darwin on arm64");
    expect(whyNot({ node: "22.1.0", platform: "linux", arch: "x64" })).toBe("");
  });

  it("lists the libraries that are there and those that are missing", () => {
    writeFileSync(join(folder, "libcudart.so.11.0"), "");
    const { found, missing } = findLibraries([folder]);
    expect(found).toContain("libcudart.so.11");
    expect(new Set([...found, ...missing]).size).toBe(3);
  });

  it("a first step without the package fails with the reason, and does not end this process", () => {
    expect(tinyStep(folder)).toMatchObject({ status: "failed" });
    expect(tinyStep(folder).text).toContain("tfjs-node-gpu");
  });
});
