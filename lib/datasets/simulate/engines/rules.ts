/** What holds for every row of `engines`. */

import { countWhere, numbersOf, textsOf } from "../cells";
import { childCounts, danglingKeys, repeatedKeys } from "../keys";
import type { Rule } from "../simulator";

export const enginesRules: readonly Rule[] = [
  { name: "engine_id is unique", violations: ({ engines }) => repeatedKeys(engines, "engine_id") },
  { name: "every cycle has its engine", violations: ({ cycles, engines }) => danglingKeys(cycles, "engine_id", engines, "engine_id") },
  {
    name: "cycles count 1, 2, 3 without gaps",
    violations: ({ cycles }) => {
      const engine = textsOf(cycles, "engine_id");
      const cycle = numbersOf(cycles, "cycle");
      return countWhere(cycles.rowCount, (i) => cycle[i] !== (i > 0 && engine(i) === engine(i - 1) ? cycle[i - 1] + 1 : 1));
    },
  },
  {
    name: "the number of cycles is that of the engine",
    violations: ({ engines, cycles }) => {
      const counts = childCounts(engines, "engine_id", cycles, "engine_id");
      const lives = numbersOf(engines, "cycles");
      return countWhere(engines.rowCount, (i) => counts[i] !== lives[i]);
    },
  },
];
