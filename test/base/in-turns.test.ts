import { expect, it } from "vitest";
import { AbortError } from "../../lib/base/errors";
import { atOnce, inTurns } from "../../lib/base/in-turns";

function* counting(pieces: number, done: number[], millisecondsEach = 0): Generator<undefined, number> {
  for (let piece = 0; piece < pieces; piece++) {
    const end = performance.now() + millisecondsEach;
    while (performance.now() < end);
    done.push(piece);
    yield;
  }
  return pieces;
}

it("atOnce() and inTurns() do all pieces in their order and give the result", async () => {
  const [once, turns]: [number[], number[]] = [[], []];
  expect(atOnce(counting(5, once))).toBe(5);
  expect(await inTurns(counting(5, turns))).toBe(5);
  expect(once).toEqual([0, 1, 2, 3, 4]);
  expect(turns).toEqual(once);
});

it("inTurns() gives timers a turn, and stops between two pieces when the signal is raised", async () => {
  const controller = new AbortController();
  const done: number[] = [];
  setTimeout(() => controller.abort(), 20);
  await expect(inTurns(counting(1000, done, 5), controller.signal, "Counting")).rejects.toThrow(AbortError);
  expect(done.length).toBeGreaterThan(0);
  expect(done.length).toBeLessThan(1000);
});
