import { describe, expect, test } from "vitest";
import { BalancedDraw } from "../../../lib/argn/sample/balanced-draw";
import { Rng } from "../../../lib/base/random";

describe("BalancedDraw", () => {
  test("gives each code as often as expected, whatever the start", () => {
    for (let seed = 0; seed < 50; seed++) {
      const rng = new Rng(seed);
      const draw = new BalancedDraw(3, rng);
      const [expected, drawn] = [
        [0, 0, 0],
        [0, 0, 0],
      ];
      for (let row = 0; row < 400; row++) {
        const first = 0.7 * rng.uniform();
        const shares = [first, 0.3 - 0.3 * first, 0.7 - 0.7 * first];
        shares.forEach((share, code) => (expected[code] += share));
        drawn[draw.next(shares)]++;
      }
      // independent draws would be off by 10 and more
      expect(Math.abs(drawn[0] - expected[0])).toBeLessThanOrEqual(1);
      for (const code of [1, 2]) expect(Math.abs(drawn[code] - expected[code])).toBeLessThan(10);
    }
  });

  test("gives a row each code with its probability, over many starts", () => {
    const counts = [0, 0, 0];
    for (let seed = 0; seed < 20_000; seed++) {
      const draw = new BalancedDraw(3, new Rng(seed));
      draw.next([0.2, 0.2, 0.6]);
      counts[draw.next([0.5, 0.1, 0.4])]++;
    }
    [0.5, 0.1, 0.4].forEach((share, code) => expect(Math.abs(counts[code] / 20_000 - share)).toBeLessThan(0.015));
  });

  test("never gives a code without a share", () => {
    const draw = new BalancedDraw(4, new Rng(1));
    for (let row = 0; row < 100; row++) expect([1, 3]).toContain(draw.next([0, 0.5, 0, 0.5]));
  });
});
