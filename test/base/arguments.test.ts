import { describe, expect, test } from "vitest";
import { parseArguments } from "../../lib/base/arguments";
import { progressLine } from "../../lib/cli/progress-line";

const SPECS = {
  rows: { value: "N", help: "" },
  column: { value: "NAME=ENCODING", help: "", repeated: true },
  json: { help: "" },
};

describe("parseArguments()", () => {
  test("takes options before and after the positional argument, with = or a blank", () => {
    const given = parseArguments("sample", ["--rows=5", "m.safetensors", "--json", "--column", "a=b", "--column=c=d"], SPECS);
    expect(given.positional("model file")).toBe("m.safetensors");
    expect(given.number("rows")).toBe(5);
    expect(given.has("json")).toBe(true);
    expect(given.texts("column")).toEqual(["a=b", "c=d"]);
  });

  test("takes everything after -- as positional", () => {
    expect(parseArguments("sample", ["--", "--rows"], SPECS).positional("model file")).toBe("--rows");
  });

  test.each([
    [["--row", "5"], 'unknown option --row. Did you mean "rows"?'],
    [["--rows"], "--rows needs a value"],
    [["--rows", "--json"], "--rows needs a value"],
    [["--json=yes"], "--json takes no value"],
    [["--rows", "1", "--rows", "2"], "--rows is given twice"],
  ])("refuses %o", (words, message) => {
    expect(() => parseArguments("sample", words, SPECS)).toThrow(message);
  });

  test("says what is wrong with a value", () => {
    const given = parseArguments("sample", ["--rows", "many"], SPECS);
    expect(() => given.number("rows")).toThrow('--rows is "many", it must be a number');
    expect(() => given.positional("model file")).toThrow("needs exactly one model file, got none");
    expect(() => given.required("column")).toThrow("needs --column");
  });
});

describe("progressLine()", () => {
  function recorder(isTTY: boolean): { stream: { write(text: string): boolean; isTTY: boolean; columns: number }; written: string[] } {
    const written: string[] = [];
    return { written, stream: { isTTY, columns: 40, write: (text) => written.push(text) > 0 } };
  }

  test("overwrites its line on a terminal and leaves it clean", () => {
    const { stream, written } = recorder(true);
    const line = progressLine(stream, false);
    line.show("x".repeat(100));
    line.clear();
    expect(written).toEqual([`\r\u001b[K${"x".repeat(39)}`, "\r\u001b[K"]);
  });

  test("writes few lines into a log, and none when quiet", () => {
    const log = recorder(false);
    const line = progressLine(log.stream, false);
    for (let i = 0; i < 50; i++) line.show(`step ${i}`);
    expect(log.written).toEqual(["step 0\n"]);
    const quiet = recorder(false);
    progressLine(quiet.stream, true).show("step");
    expect(quiet.written).toEqual([]);
  });
});
