import { checkOptions } from "../base/check";
import type { Rng } from "../base/random";
import type { Cell } from "../table/column";
import { type Row, Table } from "../table/table";
import { type CellDistribution, drawFrom } from "./distribution";
import { type Generator, sampler, type Turn } from "./generator";

/** How a cell follows from the cells before it in the row, and from chance. */
export type CellRule = (row: Row, rng: Rng) => Cell;

export interface RulesOptions {
  /** What must hold for every row; a row that breaks one is drawn again. */
  readonly constraints?: readonly ((row: Row) => boolean)[];
}

const MOST_TRIES = 1000;

/**
 * Handcrafted data: one rule for each column, in order. A rule is a distribution, whose numbers may depend on the cells of
 * the row so far, or a function of those cells: for a calculated column, or for anything else. Training looks at nothing,
 * so nothing can leak, and nothing is known but what you wrote.
 *
 * @throws {RangeError} when 1,000 rows drawn for one place all break a constraint
 * @example
 * const people = rules(
 *   {
 *     age: { draw: "uniform", low: 18, high: 79, decimals: 0 },
 *     sex: { draw: "choice", shares: { F: 0.5, M: 0.5 } },
 *     income: { draw: "normal", mean: ({ age }) => 20_000 + 300 * Number(age), deviation: 5000, low: 0, decimals: 0 },
 *     tax: ({ income }) => Math.round(0.2 * Number(income)),
 *   },
 *   { constraints: [({ income }) => Number(income) > 1000] },
 * );
 * const synthetic = await (await people.train(Table.of({}))).sample(5, { seed: 1 });
 * assert.ok([...synthetic.rows()].every(({ income, tax }) => tax === Math.round(0.2 * Number(income))));
 */
export function rules(columns: Readonly<Record<string, CellRule | CellDistribution>>, options: RulesOptions = {}): Generator {
  checkOptions("Cannot make rules", options, ["constraints"]);
  const { constraints = [] } = options;
  const entries = Object.entries(columns).map(([name, rule]): [string, CellRule] => [name, ruleOf(name, rule)]);
  const trained = sampler("rules", async (rows, rng, turn) => {
    const streams = entries.map(([name]) => rng.fork(name));
    const cells = await drawRows(rows, entries, streams, constraints, turn);
    return Table.of(Object.fromEntries(entries.map(([name], j) => [name, cells[j]])));
  });
  return { name: "rules", train: () => Promise.resolve(trained) };
}

function ruleOf(name: string, rule: CellRule | CellDistribution): CellRule {
  if (typeof rule === "function") return rule;
  if (typeof rule === "object" && rule !== null && "draw" in rule) return (row, rng) => drawFrom(name, rule, row, rng);
  throw new TypeError(
    `Cannot make rules: that of "${name}" is ${typeof rule}, it must be a function (row, rng) => cell or a distribution such as { draw: "normal", mean: 0, deviation: 1 }`,
  );
}

async function drawRows(
  rows: number,
  entries: readonly (readonly [string, CellRule])[],
  streams: readonly Rng[],
  constraints: readonly ((row: Row) => boolean)[],
  turn: Turn,
): Promise<readonly Cell[][]> {
  const cells: Cell[][] = entries.map(() => []);
  for (let i = 0; i < rows; i++) {
    await turn(i, rows);
    let row = drawRow(entries, streams);
    for (let attempt = 1; !constraints.every((holds) => holds(row)); attempt++) {
      if (attempt === MOST_TRIES) {
        const broken = 1 + constraints.findIndex((holds) => !holds(row));
        throw new RangeError(
          `Cannot sample from rules: ${MOST_TRIES} rows in turn broke a constraint, the last one number ${broken}; loosen it or change the rules`,
        );
      }
      row = drawRow(entries, streams);
    }
    entries.forEach(([name], j) => cells[j].push(row[name]));
  }
  return cells;
}

function drawRow(entries: readonly (readonly [string, CellRule])[], streams: readonly Rng[]): Row {
  const row: Record<string, Cell> = {};
  entries.forEach(([name, rule], j) => {
    // defineProperty, as a column may be called "__proto__"
    Object.defineProperty(row, name, { value: rule(row, streams[j]), enumerable: true, configurable: true, writable: true });
  });
  return row;
}
