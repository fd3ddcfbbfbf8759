/** The combinations of codes that some columns may have together. */

export class Combinations {
  /** `#byCode[m].get(code)`: the numbers of the combinations in which member m has this code. */
  readonly #byCode: readonly Map<number, number[]>[];
  readonly #all: readonly number[];

  /**
   * @param columns indices of the columns
   * @param codes one list of codes for each combination, in the order of `columns`
   */
  constructor(
    readonly columns: readonly number[],
    readonly codes: readonly (readonly number[])[],
    readonly rule: string,
  ) {
    this.#all = codes.map((_, number) => number);
    this.#byCode = columns.map((_, member) => {
      const numbers = new Map<number, number[]>();
      codes.forEach((combination, number) => {
        const list = numbers.get(combination[member]);
        if (list === undefined) numbers.set(combination[member], [number]);
        else list.push(number);
      });
      return numbers;
    });
  }

  /** The combinations that agree with the codes that are known; `known[m]` is -1 where member m is open. */
  matching(known: readonly number[]): readonly number[] {
    let candidates = this.#all;
    known.forEach((code, member) => {
      if (code < 0) return;
      const list = this.#byCode[member].get(code) ?? [];
      if (list.length < candidates.length) candidates = list;
    });
    if (known.every((code) => code < 0)) return candidates;
    return candidates.filter((number) => known.every((code, member) => code < 0 || this.codes[number][member] === code));
  }
}
