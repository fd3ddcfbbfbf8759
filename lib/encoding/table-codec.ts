/** A table as integer codes, and back: the codecs of all its columns. */

import { breath, throwIfAborted } from "../base/abort";
import { checkChoice, checkOptions } from "../base/check";
import { didYouMean, quoteList } from "../base/errors";
import { atOnce, inTurns } from "../base/in-turns";
import { Rng } from "../base/random";
import type { Column } from "../table/column";
import { mergeCells } from "../table/merge-cells";
import { Table } from "../table/table";
import { coerced } from "./coerce";
import { copiesIn } from "./copies";
import { isConstant } from "./choose";
import { codecOf, type ColumnCodec, fitColumn, hasMissingFlag, labelsOf, missingCodeOf, noteOn } from "./column-codec";
import type { EncodedColumn, EncodedTable } from "./encoded-table";
import { applyImplications, findImplications } from "./implications";
import { rareThreshold, rowsPerPerson } from "./rare";
import { relatedColumns } from "./related-columns";
import { applyRepeat, findRepeats, type Repeat, repeatCodes, repeatLabels, repeatSubColumn } from "./repeats";
import { sharedUniforms } from "./shared-uniforms";
import { checkChosen, type DecodeOptions, type EncodeOptions, type FitOptions, type TableCodecState } from "./table-codec-options";

export type { EncodedColumn, EncodedTable } from "./encoded-table";
export type { DecodeOptions, EncodeOptions, FitOptions, TableCodecState } from "./table-codec-options";

const VERSION = 1;
const OPTION_NAMES = ["columns", "protection", "rare", "subjects", "rng", "signal"];

/**
 * Turns tables into integer codes for the network and codes into tables. It holds protected statistics only: no row, no
 * value that too few people share, no extreme.
 *
 * @example
 * const people = Table.of({ age: [31, 47, 31, 47], city: ["Ulm", "Ulm", "Bari", "Bari"] });
 * const codec = await TableCodec.fit(people, { protection: false, rng: new Rng(1) });
 * const encoded = codec.encode(people);
 * assert.deepEqual(encoded.codes.map((codes) => [...codes]), [[0, 1, 0, 1], [2, 2, 1, 1]]);
 * assert.deepEqual(codec.decode(encoded).row(2), { age: 31, city: "Bari" });
 */
export class TableCodec {
  /** The columns in the order of the training table. */
  readonly columns: readonly EncodedColumn[];
  /** What a user should know: columns that are not learnt, rare values that are replaced. */
  readonly notes: readonly string[];
  readonly #state: TableCodecState;
  readonly #codecs: readonly ColumnCodec[];

  private constructor(state: TableCodecState) {
    this.#state = state;
    this.#codecs = state.columns.map((column) => codecOf(column.state));
    let first = 0;
    this.columns = state.columns.map(({ name, state: columnState }, c) => {
      const leader = this.#leaderOf(c);
      const own = this.#codecs[c].subColumns;
      const subColumns = leader === undefined ? own : [...own, repeatSubColumn(state.columns[leader].name)];
      const missingCode = missingCodeOf(columnState);
      const missing = missingCode === undefined ? {} : { missingCode };
      const described = {
        name,
        encoding: columnState.encoding,
        first,
        subColumns,
        ...missing,
        hasMissingFlag: hasMissingFlag(columnState),
      };
      first += subColumns.length;
      return described;
    });
    this.notes = state.columns.flatMap((column) => noteOn(column.name, column.state) ?? []);
  }

