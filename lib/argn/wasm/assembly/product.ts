// Matrix product in tiles of 4 rows by 8 columns: as many running sums as the registers hold.

import { load4, multiplyAdd, spread, zero4 } from "./vector";

/** A strip of B longer than this does not stay in the first-level cache from one tile of rows to the next. */
const MOST_INNER: i32 = 256;

/**
 * C [rows, columns] = A [rows, inner] * B [inner, columns], added to C when `accumulate`. A(r, k) lies at
 * a + r * aRow + k * aInner, so that a transposed A costs nothing. Strides count floats; columns divide by 4.
 * Each element of C is summed in the order of k, wherever it lies in a tile: results do not depend on the blocking.
 */
export function product(
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  aRow: i32,
  aInner: i32,
  b: usize,
  bRow: i32,
  c: usize,
  cRow: i32,
  accumulate: i32,
): void {
  let done = 0;
  do {
    const some = min(inner - done, MOST_INNER);
    const fromA = a + ((<usize>done * <usize>aInner) << 2),
      fromB = b + ((<usize>done * <usize>bRow) << 2);
    strips(rows, columns, some, fromA, aRow, aInner, fromB, bRow, c, cRow, accumulate | <i32>(done > 0));
    done += some;
  } while (done < inner);
}

function strips(
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  aRow: i32,
  aInner: i32,
  b: usize,
  bRow: i32,
  c: usize,
  cRow: i32,
  accumulate: i32,
): void {
  let column = 0;
  for (; column + 8 <= columns; column += 8) {
    const at = (<usize>column) << 2;
    stripOf8(rows, inner, a, (<usize>aRow) << 2, (<usize>aInner) << 2, b + at, (<usize>bRow) << 2, c + at, (<usize>cRow) << 2, accumulate);
  }
  for (; column + 4 <= columns; column += 4) {
    const at = (<usize>column) << 2;
    stripOf4(rows, inner, a, (<usize>aRow) << 2, (<usize>aInner) << 2, b + at, (<usize>bRow) << 2, c + at, (<usize>cRow) << 2, accumulate);
  }
}

function stripOf8(
  rows: i32,
  inner: i32,
  a: usize,
  aRow: usize,
  aInner: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
  accumulate: i32,
): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    let a0 = a,
      a1 = a0 + aRow,
      a2 = a1 + aRow,
      a3 = a2 + aRow,
      from = b;
    const c1 = c + cRow,
      c2 = c1 + cRow,
      c3 = c2 + cRow;
    let s00 = zero4(),
      s01 = s00,
      s10 = s00,
      s11 = s00,
      s20 = s00,
      s21 = s00,
      s30 = s00,
      s31 = s00;
    if (accumulate) {
      s00 = load4(c);
      s01 = v128.load(c, 16);
      s10 = load4(c1);
      s11 = v128.load(c1, 16);
      s20 = load4(c2);
      s21 = v128.load(c2, 16);
      s30 = load4(c3);
      s31 = v128.load(c3, 16);
    }
    for (let k = 0; k < inner; k++) {
      const left = load4(from),
        right = v128.load(from, 16);
      let factor = spread(a0);
      s00 = multiplyAdd(factor, left, s00);
      s01 = multiplyAdd(factor, right, s01);
      factor = spread(a1);
      s10 = multiplyAdd(factor, left, s10);
      s11 = multiplyAdd(factor, right, s11);
      factor = spread(a2);
      s20 = multiplyAdd(factor, left, s20);
      s21 = multiplyAdd(factor, right, s21);
      factor = spread(a3);
      s30 = multiplyAdd(factor, left, s30);
      s31 = multiplyAdd(factor, right, s31);
      a0 += aInner;
      a1 += aInner;
      a2 += aInner;
      a3 += aInner;
      from += bRow;
    }
    v128.store(c, s00);
    v128.store(c, s01, 16);
    v128.store(c1, s10);
    v128.store(c1, s11, 16);
    v128.store(c2, s20);
    v128.store(c2, s21, 16);
    v128.store(c3, s30);
    v128.store(c3, s31, 16);
    a += aRow << 2;
    c += cRow << 2;
  }
  for (; row < rows; row++) {
    let at = a,
      from = b,
      left = zero4(),
      right = left;
    if (accumulate) {
      left = load4(c);
      right = v128.load(c, 16);
    }
    for (let k = 0; k < inner; k++) {
      const factor = spread(at);
      left = multiplyAdd(factor, load4(from), left);
      right = multiplyAdd(factor, v128.load(from, 16), right);
      at += aInner;
      from += bRow;
    }
    v128.store(c, left);
    v128.store(c, right, 16);
    a += aRow;
    c += cRow;
  }
}

function stripOf4(
  rows: i32,
  inner: i32,
  a: usize,
  aRow: usize,
  aInner: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
  accumulate: i32,
): void {
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    let a0 = a,
      a1 = a0 + aRow,
      a2 = a1 + aRow,
      a3 = a2 + aRow,
      from = b;
    const c1 = c + cRow,
      c2 = c1 + cRow,
      c3 = c2 + cRow;
    let s0 = zero4(),
      s1 = s0,
      s2 = s0,
      s3 = s0;
    if (accumulate) {
      s0 = load4(c);
      s1 = load4(c1);
      s2 = load4(c2);
      s3 = load4(c3);
    }
    for (let k = 0; k < inner; k++) {
      const x = load4(from);
      s0 = multiplyAdd(spread(a0), x, s0);
      s1 = multiplyAdd(spread(a1), x, s1);
      s2 = multiplyAdd(spread(a2), x, s2);
      s3 = multiplyAdd(spread(a3), x, s3);
      a0 += aInner;
      a1 += aInner;
      a2 += aInner;
      a3 += aInner;
      from += bRow;
    }
    v128.store(c, s0);
    v128.store(c1, s1);
    v128.store(c2, s2);
    v128.store(c3, s3);
    a += aRow << 2;
    c += cRow << 2;
  }
  for (; row < rows; row++) {
    let at = a,
      from = b,
      sum = accumulate ? load4(c) : zero4();
    for (let k = 0; k < inner; k++) {
      sum = multiplyAdd(spread(at), load4(from), sum);
      at += aInner;
      from += bRow;
    }
    v128.store(c, sum);
    a += aRow;
    c += cRow;
  }
}

/** to [columns, rows] = from [rows, columns] transposed. */
export function transpose(rows: i32, columns: i32, from: usize, fromRow: i32, to: usize, toRow: i32): void {
  const step = (<usize>toRow) << 2;
  for (let row = 0; row < rows; row++) {
    let source = from + ((<usize>row * <usize>fromRow) << 2),
      target = to + ((<usize>row) << 2);
    for (let column = 0; column < columns; column++) {
      store<f32>(target, load<f32>(source));
      source += 4;
      target += step;
    }
  }
}
