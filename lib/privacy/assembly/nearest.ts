// The quick look at reference rows: sums of distances in single precision, four rows at a time. What may be near is looked at
// again in doubles by the caller. Built by `node lib/privacy/assembly/build.mjs`.

/** One column: what it adds to the sums of four rows. */
@inline function term(query: usize, rows: usize, mixed: bool): v128 {
  const apart = f32x4.sub(v128.load32_splat(query), v128.load(rows));
  return mixed ? f32x4.pmin(f32x4.abs(apart), f32x4.splat(1)) : f32x4.mul(apart, apart);
}

@inline function look(rows: i32, width: i32, references: usize, query: usize, found: usize, enough: f32, mixed: bool): i32 {
  const bound = f32x4.splat(enough);
  let count = 0;
  for (let row = 0; row < rows; row += 4) {
    let even = f32x4.splat(0), odd = f32x4.splat(0), at = references, column = query;
    const end = query + (<usize>width << 2);
    while (column < end) {
      even = f32x4.add(even, term(column, at, mixed));
      odd = f32x4.add(odd, term(column + 4, at + 16, mixed));
      even = f32x4.add(even, term(column + 8, at + 32, mixed));
      odd = f32x4.add(odd, term(column + 12, at + 48, mixed));
      even = f32x4.add(even, term(column + 16, at + 64, mixed));
      odd = f32x4.add(odd, term(column + 20, at + 80, mixed));
      even = f32x4.add(even, term(column + 24, at + 96, mixed));
      odd = f32x4.add(odd, term(column + 28, at + 112, mixed));
      column += 32;
      at += 128;
      if (!v128.any_true(f32x4.lt(f32x4.add(even, odd), bound))) break;
    }
    let near = i32x4.bitmask(f32x4.lt(f32x4.add(even, odd), bound));
    while (near !== 0) {
      const lane = ctz(near);
      if (row + lane < rows) {
        store<i32>(found + (<usize>count << 2), row + lane);
        count++;
      }
      near &= near - 1;
    }
    references += <usize>width << 4;
  }
  return count;
}

/**
 * Writes to `found` which of the rows have a sum below `enough` and gives how many. `references` holds them in fours, column by
 * column; `width` divides by 8. The sum is that of min(1, |a - b|).
 */
export function lookMixed(rows: i32, width: i32, references: usize, query: usize, found: usize, enough: f32): i32 {
  return look(rows, width, references, query, found, enough, true);
}

/** The same with the sum of squared differences. */
export function lookEuclidean(rows: i32, width: i32, references: usize, query: usize, found: usize, enough: f32): i32 {
  return look(rows, width, references, query, found, enough, false);
}