  /**
   * Learns how to encode a table.
   *
   * @throws {RangeError} when `columns` names an unknown column or encoding
   * @throws {TypeError} when a chosen encoding does not suit the type of its column
   * @throws {AbortError} when the signal is raised
   */
  static async fit(table: Table, options: FitOptions = {}): Promise<TableCodec> {
    checkOptions("Cannot encode", options, OPTION_NAMES);
    const { columns = {}, protection = true, rare = "sample", subjects, rng = new Rng(1), signal } = options;
    checkChoice("Cannot encode", "rare", rare, ["sample", "constant"]);
    if (subjects !== undefined && subjects.length !== table.rowCount) {
      throw new RangeError(
        `Cannot encode: subjects has ${subjects.length} entries, the table ${table.rowCount} rows; give one for each row`,
      );
    }
    checkChosen(table, columns);
    const related = relatedColumns(table, rng.fork("related"));
    const fitted: TableCodecState["columns"][number][] = [];
    for (const column of table.columns) {
      await breath();
      throwIfAborted(signal, "Encoding");
      const shared = subjects === undefined ? {} : { subjects };
      const relation = related.get(column.name);
      // related columns draw the same thresholds, so that copies get the same codes
      const setting =
        relation === undefined
          ? { protection, rare, ...shared, rng: rng.fork(`column ${column.name}`) }
          : { protection, rare, ...shared, relation, rng: rng.fork(`group ${relation.group}`) };
      const chosen = Object.hasOwn(columns, column.name) ? columns[column.name] : undefined;
      fitted.push({ name: column.name, type: column.type, state: fitColumn(column, chosen, setting) });
    }
    await breath();
    const threshold = rareThreshold(rng.fork("implications"), protection) * rowsPerPerson(subjects, table.rowCount);
    const copies = copiesIn(table, isConstant);
    const states = fitted.map(({ state }) => state);
    const repeats = await inTurns(findRepeats(table, states, copies, threshold), signal, "Encoding");
    const codec = new TableCodec({ version: VERSION, columns: fitted, copies, repeats });
    const { codes } = await codec.encodeInTurns(table, { rng: rng.fork("encode"), ...(signal === undefined ? {} : { signal }) });
    const implications = await inTurns(findImplications(codec.#valueColumns(), codes, table.rowCount, threshold), signal, "Encoding");
    await breath();
    return new TableCodec({ ...codec.toJSON(), implications });
  }

  /** The codec of a model file; throws a SyntaxError when it comes from a newer version. */
  static fromJSON(state: TableCodecState): TableCodec {
    if (state.version > VERSION) {
      throw new SyntaxError(
        `Cannot read the encodings: they have version ${state.version}, this library reads up to ${VERSION}. Update synthetic-tables`,
      );
    }
    return new TableCodec(state);
  }

  toJSON(): TableCodecState {
    return this.#state;
  }

  /**
   * The codes of a table, which may hold values that the training had not: categories take the code of rare ones, numbers
   * and dates that of the nearest known. Cells of another type are read as the trained one where they can be. With
   * `columns`, only these are encoded and the codes of the others are 0.
   */
  encode(table: Table, options: EncodeOptions = {}): EncodedTable {
    return atOnce(this.#encoding(table, options));
  }

  /** The same, column by column, so that the event loop breathes in between. */
  encodeInTurns(table: Table, options: EncodeOptions & { readonly signal?: AbortSignal } = {}): Promise<EncodedTable> {
    return inTurns(this.#encoding(table, options), options.signal, "Encoding");
  }

  *#encoding(table: Table, options: EncodeOptions): Generator<undefined, EncodedTable> {
    const { columns = this.columns.map(({ name }) => name), rng = new Rng(1).fork("encode") } = options;
    for (const name of columns) this.#indexOf("Cannot encode", name);
    const wanted = new Set(columns);
    const codes: Int32Array[] = [];
    for (const [c, { name, type }] of this.#state.columns.entries()) {
      const codec = this.#codecs[c];
      if (!wanted.has(name)) codes.push(...codec.subColumns.map(() => new Int32Array(table.rowCount)));
      else if (codec.subColumns.length > 0) codes.push(...codec.encode(coerced(table.column(name), type), rng.fork(`column ${name}`)));
      else table.column(name);
      const leader = this.#leaderOf(c);
      if (leader !== undefined) codes.push(this.#repeatCodes(c, this.#state.columns[leader], table, wanted));
      yield;
    }
    return { rowCount: table.rowCount, codes };
  }

  /**
   * The table that codes stand for, with names, order, types and written forms of the training table. Codes may be any
   * below their cardinality; where columns always went together, they do again. `firstRow` numbers new rows, so that
   * identifiers go on from block to block; rows without a number complete others, and no cell is emptied in them.
   */
  decode(encoded: EncodedTable, options: DecodeOptions = {}): Table {
    return atOnce(this.#decoding(encoded, options));
  }

  /** The same, column by column, so that the event loop breathes in between. */
  decodeInTurns(encoded: EncodedTable, options: DecodeOptions & { readonly signal?: AbortSignal } = {}): Promise<Table> {
    return inTurns(this.#decoding(encoded, options), options.signal, "Decoding");
  }

  *#decoding(encoded: EncodedTable, options: DecodeOptions): Generator<undefined, Table> {
    const { rng = new Rng(1).fork("decode"), firstRow = 0 } = options;
    const { rowCount } = encoded;
    const needed = this.columns.reduce((sum, { subColumns }) => sum + subColumns.length, 0);
    if (encoded.codes.length !== needed)
      throw new RangeError(`Cannot decode: got ${encoded.codes.length} sub-columns of codes, the columns have ${needed}`);
    const { copies = [], implications = [], repeats = [] } = this.#state;
    const isNew = options.firstRow !== undefined;
    const codes = applyImplications(implications, this.#valueColumns(), encoded.codes, isNew, rng.fork("implications"));
    yield;
    const shared = sharedUniforms(rowCount, rng);
    const columns: Column[] = [];
    for (const [c, { name, first }] of this.columns.entries()) {
      const own = codes.slice(first, first + this.#codecs[c].subColumns.length);
      columns.push(this.#codecs[c].decode(own, { name, rowCount, firstRow, rng: rng.fork(`column ${name}`), shared }));
      yield;
    }
    for (const { follower, leader } of repeats) {
      const standing = options.cells?.has(columns[leader].name) === true ? options.cells.column(columns[leader].name) : undefined;
      const source = standing === undefined ? columns[leader] : mergeCells(coerced(standing, columns[leader].type), columns[leader]);
      const { first } = this.columns[follower];
      const told = codes[first + this.#codecs[follower].subColumns.length];
      columns[follower] = applyRepeat(columns[follower], source, told, this.#state.columns[follower].state);
    }
    const copied = columns.map((column, c) => (copies[c] >= 0 ? Object.freeze({ ...columns[copies[c]], name: column.name }) : column));
    return new Table(copied, rowCount);
  }

  /**
   * The code of a value in the first sub-column of a column whose values have codes: categories, truth values, discrete
   * numbers and spikes of binned ones. The value is given as it is written in a file.
   *
   * @throws {RangeError} when the column has no such code
   */
  codeOf(column: string, value: string | number | boolean): number {
    const c = this.#indexOf("Cannot look up a value", column);
    const { encoding } = this.columns[c];
    const labels = this.#codecs[c].subColumns.length === 0 ? [] : this.valueLabels(column);
    if (encoding === "categorical" || encoding === "boolean" || encoding === "discrete" || encoding === "binned") {
      const code = labels.lastIndexOf(String(value));
      if (code >= 0) return code;
      throw new RangeError(
        `"${column}" has no value "${value}" that the model knows.${didYouMean(String(value), labels)} The values are ${quoteList(labels, 12)}`,
      );
    }
    throw new RangeError(
      `Cannot look up "${value}" in "${column}": the column is encoded as "${encoding}", whose values have no codes of their own; train with columns: { ${JSON.stringify(column)}: "categorical" }`,
    );
  }

  /** What each code of a sub-column stands for, as a person reads it: a value, "missing", the interval of a bin. */
  valueLabels(column: string, subColumn = 0): string[] {
    const c = this.#indexOf("Cannot label", column);
    const { length } = this.columns[c].subColumns;
    if (subColumn < 0 || subColumn >= length) throw new RangeError(`Cannot label sub-column ${subColumn} of "${column}": it has ${length}`);
    const leader = this.#leaderOf(c);
    if (leader !== undefined && subColumn === length - 1) return repeatLabels(this.columns[leader].name);
    return labelsOf(this.#state.columns[c].state, subColumn);
  }

  /**
   * For each sub-column the shares of its codes: (count + 1) / (rows + cardinality), Laplace's rule of succession. Where a
   * flag says which cells are missing, the sub-columns behind it count the present cells only.
   */
  empiricalProbabilities({ codes, rowCount }: EncodedTable): Float64Array[] {
    return this.columns.flatMap(({ first, subColumns, hasMissingFlag: flagged }) =>
      subColumns.map(({ cardinality }, s) => {
        const shares = new Float64Array(cardinality).fill(1);
        let counted = 0;
        for (let i = 0; i < rowCount; i++) {
          if (flagged && s > 0 && codes[first][i] === 1) continue;
          shares[codes[first + s][i]]++;
          counted++;
        }
        return shares.map((count) => count / (counted + cardinality));
      }),
    );
  }

  /** Columns that repeat another in some rows, with the sub-column that tells when. */
  get repeats(): readonly (Repeat & { readonly subColumn: number })[] {
    return (this.#state.repeats ?? []).map((repeat) => {
      const { first, subColumns } = this.columns[repeat.follower];
      return { ...repeat, subColumn: first + subColumns.length - 1 };
    });
  }

  #leaderOf(column: number): number | undefined {
    return this.#state.repeats?.find(({ follower }) => follower === column)?.leader;
  }

  /** The columns with the sub-columns of their values alone. */
  #valueColumns(): EncodedColumn[] {
    return this.columns.map((column, c) => ({ ...column, subColumns: this.#codecs[c].subColumns }));
  }

  #repeatCodes(follower: number, leader: TableCodecState["columns"][number], table: Table, wanted: ReadonlySet<string>): Int32Array {
    const { name, type, state } = this.#state.columns[follower];
    if (!wanted.has(name)) return new Int32Array(table.rowCount);
    const known = wanted.has(leader.name) ? coerced(table.column(leader.name), leader.type) : undefined;
    return repeatCodes(coerced(table.column(name), type), known, state);
  }

  #indexOf(action: string, name: string): number {
    const names = this.columns.map((column) => column.name);
    if (names.includes(name)) return names.indexOf(name);
    throw new RangeError(`${action}: no column "${name}".${didYouMean(name, names)} The columns are ${quoteList(names, 12)}`);
  }
}
