import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { isTodo, todo, todoCalls } from "../../../lib/course/todo";

describe("todo()", () => {
  it("stands for anything without stopping the notebook", async () => {
    const answer = todo<{ rows(): number[]; value: number }>();
    expect(answer.value.toFixed(2)).toBe(todo());
    expect([...answer.rows()]).toEqual([]);
    expect(inspect({ share: answer })).toBe("{ share: todo(): not written yet }");
    expect(`${answer}`).toBe("todo(): not written yet");
    expect(Number.isNaN(todo<number>() + 1)).toBe(true);
    expect(await todo<Promise<number>>()).toBe(todo());
  });

  it("is recognised, alone and in an object or list", () => {
    expect([todo(), [todo()], { a: todo() }].map(isTodo)).toEqual([true, true, true]);
    expect([0, null, undefined, [], {}, () => 1].map(isTodo)).toEqual(Array(6).fill(false));
  });

  it("is counted", () => {
    const before = todoCalls();
    todo();
    expect(todoCalls()).toBe(before + 1);
  });
});
