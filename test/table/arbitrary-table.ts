/** Random tables with everything that real ones have, for property tests. */

import fc from "fast-check";

import { booleanColumn, type Column, DATETIME_FORMATS, datetimeColumn, numberColumn, stringColumn } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

/** Texts that break careless readers: numbers, missing marks, separators, quotes, line ends, blanks, other scripts. */
export const nastyText = fc.oneof(
  fc.constantFrom("", "NA", "null", "007", "12", "1e5", "true", "2024-01-31", "1/2/2024", "+49", "1,234", "?", "__proto__", "constructor"),
  fc.constantFrom(
    " lead",
    "trail ",
    "\t",
    "a,b",
    "a;b",
    'say "x"',
    '"',
    "line\nbreak",
    "line\r\nbreak",
    "\r",
    "\uFEFFmark",
    "Zoë 🙂",
    "\0",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);

const columnName = fc.oneof(
  fc.constantFrom("a.b", "🙂", 'the "best"', "__proto__", "x,y", " padded ", "two\nlines", "1"),
  fc.string({ unit: "binary", minLength: 1, maxLength: 8 }),
);

const number = fc.oneof(
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  fc.constantFrom(1e21, 1e20, -0, 5e-324),
);

function orMissing<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.option(value, { freq: 5, nil: null });
}

function list<Value>(value: fc.Arbitrary<Value>, length: number): fc.Arbitrary<(Value | null)[]> {
  return fc.array(orMissing(value), { minLength: length, maxLength: length });
}

function datetimes(name: string, length: number): fc.Arbitrary<Column> {
  return fc.constantFrom(...DATETIME_FORMATS).chain((format) => {
    const step = format === "date" ? 86_400_000 : format.includes("ms") ? 1 : 1000;
    const most = Math.floor(8.64e15 / step);
    const time = fc.oneof(
      fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }).map((seconds) => Math.floor((seconds * 1000) / step)),
      fc.integer({ min: -most, max: most }),
    );
    return list(time, length).map((cells) =>
      datetimeColumn(
        name,
        cells.map((cell) => (cell === null ? null : cell * step)),
        format,
      ),
    );
  });
}

function column(name: string, length: number): fc.Arbitrary<Column> {
  return fc.oneof(
    list(number, length).map((cells) => numberColumn(name, cells)),
    list(nastyText, length).map((cells) => stringColumn(name, cells)),
    list(fc.boolean(), length).map((cells) => booleanColumn(name, cells)),
    datetimes(name, length),
  );
}

/** A table of 1 to 4 columns and 0 to 8 rows. */
export const arbitraryTable: fc.Arbitrary<Table> = fc
  .tuple(fc.uniqueArray(columnName, { minLength: 1, maxLength: 4 }), fc.nat({ max: 8 }))
  .chain(([names, length]) => fc.tuple(...names.map((name) => column(name, length))).map((columns) => new Table(columns, length)));

/** What a table says, in a form that equality tests compare: names, types, forms and cells, -0 apart from 0. */
export function contents(table: Table): unknown {
  return table.columns.map((column) => ({
    name: column.name,
    type: column.type,
    format: column.type === "datetime" ? column.format : undefined,
    cells:
      column.type === "string"
        ? Array.from(column.codes, (code) => (code < 0 ? null : column.dictionary[code]))
        : Array.from(column.values),
  }));
}
