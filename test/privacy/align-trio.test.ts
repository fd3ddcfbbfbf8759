import { describe, expect, it } from "vitest";
import { alignTrio } from "../../lib/privacy/align-trio";
import { booleanColumn, cellOf, type Column, datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { coerceColumn } from "../../lib/privacy/coerce-column";
import { Table } from "../../lib/table/table";

const cells = (column: Column): unknown[] => Array.from({ length: column.length }, (_, i) => cellOf(column, i));

describe("coerceColumn()", () => {
  const day = new Date("2024-01-31T00:00:00Z");
  it("reads cells of one type as another; what cannot be read is missing", () => {
    const text = stringColumn("x", ["1", " 2.5 ", "", "many", null]);
    expect(cells(coerceColumn(text, numberColumn("x", [])))).toEqual([1, 2.5, null, null, null]);
    const truth = stringColumn("x", ["true", "No", "1", "perhaps", null]);
    expect(cells(coerceColumn(truth, booleanColumn("x", [])))).toEqual([true, false, true, null, null]);
    const days = stringColumn("x", ["2024-01-31", "2024-01-31 12:30:00", "2024-01-31T00:00:00+01:00", "soon", null]);
    const times = [day, new Date("2024-01-31T12:30:00Z"), new Date("2024-01-30T23:00:00Z"), null, null];
    expect(cells(coerceColumn(days, datetimeColumn("x", [])))).toEqual(times);
    expect(cells(coerceColumn(datetimeColumn("x", [day], "date"), stringColumn("x", [])))).toEqual(["2024-01-31"]);
    expect(cells(coerceColumn(booleanColumn("x", [true, null]), numberColumn("x", [])))).toEqual([1, null]);
    expect(cells(coerceColumn(numberColumn("x", [1, 0, 7, NaN]), booleanColumn("x", [])))).toEqual([true, false, null, null]);
  });
});

describe("alignTrio()", () => {
  const training = Table.of({ age: [31, 54], job: ["cook", "nurse"] });

  it("orders columns as training does and leaves out those that a table lacks", () => {
    const aligned = alignTrio({ training, holdout: Table.of({ age: [3] }), synthetic: Table.of({ job: ["cook"], age: [3] }) });
    expect(aligned.synthetic.columnNames).toEqual(["age"]);
    expect(aligned.absent).toEqual([{ column: "job", reason: 'the holdout table has no column "job"' }]);
  });

  it("takes the type of the holdout when training has no value", () => {
    const empty = new Table([stringColumn("age", [null])]);
    const aligned = alignTrio({ training: empty, holdout: Table.of({ age: [3] }), synthetic: Table.of({ age: ["4"] }) });
    expect(aligned.training.column("age").type).toBe("number");
    expect(aligned.synthetic.cell(0, "age")).toBe(4);
  });

  it("does not speak of columns without values", () => {
    const aligned = alignTrio({ training, synthetic: new Table([stringColumn("age", [null]), stringColumn("job", ["cook"])]) });
    expect(aligned.synthetic.column("age").type).toBe("number");
    expect(aligned.notes).toEqual([]);
  });
});
