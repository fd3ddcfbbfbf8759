import { beforeAll, describe, expect, test } from "vitest";
import { TabularARGN } from "../../../lib/argn/tabular-argn";
import { Rng } from "../../../lib/base/random";
import { type Column, numberColumn, stringColumn, takeCells } from "../../../lib/table/column";
import { Table } from "../../../lib/table/table";
import { flights, RULES, violation } from "../../helpers/flights";

const ROWS = 300;

/** The column with about this share of its cells missing. */
function holed(column: Column, share: number, rng: Rng): Column {
  return takeCells(
    column,
    Int32Array.from({ length: column.length }, (_, i) => (rng.uniform() < share ? -1 : i)),
  );
}

describe("constraints beyond sampling", () => {
  const training = flights(1500, 1);
  // rows that obey all rules
  const whole = flights(2500, 2)
    .filter((row) => violation(row) === undefined)
    .slice(0, ROWS);
  let argn: TabularARGN;
  beforeAll(async () => {
    const untied = await TabularARGN.train(training, { seed: 1, epochs: 1, columns: { ticket: "id", seats: "discrete" } });
    argn = untied.withConstraints(RULES, { training });
  });

  test("hold in every cell that impute() fills, and the others stay", async () => {
    const rng = new Rng("holes");
    const open = whole.columnNames.filter((name) => !["total", "ticket"].includes(name));
    const table = open.reduce((result, name) => result.with(holed(result.column(name), 0.3, rng.fork(name))), whole.drop(["total"]));
    for (const draws of [1, 2]) {
      const completed = await argn.imputations(table, draws, { seed: 3 });
      for (const filled of completed) {
        const withTotal = filled.with(
          numberColumn(
            "total",
            Array.from({ length: filled.rowCount }, (_, i) => Number(filled.cell(i, "price")) * Number(filled.cell(i, "seats"))),
          ),
        );
        expect([...withTotal.rows()].flatMap((row) => violation(row) ?? [])).toEqual([]);
        for (let row = 0; row < table.rowCount; row++)
          for (const name of table.columnNames)
            if (table.cell(row, name) !== null) expect(filled.cell(row, name)).toEqual(table.cell(row, name));
      }
    }
  });

  test("compute what a formula derives, and make missing keys", async () => {
    const total = numberColumn(
      "total",
      Array.from({ length: ROWS }, (_, i) => (i % 3 === 0 ? null : Number(whole.cell(i, "total")))),
    );
    const ticket = stringColumn(
      "ticket",
      Array.from({ length: ROWS }, (_, i) => (i % 2 === 0 ? null : `A-${String(1000 + i)}`)),
    );
    const filled = await argn.impute(whole.with(total).with(ticket));
    for (let row = 0; row < ROWS; row++) expect(filled.cell(row, "total")).toBe(whole.cell(row, "total"));
    const keys = Array.from({ length: ROWS }, (_, i) => String(filled.cell(i, "ticket")));
    expect(new Set(keys).size).toBe(ROWS);
    expect(keys.every((key) => /^A-\d{4}$/.test(key))).toBe(true);
    expect(keys[1]).toBe("A-1001");
  });

  test("give forbidden values no probability", async () => {
    const given = Table.of({ from: ["AAA", "BBB"], to: ["CCC", "AAA"], air: [100, 60] });
    const airline = await argn.probabilities(given, ["airline"]);
    const share = (row: number, ...label: string[]): number =>
      airline.shares[row * airline.labels.length + airline.labels.findIndex((own) => own.join() === label.join())];
    expect([share(0, "X1"), share(0, "Y2"), share(1, "X1"), share(1, "Y2")]).toEqual([1, 0, 0, 1]);
    const { labels, shares } = await argn.probabilities(given.select(["air"]), ["from", "to", "airline"]);
    for (const row of [0, 1]) {
      const own = shares.subarray(row * labels.length, (row + 1) * labels.length);
      const allowed = labels.flatMap(([from, to, line], l) => (violationOfRoute(from, to, line) ? [] : [own[l]]));
      expect(allowed.length).toBe(3);
      expect(allowed.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
      expect(own.filter((value) => value > 0).length).toBe(3);
    }
  });

  test("bind predictions, of one column and of several", async () => {
    const given = whole.select(["from", "to", "education", "air", "booked", "price", "seats"]);
    const predicted = await argn.predict(given, ["airline", "education number", "elapsed", "flown"], { draws: 5 });
    const rows = predicted.columns.reduce((table, column) => table.with(column), given);
    const total = numberColumn(
      "total",
      Array.from({ length: ROWS }, (_, i) => Number(rows.cell(i, "price")) * Number(rows.cell(i, "seats"))),
    );
    expect([...rows.with(total).rows()].flatMap((row) => violation(row) ?? [])).toEqual([]);
    const derived = await argn.predict(whole.select(["price", "seats"]), "total");
    for (let row = 0; row < ROWS; row++) expect(new Table([derived]).cell(row, "total")).toBe(whole.cell(row, "total"));
  });

  test("are named when the cells of a row break them", async () => {
    const broken = new Table([numberColumn("air", [50, 100]), numberColumn("elapsed", [60, 90]), stringColumn("from", ["AAA", null])]);
    await expect(argn.impute(broken)).rejects.toThrow(
      'Cannot impute: row 2 breaks the constraint "air" <= "elapsed": "air" is "100" and "elapsed" is "90"',
    );
    await expect(argn.probabilities(broken, ["airline"])).rejects.toThrow(
      'Cannot compute probabilities: row 2 breaks the constraint "air" <= "elapsed"',
    );
    // row 1 has nothing to fill
    await expect(argn.impute(broken, { columns: ["from"] })).rejects.toThrow("row 2");
    const derived = new Table([numberColumn("total", [200, 200]), numberColumn("price", [100, null]), numberColumn("seats", [2, 2])]);
    await expect(argn.impute(derived)).rejects.toThrow('"total" is "200" and "price" still to be drawn');
    await expect(argn.sample(2, { given: derived })).rejects.toThrow('"total" is "200" and "price" still to be drawn');
    await expect(argn.probabilities(whole.select(["price"]), ["total"])).rejects.toThrow("a constraint derives it");
    await expect(argn.impute(whole.select(["total"]), { columns: ["total"] })).rejects.toThrow(
      'Cannot impute "total": a constraint derives it from "price", "seats", which the table lacks',
    );
  });

  test("leave no probability where the given cells leave no value", async () => {
    const given = Table.of({ air: [1e6] });
    await expect(argn.probabilities(given, ["elapsed"])).rejects.toThrow(/constraint "air" <= "elapsed"/);
  });
});

function violationOfRoute(from: string, to: string, airline: string): boolean {
  return !["AAA BBB X1", "AAA CCC X1", "BBB AAA Y2"].includes(`${from} ${to} ${airline}`);
}
