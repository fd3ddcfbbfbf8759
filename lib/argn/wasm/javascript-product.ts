/** Matrix products in plain JavaScript. */

import type { Heap } from "./heap";
import type { Kernels } from "./kernels";

/** Tiles of 2 rows by 4 columns, summed in doubles: larger tiles spill, and rounding to floats at each step halves the speed. */
export function productKernels({ floats: F }: Heap): Pick<Kernels, "product" | "transpose"> {
  return {
    product(rows, columns, inner, aBytes, aRow, aInner, bBytes, bRow, cBytes, cRow, accumulate) {
      const a = aBytes >>> 2;
      const b = bBytes >>> 2;
      const c = cBytes >>> 2;
      for (let row = 0; row < rows; row += 2) {
        const first = a + row * aRow;
        // with an odd row at the end, the second row of the tile repeats the first
        const second = row + 1 < rows ? first + aRow : first;
        for (let column = 0; column < columns; column += 4) {
          const to = c + row * cRow + column;
          const below = to + cRow;
          // prettier-ignore
          let p0 = 0, p1 = 0, p2 = 0, p3 = 0, q0 = 0, q1 = 0, q2 = 0, q3 = 0;
          for (let k = 0, x = first, y = second, at = b + column; k < inner; k++, x += aInner, y += aInner, at += bRow) {
            const u = F[x];
            const v = F[y];
            p0 += u * F[at];
            p1 += u * F[at + 1];
            p2 += u * F[at + 2];
            p3 += u * F[at + 3];
            q0 += v * F[at];
            q1 += v * F[at + 1];
            q2 += v * F[at + 2];
            q3 += v * F[at + 3];
          }
          if (accumulate === 0) F.fill(0, to, to + 4);
          F[to] += p0;
          F[to + 1] += p1;
          F[to + 2] += p2;
          F[to + 3] += p3;
          if (row + 1 === rows) continue;
          if (accumulate === 0) F.fill(0, below, below + 4);
          F[below] += q0;
          F[below + 1] += q1;
          F[below + 2] += q2;
          F[below + 3] += q3;
        }
      }
    },
    transpose(rows, columns, from, fromRow, to, toRow) {
      for (let row = 0; row < rows; row++) {
        const source = (from >>> 2) + row * fromRow;
        const target = (to >>> 2) + row;
        for (let column = 0; column < columns; column++) F[target + column * toRow] = F[source + column];
      }
    },
  };
}
