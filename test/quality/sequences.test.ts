/** Coherence of sequences: by hand, against fresh real sequences, and against planted defects. */

import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "../../lib/base/random";
import { assess } from "../../lib/quality/assess";
import type { Scores } from "../../lib/quality/scores";
import { type Coherence, coherenceOf } from "../../lib/quality/sequences/coherence";
import { sequenceRows } from "../../lib/quality/sequences/sequence-rows";
import { datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

const STATES = ["a", "b", "c", "d"];
const DAY = 86_400_000;

/** Visits of patients: the state stays or moves one on, the pulse drifts, visits are 1 to 10 days apart. */
function visits(patients: number, seed: number): Table {
  const rng = new Rng(`visits/${seed}`);
  const [keys, states, pulses, days]: [string[], string[], number[], number[]] = [[], [], [], []];
  for (let patient = 0; patient < patients; patient++) {
    const length = 1 + rng.integer(12);
    let [state, pulse, day] = [rng.integer(4), 60 + 30 * rng.uniform(), Date.UTC(2024, 0, 1) + rng.integer(300) * DAY];
    for (let i = 0; i < length; i++) {
      keys.push(`patient ${patient}`);
      states.push(STATES[state]);
      pulses.push(Math.round(pulse));
      days.push(day);
      if (rng.uniform() < 0.3) state = (state + 1) % 4;
      pulse += 4 * rng.normal();
      day += (1 + rng.integer(10)) * DAY;
    }
  }
  return new Table([
    stringColumn("patient", keys),
    stringColumn("state", states),
    numberColumn("pulse", pulses),
    datetimeColumn("day", Float64Array.from(days), "date"),
  ]);
}

/** The same rows, dealt to the sequences at random: lengths and single columns stay, order goes. */
function shuffledRecords(table: Table, seed: number): Table {
  const order = new Rng(seed).permutation(table.rowCount);
  return table.take(order).with(table.column("patient"));
}

const sequences = { key: "patient", orderBy: "day" };
const [training, holdout, fresh] = [visits(300, 1), visits(300, 2), visits(300, 3)];
const judged = async (synthetic: Table): Promise<Scores> => assess({ training, holdout, synthetic }, { parts: ["accuracy"], sequences });
const columnOf = ({ byColumn }: Coherence, name: string) => byColumn.find(({ column }) => column === name) ?? expect.fail(name);

describe("coherence of fresh real sequences", () => {
  let scores: Scores;
  beforeAll(async () => {
    scores = await judged(fresh);
  });

  it("lies near its reference in every measure, and enters the accuracy", () => {
    const { coherence, accuracy, univariate, bivariate, trivariate } = scores;
    expect(Math.abs((coherence.value ?? NaN) - (coherence.reference ?? NaN))).toBeLessThan(0.02);
    const parts = [univariate, bivariate, trivariate, coherence].map(({ value }) => value ?? NaN);
    expect(accuracy.value).toBeCloseTo(
      parts.reduce((sum, part) => sum + part / 4, 0),
      12,
    );
    for (const name of ["state", "pulse", "day"]) {
      const { column: _, ...measures } = columnOf(coherence, name);
      for (const measure of Object.values(measures)) {
        if (measure.value === undefined) continue;
        expect(measure.value).toBeGreaterThan((measure.reference ?? NaN) - 0.08);
      }
    }
  });

  it("judges single columns by one record of each sequence, and the length as a column", () => {
    expect(scores.columns.map(({ name }) => name)).toEqual(["sequence length", "state", "pulse", "day"]);
    expect(scores.coherence.sequences).toEqual({ training: 300, holdout: 300, synthetic: 300 });
    expect(scores.coherence.lengths.value).toBeGreaterThan(0.85);
    expect(scores.notes.join("\n")).toMatch(/one record of each sequence/);
  });
});

describe("planted defects of sequences", () => {
  it("shuffled records lose the order, not the columns", async () => {
    const [good, bad] = [await judged(fresh), await judged(shuffledRecords(fresh, 1))];
    expect(bad.coherence.value).toBeLessThan(bad.coherence.band?.[0] ?? NaN);
    for (const name of ["autocorrelation", "lag2", "transitions"] as const) {
      const [before, after] = [good, bad].map(({ coherence }) => columnOf(coherence, "state")[name].value ?? NaN);
      expect(after).toBeLessThan(before - 0.1);
    }
    expect(Math.abs((good.univariate.value ?? NaN) - (bad.univariate.value ?? NaN))).toBeLessThan(0.03);
    expect(good.coherence.lengths.value).toBe(bad.coherence.lengths.value);
  });

  it("longer waits move the steps of the time alone", async () => {
    const day = fresh.column("day");
    const first = new Map<string, number>();
    const slow = Float64Array.from({ length: fresh.rowCount }, (_, i) => {
      const at = day.type === "datetime" ? day.values[i] : NaN;
      const key = String(fresh.cell(i, "patient"));
      const start = first.get(key) ?? at;
      first.set(key, start);
      return start + 2 * (at - start);
    });
    const { coherence } = await judged(fresh.with(datetimeColumn("day", slow, "date")));
    expect(columnOf(coherence, "day").steps.value).toBeLessThan(0.75);
    expect(columnOf(coherence, "pulse").steps.value).toBeGreaterThan(0.9);
    expect(columnOf(coherence, "state").autocorrelation.value).toBeGreaterThan(0.9);
  });

  it("falls as more records are shuffled", async () => {
    const values: number[] = [];
    for (const share of [0, 0.25, 0.75]) {
      const rng = new Rng("some");
      const moving = Array.from({ length: fresh.rowCount }, (_, i) => i).filter(() => rng.uniform() < share);
      const order = rng.shuffle(moving);
      const rows = Int32Array.from({ length: fresh.rowCount }, (_, i) => i);
      moving.forEach((row, k) => (rows[row] = order[k]));
      values.push((await judged(fresh.take(rows).with(fresh.column("patient")))).coherence.value ?? NaN);
    }
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });
});

describe("coherence by hand", () => {
  const rows = (cells: readonly (readonly [string, string])[]): ReturnType<typeof sequenceRows> =>
    sequenceRows("", Table.of({ key: cells.map(([key]) => key), state: cells.map(([, state]) => state) }), { key: "key" }, []);
  /** Ten sequences x y each, so that every value is a category of its own. */
  const real = rows(Array.from({ length: 10 }, (_, s) => [[`${s}`, "x"] as const, [`${s}`, "y"] as const]).flat());

  it("counts pairs of neighbours, values of a sequence, and sequences of a value", () => {
    const turned = rows(Array.from({ length: 10 }, (_, s) => [[`${s}`, "y"] as const, [`${s}`, "x"] as const]).flat());
    const { byColumn } = coherenceOf({ real, synthetic: turned }, new Rng(1));
    expect(byColumn[0].autocorrelation.value).toBe(0);
    expect(byColumn[0].transitions.value).toBe(0);
    expect(byColumn[0].valuesPerSequence.value).toBe(1);
    expect(byColumn[0].sequencesPerValue.value).toBe(1);
    expect(byColumn[0].lag2.notComputed).toMatch(/long enough/);
    expect(byColumn[0].steps.notComputed).toMatch(/numbers or datetimes/);
  });

  it("sees sequences that visit one value only", () => {
    const constant = rows(Array.from({ length: 10 }, (_, s) => [[`${s}`, "x"] as const, [`${s}`, "x"] as const]).flat());
    const { byColumn } = coherenceOf({ real, synthetic: constant }, new Rng(1));
    expect(byColumn[0].valuesPerSequence.value).toBe(0);
    expect(byColumn[0].sequencesPerValue.value).toBe(0.5);
  });
});

describe("assess() of sequences", () => {
  it("looks at pairs with the context, by key, and not at the context alone", async () => {
    const context = (table: Table): Table => {
      const keys = [...new Set(Array.from({ length: table.rowCount }, (_, i) => String(table.cell(i, "patient"))))];
      return Table.of({ patient: keys, ward: keys.map((key) => `ward ${key.length}`) });
    };
    const contexts = { training: context(training), holdout: context(holdout), synthetic: context(fresh) };
    const scores = await assess(
      { training, holdout, synthetic: fresh },
      { parts: ["accuracy"], sequences: { ...sequences, context: contexts } },
    );
    expect(scores.bivariate.byPair.filter(({ columns }) => columns[1] === "context: ward")).toHaveLength(4);
    expect(scores.univariate.byColumn.map(({ column }) => column)).not.toContain("context: ward");
  });

  it("gives numbers in compat too: autocorrelation from one record each and the next", async () => {
    const { coherence } = await assess({ training, holdout, synthetic: fresh }, { parts: ["accuracy"], sequences, compat: true });
    expect(columnOf(coherence, "state").autocorrelation.reference).toBeGreaterThan(0.8);
    expect(coherence.value).toBeGreaterThan(0.8);
  });

  it("names the table and the column when the key is not there", async () => {
    await expect(assess({ training, synthetic: fresh.drop(["patient"]) }, { sequences })).rejects.toThrow(
      'Cannot assess the sequences: the synthetic table has no column "patient"',
    );
    await expect(assess({ training, synthetic: fresh }, { sequences: { key: "patients" } })).rejects.toThrow('Did you mean "patient"?');
  });

  it("takes one sequence, sequences of one record, and rows without a key", async () => {
    for (const [real, synthetic] of [
      [training.slice(0, 3), fresh],
      [training, fresh.slice(0, 1)],
      [training, fresh.slice(0, 0)],
    ] as const) {
      const scores = await assess({ training: real, synthetic }, { parts: ["accuracy"], sequences });
      expect(JSON.stringify(scores)).not.toMatch(/:null|NaN|Infinity/);
    }
    const gaps = fresh.with(stringColumn("patient", new Array<null>(fresh.rowCount).fill(null)));
    const scores = await assess({ training, synthetic: gaps }, { parts: ["accuracy"], sequences });
    expect(scores.notes.join()).toMatch(/without a key/);
    expect(scores.coherence.notComputed).toBeDefined();
  });
});
