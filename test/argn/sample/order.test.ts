import { describe, expect, test } from "vitest";
import { generationOrder } from "../../../lib/argn/sample/order";
import { Rng } from "../../../lib/base/random";

const NAMES = ["c0", "c1", "c2", "c3"];

describe("generationOrder()", () => {
  // the unit vectors of the reference engine's test of its generation order
  test.each([
    [{ given: ["c1"], sensitive: ["c3"], outcome: "c2" }, "c1 c3 c0 c2"],
    [{ given: ["c1"], sensitive: ["c2", "c1"], outcome: "c0" }, "c1 c2 c3 c0"],
    [{ rebalanced: ["c1"], sensitive: ["c3"], outcome: "c2" }, "c1 c3 c0 c2"],
    [{ rebalanced: ["c2"], imputed: ["c2"] }, "c2 c0 c1 c3"],
    [{ imputed: ["c2"], sensitive: ["c3"], outcome: "c0" }, "c3 c1 c2 c0"],
    [{ imputed: ["c2"], sensitive: ["c2", "c3"], outcome: "c0" }, "c3 c2 c1 c0"],
    [{ imputed: ["c0", "c1"], sensitive: ["c3", "c2"], outcome: "c0" }, "c3 c2 c1 c0"],
    [{ given: ["nobody"], rebalanced: ["knows"], outcome: "this" }, "c0 c1 c2 c3"],
  ])("puts %o as %s", (roles, expected) => {
    expect(generationOrder(NAMES, roles).join(" ")).toBe(expected);
  });

  test("puts the third of three columns first when the others are imputed", () => {
    expect(generationOrder(["c0", "c1", "c2"], { imputed: ["c0", "c1"] })).toEqual(["c2", "c0", "c1"]);
  });

  test("shuffles only what has no role", () => {
    const names = Array.from({ length: 30 }, (_, i) => `c${i}`);
    const order = generationOrder(names, { given: ["c7"], outcome: "c2" }, new Rng(1));
    expect([order[0], order[29]]).toEqual(["c7", "c2"]);
    expect(order).not.toEqual(generationOrder(names, { given: ["c7"], outcome: "c2" }));
    expect([...order].sort()).toEqual([...names].sort());
  });
});
