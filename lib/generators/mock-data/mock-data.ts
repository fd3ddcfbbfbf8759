import { checkOptions } from "../../base/check";
import { didYouMean, quoteList } from "../../base/errors";
import type { Rng } from "../../base/random";
import { type Column, takeCells } from "../../table/column";
import { Table } from "../../table/table";
import { drawFrom, type CellDistribution } from "../distribution";
import { family, type Generator } from "../generator";
import { mockColumn } from "../mock";
import { tableOfRows } from "./answer-rows";
import { type FieldKind, fieldKinds, fieldWriter, isFieldKind, kindByName } from "./field-kinds";

/**
 * What a column holds: a kind of field such as "email", a distribution, or a relation: `{ references: orders.column("id") }`
 * takes every cell from that column of another table, so that each reference leads to a row. With `once` none is taken twice.
 */
export type MockField = FieldKind | CellDistribution | { readonly references: Column; readonly once?: boolean };

export interface MockDataOptions {
  /** Fields by column name; the others are guessed from name and type. */
  readonly fields?: Readonly<Record<string, MockField>>;
}

/**
 * Mock data with fields that people know: names, towns, products, by faker-js. Of the table only names and types are looked
 * at; words that a column without a field gets are guessed from its name. Relations to other tables hold in every row.
 *
 * It looks like data, and knows nothing: no share, no range and no tie is that of the table.
 *
 * @example
 * const customers = await (await mockData().train(Table.of({ id: ["a"], email: ["b"] }))).sample(3, { seed: 1 });
 * const orders = mockData({ fields: { customer: { references: customers.column("id") }, price: { draw: "uniform", low: 1, high: 9 } } });
 * const drawn = await (await orders.train(Table.of({ customer: ["a"], price: [1] }))).sample(20, { seed: 2 });
 * assert.ok([...drawn.rows()].every(({ customer }) => [...customers.rows()].some(({ id }) => id === customer)));
 */
export function mockData(options: MockDataOptions = {}): Generator {
  checkOptions("Cannot make mock data", options, ["fields"]);
  const fields = options.fields ?? {};
  for (const [name, field] of Object.entries(fields)) checkField(name, field);
  return family("mock-data", (table) => {
    for (const name of Object.keys(fields)) {
      if (!table.has(name))
        throw new RangeError(`Cannot train mock-data: fields names "${name}", which is no column.${didYouMean(name, table.columnNames)}`);
    }
    return async (rows, rng, turn) => {
      const columns: Column[] = [];
      for (const [c, column] of table.columns.entries()) {
        await turn(c, table.columns.length);
        const field = Object.hasOwn(fields, column.name) ? fields[column.name] : undefined;
        columns.push(await drawColumn(column, field, rows, rng.fork(column.name)));
      }
      return new Table(columns, rows);
    };
  });
}

function checkField(name: string, field: MockField): void {
  if (typeof field === "object" && field !== null && ("references" in field || "draw" in field)) return;
  if (typeof field === "string" && isFieldKind(field)) return;
  const hint = typeof field === "string" ? didYouMean(field, fieldKinds) : "";
  throw new RangeError(
    `Cannot make mock data: the field "${name}" is ${JSON.stringify(field)}, it must be a distribution, a relation or one of ${quoteList(fieldKinds, 30)}.${hint}`,
  );
}

async function drawColumn(column: Column, field: MockField | undefined, rows: number, rng: Rng): Promise<Column> {
  if (field !== undefined && typeof field === "object" && "references" in field) return references(column.name, field, rows, rng);
  if (field !== undefined && typeof field === "object") {
    const cells = Array.from({ length: rows }, () => [drawFrom(column.name, field, {}, rng)]);
    return tableOfRows(cells, [column]).columns[0];
  }
  if (field === undefined && column.type !== "string") return mockColumn(column)(rows, rng);
  const write = await fieldWriter(field ?? kindByName(column.name), rng);
  const cells = Array.from({ length: rows }, () => [write()]);
  return tableOfRows(cells, [column]).columns[0];
}

function references(
  name: string,
  { references: parent, once = false }: { readonly references: Column; readonly once?: boolean },
  rows: number,
  rng: Rng,
): Column {
  if (rows > 0 && parent.length === 0) throw new RangeError(`Cannot sample from mock-data: "${name}" refers to a column without rows`);
  if (once && rows > parent.length) {
    throw new RangeError(
      `Cannot sample ${rows} rows from mock-data: "${name}" takes each of the ${parent.length} cells of "${parent.name}" once`,
    );
  }
  const chosen = once
    ? rng.permutation(parent.length).subarray(0, rows)
    : Int32Array.from({ length: rows }, () => rng.integer(parent.length));
  return { ...takeCells(parent, chosen), name };
}
