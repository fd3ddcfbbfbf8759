import { describe, expect, it } from "vitest";
import { parsePercent } from "../../lib/dev/percent";

const HEADER = "// ---\n// id: 04a\n// title: Train: and generate\n// ---\n\n";

describe("parsePercent()", () => {
  it("cuts a module into cells and uncomments the prose", () => {
    const file = parsePercent(
      `${HEADER}// %% [markdown] 04a-question\n// # Title\n//\n// Text.\n\n// %% 04a-train tags=slow,optional\nconst a = 1;\n\n// a comment\n`,
      "x.ts",
    );
    expect(file.header).toEqual({ id: "04a", title: "Train: and generate" });
    expect(file.cells).toEqual([
      { kind: "markdown", id: "04a-question", tags: [], exercise: "", source: "# Title\n\nText.", line: 6 },
      { kind: "code", id: "04a-train", tags: ["slow", "optional"], exercise: "", source: "const a = 1;\n\n// a comment", line: 11 },
    ]);
  });

  it("reads the exercise of a cell, and includes", () => {
    const { cells } = parsePercent(`${HEADER}// %% 04a-1-answer exercise=04a.1\nf();\n// %% include 04a.2\n`, "x.ts");
    expect(cells).toMatchObject([
      { exercise: "04a.1", source: "f();" },
      { kind: "include", exercise: "04a.2" },
    ]);
  });

  it("keeps indented and blank lines inside a cell, and gives the same cells for Windows line ends", () => {
    const text = `${HEADER}// %% a\n\nfor (;;) {\n\n  // %% not a cell\n}\n\n`;
    expect(parsePercent(text, "x.ts").cells).toMatchObject([{ source: "for (;;) {\n\n  // %% not a cell\n}" }]);
    expect(parsePercent(text.replaceAll("\n", "\r\n"), "x.ts").cells).toEqual(parsePercent(text, "x.ts").cells);
  });

  it("names file, line and way out of a mistake", () => {
    expect(() => parsePercent("const a = 1;", "x.ts")).toThrow('x.ts: no cell; a cell starts with a line "// %% id"');
    expect(() => parsePercent("// %% a\n", "x.ts")).toThrow("x.ts: the header stands between two lines");
    expect(() => parsePercent(`${HEADER}// %% Wrong_Id\n`, "x.ts")).toThrow('x.ts:6: the cell has the id "Wrong_Id"');
    expect(() => parsePercent(`${HEADER}// %% a tagz=x\n`, "x.ts")).toThrow('unknown attribute "tagz=x"');
    expect(() => parsePercent(`${HEADER}// %% [markdown] a\nno comment\n`, "x.ts")).toThrow('a line of a markdown cell starts with "// "');
  });
});
