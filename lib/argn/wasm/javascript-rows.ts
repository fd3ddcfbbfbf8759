/** Rows of tables in plain JavaScript: compaction, gathering, scattering, sums of table rows. */

import type { Heap } from "./heap";
import type { Kernels } from "./kernels";

type RowKernels = Pick<Kernels, "clear" | "add" | "compact" | "gatherRows" | "scatterRows" | "sumTables" | "spreadToTables">;

export function rowKernels({ floats: F, integers: I }: Heap): RowKernels {
  const scatterRows: Kernels["scatterRows"] = (rows, width, from, fromRow, numbers, to) => {
    for (let row = 0; row < rows; row++) {
      const source = (from >>> 2) + row * fromRow;
      const target = (to >>> 2) + I[(numbers >>> 2) + row] * width;
      for (let at = 0; at < width; at++) F[target + at] += F[source + at];
    }
  };
  return {
    scatterRows,
    clear: (length, at) => void F.fill(0, at >>> 2, (at >>> 2) + length),
    add(length, x, y) {
      for (let at = 0; at < length; at++) F[(y >>> 2) + at] += F[(x >>> 2) + at];
    },
    compact(rows, codes, slots, index, present) {
      let found = 0;
      for (let row = 0; row < rows; row++) {
        const code = I[(codes >>> 2) + row];
        const slot = (slots >>> 2) + code;
        if (I[slot] === 0) {
          I[(present >>> 2) + found] = code;
          I[slot] = ++found;
        }
        I[(index >>> 2) + row] = I[slot] - 1;
      }
      for (let number = 0; number < found; number++) I[(slots >>> 2) + I[(present >>> 2) + number]] = 0;
      return found;
    },
    gatherRows(rows, width, from, numbers, to, toRow) {
      for (let row = 0; row < rows; row++) {
        const source = (from >>> 2) + I[(numbers >>> 2) + row] * width;
        F.copyWithin((to >>> 2) + row * toRow, source, source + width);
      }
    },
    sumTables(rows, count, units, tables, bias, hidden, accumulate, relu) {
      for (let row = 0; row < rows; row++) {
        const to = (hidden >>> 2) + row * units;
        if (accumulate === 0) F.copyWithin(to, bias >>> 2, (bias >>> 2) + units);
        for (let pair = tables >>> 2; pair < (tables >>> 2) + 2 * count; pair += 2) {
          const from = (I[pair] >>> 2) + I[(I[pair + 1] >>> 2) + row] * units;
          for (let unit = 0; unit < units; unit++) F[to + unit] += F[from + unit];
        }
        if (relu !== 0) for (let unit = to; unit < to + units; unit++) F[unit] = Math.max(F[unit], 0);
      }
    },
    spreadToTables(rows, count, units, tables, gradient) {
      for (let pair = tables >>> 2; pair < (tables >>> 2) + 2 * count; pair += 2) {
        scatterRows(rows, units, gradient, units, I[pair + 1], I[pair]);
      }
    },
  };
}
