import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { courseFolder } from "../../../lib/course/course-folder";
import { kernelFolder, kernelState, writeKernelSpec } from "../../../lib/course/kernel-spec";

let folder = "";

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "course-kernel-")), "tslab");
});

afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

describe("kernelFolder()", () => {
  it("is where Jupyter looks on each system", () => {
    expect(kernelFolder({ platform: "linux", home: "/home/ada", env: {} })).toBe("/home/ada/.local/share/jupyter/kernels/tslab");
    expect(kernelFolder({ platform: "linux", home: "/home/ada", env: { XDG_DATA_HOME: "/data" } })).toBe("/data/jupyter/kernels/tslab");
    expect(kernelFolder({ platform: "darwin", home: "/Users/ada", env: {} })).toBe("/Users/ada/Library/Jupyter/kernels/tslab");
    expect(kernelFolder({ platform: "win32", home: "C:\\Users\\ada", env: { APPDATA: "C:\\Users\\ada\\AppData\\Roaming" } })).toBe(
      "C:\\Users\\ada\\AppData\\Roaming\\jupyter\\kernels\\tslab",
    );
    expect(kernelFolder({ platform: "linux", home: "/home/ada", env: { JUPYTER_DATA_DIR: "/j" } })).toBe("/j/kernels/tslab");
  });
});

describe("writeKernelSpec()", () => {
  it("names this Node and this course's tslab by absolute paths", () => {
    const file = writeKernelSpec(courseFolder(), { folder });
    const { argv, language } = JSON.parse(readFileSync(file, "utf8"));
    expect(argv[0]).toBe(process.execPath);
    expect(isAbsolute(argv[1]) && existsSync(argv[1])).toBe(true);
    expect([...argv.slice(2), language]).toEqual(["kernel", "--config-path", "{connection_file}", "typescript"]);
    expect(kernelState(courseFolder(), folder)).toBe("ours");
    expect(writeKernelSpec(courseFolder(), { folder })).toBe(file);
  });

  it("leaves a kernel of somebody else alone, unless forced", () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "kernel.json"), '{"argv": ["tslab", "kernel"]}');
    expect(() => writeKernelSpec(courseFolder(), { folder })).toThrow("npx course kernel install --force");
    expect(kernelState(courseFolder(), folder)).toBe("foreign");
    writeKernelSpec(courseFolder(), { folder, force: true });
    expect(kernelState(courseFolder(), folder)).toBe("ours");
  });

  it("refuses a folder without tslab, and writes nothing", () => {
    expect(() => writeKernelSpec(join(folder, "nowhere"), { folder })).toThrow("is missing; run: npm ci");
    expect(existsSync(folder)).toBe(false);
  });
});
