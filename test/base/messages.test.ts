import { describe, expect, test } from "vitest";

import { checkChoice, checkInteger, checkNumber, checkOptions } from "../../lib/base/check";
import { AbortError, count, didYouMean, messageOf, quoteList } from "../../lib/base/errors";
import { formatNumber, formatSeconds, formatShare } from "../../lib/base/format";

describe("pieces of messages", () => {
  test("didYouMean() names the nearest word, and none when all are far", () => {
    expect(didYouMean("AGE", ["sex", "age"])).toBe(' Did you mean "age"?');
    expect(didYouMean("incmoe", ["outcome", "income"])).toBe(' Did you mean "income"?');
    expect(didYouMean("zzz", ["age", "sex"])).toBe("");
    expect(didYouMean("", [])).toBe("");
  });

  test("quoteList() says how many it leaves out", () => {
    expect(quoteList(["a", "b", "c"], 2)).toBe('"a", "b" and 1 more');
    expect(quoteList([])).toBe("");
  });

  test("count() knows one and many", () => {
    expect([count(1, "row"), count(0, "row"), count(1234, "key"), count(2, "row has", "rows have")]).toEqual([
      "1 row",
      "0 rows",
      "1,234 keys",
      "2 rows have",
    ]);
  });

  test("messageOf() takes anything that was thrown", () => {
    expect([messageOf(new RangeError("no")), messageOf("text"), messageOf(undefined)]).toEqual(["no", "text", "undefined"]);
    expect(new AbortError("x").name).toBe("AbortError");
  });
});

describe("argument checks", () => {
  test("let through what is right", () => {
    checkOptions("Cannot x", { a: 1 }, ["a", "b"]);
    checkInteger("Cannot x", "rows", 0, 0);
    checkNumber("Cannot x", "share", 1, 0, 1);
    checkChoice("Cannot x", "size", "S", ["S", "M"]);
  });

  test.each([
    [
      "an unknown option",
      () => checkOptions("Cannot x", { sed: 1 }, ["seed"]),
      'Cannot x: unknown option "sed". Did you mean "seed"? The options are "seed"',
    ],
    ["a broken integer", () => checkInteger("Cannot x", "rows", 1.5, 1), "Cannot x: rows is 1.5, it must be a whole number of at least 1"],
    ["an integer above its bound", () => checkInteger("Cannot x", "rows", 9, 1, 8), "from 1 to 8"],
    ["NaN", () => checkNumber("Cannot x", "share", NaN, 0, 1), "Cannot x: share is NaN, it must be a number from 0 to 1"],
    ["a text for a number", () => checkNumber("Cannot x", "share", "0.5", 0, 1), 'share is "0.5"'],
    ["an unknown choice", () => checkChoice("Cannot x", "size", "s", ["S", "M"]), 'it must be one of "S", "M". Did you mean "S"?'],
  ])("refuse %s", (_, act, message) => {
    expect(act).toThrow(message);
  });
});

describe("numbers as people read them", () => {
  test("thousands, digits, shares, durations", () => {
    expect([formatNumber(12345.678), formatNumber(0.98765), formatShare(0.9876)]).toEqual(["12,345.678", "0.988", "98.8 %"]);
    expect([formatSeconds(2.345), formatSeconds(75), formatSeconds(3725)]).toEqual(["2.3 s", "1 min 15 s", "1 h 2 min"]);
  });
});
