import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { workerFile } from "../../lib/base/worker-file";

describe("workerFile()", () => {
  it("finds a compiled file of the library from its sources", () => {
    expect(workerFile("base/random")).toMatch(/lib[\\/]dist[\\/]base[\\/]random\.js$/);
  });

  it("says how to build a worker that does not exist yet", () => {
    expect(() => workerFile("base/no-such-worker")).toThrow(/npm run build/);
  });

  it("says where it looked when there is no package above", () => {
    expect(() => workerFile("base/random", join(tmpdir(), "elsewhere"))).toThrow(/Cannot find the package/);
  });
});
