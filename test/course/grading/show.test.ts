import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { expectError } from "../../../lib/course/expect-error";
import { show } from "../../../lib/course/show";
import { tableBundle } from "../../../lib/course/table-view";
import { trackTraining, trainingBundle } from "../../../lib/course/training-progress";
import { Table } from "../../../lib/table/table";

let printed: string[] = [];

beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((text) => void printed.push(String(text)));
});

afterEach(() => vi.restoreAllMocks());

describe("show()", () => {
  it("a table: first rows, missing cells marked, its size", () => {
    show(Table.of({ age: [31, null, 54], city: ["Ulm", "Bari", null] }), { rows: 2 });
    expect(printed[0]).toBe("age        city\n31         Ulm\n(missing)  Bari\n3 rows, 2 columns; the first 2 rows");
  });

  it("a table in HTML: names and cells are text, whatever they hold", () => {
    const html = String(tableBundle(Table.of({ "<b>": ["<i>", null], "": [1, 2] }), 5)["text/html"]);
    expect(html).toContain("&lt;b&gt;");
    expect(html).toContain("&lt;i&gt;");
    expect(html).toContain(">missing</span>");
    expect(html).not.toContain("<i>");
  });

  it("numbers with a long tail are rounded, whole numbers never", () => {
    const table = Table.of({ share: [0.1 + 0.2, 0.5, 1e-12 / 3], id: [123456789012, -1, 0] });
    expect(tableBundle(table, 5)["text/plain"]).toContain("0.3          123456789012\n0.5          -1\n3.33333e-13  0");
  });

  it("a table without rows, without columns, with a hundred columns", () => {
    const wide = Table.of(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`c${i}`, [i]])));
    expect(tableBundle(Table.of({ a: [] }), 5)["text/plain"]).toBe("a\n0 rows, 1 columns");
    expect(tableBundle(new Table([], 3), 5)["text/plain"]).toContain("3 rows, 0 columns");
    expect(tableBundle(wide, 5)["text/plain"]).toContain("1 rows, 100 columns; the first 1 rows, the first 24 columns");
  });

  it("anything else as text", () => {
    show({ byHand: 0.5 });
    show("a sentence");
    expect(printed).toEqual(["{ byHand: 0.5 }", "a sentence"]);
  });
});

describe("expectError()", () => {
  it("shows the message of an error that was meant, at once or later", async () => {
    expectError(() => Table.of({ age: [1] }).column("agee"));
    await expectError(async () => Promise.reject(new RangeError("late")));
    expect(printed[0]).toContain('As expected, this fails: RangeError: No column "agee". Did you mean "age"?');
    expect(printed[1]).toBe("As expected, this fails: RangeError: late");
  });

  it("says so when nothing fails", async () => {
    expectError(() => 1);
    await expectError(async () => 1);
    expect(printed).toEqual(Array(2).fill("Unexpected: This was meant to fail, and it did not."));
  });
});

describe("trackTraining()", () => {
  const history = [
    { epoch: 1, trainingLoss: 2, validationLoss: 2.5 },
    { epoch: 2, trainingLoss: 1, validationLoss: 1.5 },
  ];
  const report = {
    epoch: 2,
    epochs: 10,
    step: 5,
    steps: 10,
    trainingLoss: 1.23456,
    validationLoss: undefined,
    seconds: 3,
    rowsPerSecond: 12345,
    secondsLeft: 75,
    history: [],
    stopReason: undefined,
  };

  it("one line says where training is, and why it ended", () => {
    expect(trainingBundle("people", report)["text/plain"]).toBe(
      "people: epoch 2 of at most 10 · loss 1.235 training, … validation · 12,345 rows/s · at most 1 min 15 s left",
    );
    expect(trainingBundle("people", { ...report, validationLoss: 1.5, stopReason: "time is up" })["text/plain"]).toBe(
      "people: ended after epoch 2, time is up · loss 1.235 training, 1.500 validation · 12,345 rows/s · 3.0 s",
    );
  });

  it("the bar runs through the allowed epochs; the curve needs two", () => {
    expect(trainingBundle("people", report)["text/html"]).toContain("width:15.0%");
    expect(trainingBundle("people", report)["text/html"]).not.toContain("<svg");
    expect(trainingBundle("people", { ...report, history })["text/html"]).toContain("<svg");
  });

  it("outside a notebook it prints the end alone", () => {
    const listener = trackTraining("people");
    listener(report);
    listener({ ...report, stopReason: "all epochs done" });
    expect(printed).toHaveLength(1);
    expect(printed[0]).toContain("all epochs done");
  });
});
