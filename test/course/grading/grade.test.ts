import { describe, expect, it } from "vitest";
import { grade } from "../../../lib/course/grade";
import type { Exercise } from "../../../lib/course/graders/exercise";
import { todo } from "../../../lib/course/todo";

/** Twice a number; who squares it is told so. */
const twice: Exercise = {
  id: "x.1",
  title: "twice",
  notebook: "x",
  explainedIn: "Doubling",
  minutes: 1,
  asks: "a function of a number that returns a number",
  hints: ["direction", "concept", "nearly the solution"],
  meaning: "It is twice as much.",
  obvious: (x: number) => x + x,
  cases: [
    { id: "visible", name: "two gives four", input: () => [2], draws: 1 },
    { id: "zero", name: "zero gives zero", input: () => [0], draws: 1 },
    { id: "random", name: "random numbers", input: (rng) => [3 + rng.uniform()], draws: 10 },
  ],
  slips: [{ answer: (x: number) => x * x, cause: "You square it." }],
};

async function verdict(answer: unknown, seed = 1): Promise<string[]> {
  const { status, message, tests } = await grade(twice, answer, seed);
  return [status, message, ...tests.map((test) => test.status)];
}

describe("grade() has four degrees", () => {
  it("right: every test passed, and what it means", async () => {
    expect(await verdict((x: number) => 2 * x)).toEqual(["right", "It is twice as much.", "passed", "passed", "passed"]);
  });

  it("not written: the placeholder as the answer, in its result, or anywhere inside", async () => {
    const notRun = ["not-run", "not-run", "not-run"];
    for (const stub of [todo(), () => todo(), (x: number) => x + todo<number>(), { answer: todo() }]) {
      const [status, , ...tests] = await verdict(stub);
      expect([status, ...tests]).toEqual(["not-written", ...notRun]);
    }
  });

  it("wrong: stops at the first failure with expected, got and the input", async () => {
    const result = await grade(twice, (x: number) => x + 2, 1);
    expect(result.status).toBe("wrong");
    expect(result.tests.map((test) => test.status)).toEqual(["passed", "failed", "not-run"]);
    expect(result.tests[1]).toMatchObject({ message: "It differs in the result. Called with 0.", expected: "0", got: "2" });
    expect(result.next).toContain('hint("x.1")');
  });

  it("close: a known slip has its cause, and rounding is recognised", async () => {
    expect((await verdict((x: number) => x * x)).slice(0, 2)).toEqual(["close", "You square it."]);
    expect((await verdict((x: number) => Number((2 * x).toFixed(3))))[1]).toContain("Right but for the last digits");
  });
});

describe("grade() never throws", () => {
  it.each([
    ["a number in place of a function", 4, "Hand over the function itself", "4"],
    ["nothing", undefined, "Hand over the function itself", "nothing (undefined)"],
    [
      "a function that throws",
      () => {
        throw new TypeError("oh");
      },
      "threw an error",
      "TypeError: oh",
    ],
    [
      "a function that rejects",
      async () => {
        throw new Error("late");
      },
      "threw an error",
      "Error: late",
    ],
    ["a function that gives nothing", () => undefined, "differs in the result", "nothing (undefined)"],
  ])("%s", async (_name, answer, message, got) => {
    const result = await grade(twice, answer, 1);
    const failed = result.tests.find((test) => test.status === "failed");
    expect([result.status, failed?.got]).toEqual(["wrong", got]);
    expect(failed?.message).toContain(message);
  });

  it("stops a loop without end, and a promise that never settles", async () => {
    const loop = await grade(
      twice,
      () => {
        for (;;);
      },
      1,
    );
    expect(loop.tests[0].message).toContain("not finished after 2 s. Is there a loop that never ends?");
    const pending = await grade(twice, () => new Promise(() => undefined), 1);
    expect(pending.tests[0].message).toContain("not finished after 2 s");
    expect(pending.tests[1].status).toBe("not-run");
  }, 10_000);

  it("awaits an answer that is a promise", async () => {
    expect((await verdict(async (x: number) => 2 * x))[0]).toBe("right");
  });
});

describe("fresh random cases", () => {
  it("differ from attempt to attempt, so that a remembered answer fails", async () => {
    const remembered = new Map<number, number>();
    const learn = (x: number): number => (remembered.set(x, 2 * x), 2 * x);
    expect((await grade(twice, learn, 1)).status).toBe("right");
    const recall = (x: number): number => remembered.get(x) ?? 0;
    expect((await grade(twice, recall, 1)).status).toBe("right");
    expect((await grade(twice, recall, 2)).status).toBe("wrong");
  });

  it("an answer that writes to its input does not spoil the oracle", async () => {
    const sum: Exercise = {
      ...twice,
      obvious: (xs: number[]) => xs.reduce((a, b) => a + b, 0),
      cases: [{ id: "v", name: "sum", input: () => [[1, 2]], draws: 2 }],
      slips: [],
    };
    const emptying = (xs: number[]): number => xs.splice(0).reduce((a, b) => a + b, 0);
    expect((await grade(sum, emptying, 1)).status).toBe("right");
  });
});
