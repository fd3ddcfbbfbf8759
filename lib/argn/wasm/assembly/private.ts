// What differential privacy adds: the length of each row's gradient, its clipping, and noise.

import { load4, multiplyAdd, sumOf, zero4 } from "./vector";

/** sums[row] += |x[row]|^2, times weights[row] when there are weights. */
export function addSquares(rows: i32, width: i32, x: usize, xRow: i32, sums: usize, weights: usize): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    let total = zero4();
    for (let at: usize = 0; at < bytes; at += 16) total = multiplyAdd(load4(x + at), load4(x + at), total);
    const sum = sums + (<usize>row << 2);
    const weight: f32 = weights ? load<f32>(weights + (<usize>row << 2)) : 1;
    store<f32>(sum, load<f32>(sum) + weight * sumOf(total));
    x += <usize>xRow << 2;
  }
}

/** to[row] += from[numbers[row]], single floats. */
export function addGathered(rows: i32, from: usize, numbers: usize, to: usize): void {
  for (let row = 0; row < rows; row++) {
    const at = to + (<usize>row << 2);
    store<f32>(at, load<f32>(at) + load<f32>(from + (<usize>load<u32>(numbers + (<usize>row << 2)) << 2)));
  }
}

/** sums[row] += (1 + |x[row]|^2) * |gradient[row]|^2. */
export function addLengths(rows: i32, inputs: i32, x: usize, units: i32, gradient: usize, sums: usize): void {
  const inputBytes = <usize>inputs << 2, bytes = <usize>units << 2;
  for (let row = 0; row < rows; row++) {
    let input = zero4(), total = zero4();
    for (let at: usize = 0; at < inputBytes; at += 16) input = multiplyAdd(load4(x + at), load4(x + at), input);
    for (let at: usize = 0; at < bytes; at += 16) total = multiplyAdd(load4(gradient + at), load4(gradient + at), total);
    const sum = sums + (<usize>row << 2);
    store<f32>(sum, load<f32>(sum) + (1 + sumOf(input)) * sumOf(total));
    x += inputBytes;
    gradient += bytes;
  }
}

/** x[row] *= factors[row], and then, when there are sums, sums += the columns of x added up. */
export function scaleRows(rows: i32, width: i32, x: usize, factors: usize, sums: usize): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    const factor = v128.load32_splat(factors + (<usize>row << 2));
    for (let at: usize = 0; at < bytes; at += 16) {
      const scaled = f32x4.mul(load4(x + at), factor);
      v128.store(x + at, scaled);
      if (sums) v128.store(sums + at, f32x4.add(load4(sums + at), scaled));
    }
    x += bytes;
  }
}

/**
 * to [rows, toRow] = x [rows, xRow] times masks, added to what is there when `accumulate`. `parts` lists `count` triples
 * (masks, numbers, width) of columns side by side: the mask of a row is masks[numbers[firstRow + row]]. Masks are padded with
 * zeros to whole vectors.
 */
export function addMasked(rows: i32, count: i32, parts: usize, firstRow: i32, x: usize, xRow: i32, to: usize, toRow: i32, accumulate: i32): void {
  const end = parts + <usize>count * 12;
  for (let row = 0; row < rows; row++) {
    let from = x, target = to;
    for (let part = parts; part < end; part += 12) {
      const bytes = <usize>load<u32>(part, 8) << 2, number = load<u32>(<usize>load<u32>(part, 4) + (<usize>(firstRow + row) << 2));
      const mask = <usize>load<u32>(part) + <usize>number * ((bytes + 15) & ~15);
      for (let at: usize = 0; at < bytes; at += 16) {
        const value = f32x4.mul(load4(from + at), load4(mask + at));
        v128.store(target + at, accumulate ? f32x4.add(load4(target + at), value) : value);
      }
      from += bytes;
      target += bytes;
    }
    x += <usize>xRow << 2;
    to += <usize>toRow << 2;
  }
}

/** to [rows, toRow] += x [rows, xRow], whole vectors. */
export function addRows(rows: i32, width: i32, x: usize, xRow: i32, to: usize, toRow: i32): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, f32x4.add(load4(to + at), load4(x + at)));
    x += <usize>xRow << 2;
    to += <usize>toRow << 2;
  }
}

/** Zeroes `width` floats of each row. */
export function clearColumns(rows: i32, width: i32, x: usize, xRow: i32): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) store<f32>(x + (<usize>column << 2), 0);
    x += <usize>xRow << 2;
  }
}

@inline function rotate(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

@inline function rotate16(x: v128): v128 {
  return v128.shuffle<u8>(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13);
}

@inline function rotate8(x: v128): v128 {
  return v128.shuffle<u8>(x, x, 3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14);
}

/** Sixteen words of four blocks of ChaCha12 (RFC 8439, section 2.3, with 12 rounds instead of 20): word w of block b is lane b of the vector at words + 16 w. */
function keystream(key: usize, counter: u32, nonce0: u32, nonce1: u32, nonce2: u32, words: usize): void {
  const i12 = i32x4.add(i32x4.splat(<i32>counter), i32x4(0, 1, 2, 3));
  let x0 = i32x4.splat(0x61707865), x1 = i32x4.splat(0x3320646e), x2 = i32x4.splat(0x79622d32), x3 = i32x4.splat(0x6b206574);
  let x4 = v128.load32_splat(key), x5 = v128.load32_splat(key, 4), x6 = v128.load32_splat(key, 8), x7 = v128.load32_splat(key, 12);
  let x8 = v128.load32_splat(key, 16), x9 = v128.load32_splat(key, 20), x10 = v128.load32_splat(key, 24), x11 = v128.load32_splat(key, 28);
  let x12 = i12, x13 = i32x4.splat(<i32>nonce0), x14 = i32x4.splat(<i32>nonce1), x15 = i32x4.splat(<i32>nonce2);
  for (let round = 0; round < 6; round++) {
    x0 = i32x4.add(x0, x4); x12 = rotate16(v128.xor(x12, x0)); x8 = i32x4.add(x8, x12); x4 = rotate(v128.xor(x4, x8), 12);
    x0 = i32x4.add(x0, x4); x12 = rotate8(v128.xor(x12, x0)); x8 = i32x4.add(x8, x12); x4 = rotate(v128.xor(x4, x8), 7);
    x1 = i32x4.add(x1, x5); x13 = rotate16(v128.xor(x13, x1)); x9 = i32x4.add(x9, x13); x5 = rotate(v128.xor(x5, x9), 12);
    x1 = i32x4.add(x1, x5); x13 = rotate8(v128.xor(x13, x1)); x9 = i32x4.add(x9, x13); x5 = rotate(v128.xor(x5, x9), 7);
    x2 = i32x4.add(x2, x6); x14 = rotate16(v128.xor(x14, x2)); x10 = i32x4.add(x10, x14); x6 = rotate(v128.xor(x6, x10), 12);
    x2 = i32x4.add(x2, x6); x14 = rotate8(v128.xor(x14, x2)); x10 = i32x4.add(x10, x14); x6 = rotate(v128.xor(x6, x10), 7);
    x3 = i32x4.add(x3, x7); x15 = rotate16(v128.xor(x15, x3)); x11 = i32x4.add(x11, x15); x7 = rotate(v128.xor(x7, x11), 12);
    x3 = i32x4.add(x3, x7); x15 = rotate8(v128.xor(x15, x3)); x11 = i32x4.add(x11, x15); x7 = rotate(v128.xor(x7, x11), 7);
    x0 = i32x4.add(x0, x5); x15 = rotate16(v128.xor(x15, x0)); x10 = i32x4.add(x10, x15); x5 = rotate(v128.xor(x5, x10), 12);
    x0 = i32x4.add(x0, x5); x15 = rotate8(v128.xor(x15, x0)); x10 = i32x4.add(x10, x15); x5 = rotate(v128.xor(x5, x10), 7);
    x1 = i32x4.add(x1, x6); x12 = rotate16(v128.xor(x12, x1)); x11 = i32x4.add(x11, x12); x6 = rotate(v128.xor(x6, x11), 12);
    x1 = i32x4.add(x1, x6); x12 = rotate8(v128.xor(x12, x1)); x11 = i32x4.add(x11, x12); x6 = rotate(v128.xor(x6, x11), 7);
    x2 = i32x4.add(x2, x7); x13 = rotate16(v128.xor(x13, x2)); x8 = i32x4.add(x8, x13); x7 = rotate(v128.xor(x7, x8), 12);
    x2 = i32x4.add(x2, x7); x13 = rotate8(v128.xor(x13, x2)); x8 = i32x4.add(x8, x13); x7 = rotate(v128.xor(x7, x8), 7);
    x3 = i32x4.add(x3, x4); x14 = rotate16(v128.xor(x14, x3)); x9 = i32x4.add(x9, x14); x4 = rotate(v128.xor(x4, x9), 12);
    x3 = i32x4.add(x3, x4); x14 = rotate8(v128.xor(x14, x3)); x9 = i32x4.add(x9, x14); x4 = rotate(v128.xor(x4, x9), 7);
  }
  v128.store(words, i32x4.add(x0, i32x4.splat(0x61707865))); v128.store(words, i32x4.add(x1, i32x4.splat(0x3320646e)), 16);
  v128.store(words, i32x4.add(x2, i32x4.splat(0x79622d32)), 32); v128.store(words, i32x4.add(x3, i32x4.splat(0x6b206574)), 48);
  v128.store(words, i32x4.add(x4, v128.load32_splat(key)), 64); v128.store(words, i32x4.add(x5, v128.load32_splat(key, 4)), 80);
  v128.store(words, i32x4.add(x6, v128.load32_splat(key, 8)), 96); v128.store(words, i32x4.add(x7, v128.load32_splat(key, 12)), 112);
  v128.store(words, i32x4.add(x8, v128.load32_splat(key, 16)), 128); v128.store(words, i32x4.add(x9, v128.load32_splat(key, 20)), 144);
  v128.store(words, i32x4.add(x10, v128.load32_splat(key, 24)), 160); v128.store(words, i32x4.add(x11, v128.load32_splat(key, 28)), 176);
  v128.store(words, i32x4.add(x12, i12), 192); v128.store(words, i32x4.add(x13, i32x4.splat(<i32>nonce0)), 208);
  v128.store(words, i32x4.add(x14, i32x4.splat(<i32>nonce1)), 224); v128.store(words, i32x4.add(x15, i32x4.splat(<i32>nonce2)), 240);
}

/** ln(x / 2^24) for x above 0 (polynomial of Cephes' logf): x is a power of two times a factor between the roots of 1/2 and 2. */
@inline function logarithm(x: v128): v128 {
  const power = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(power, i32x4.splat(24)));
  const m = f32x4.sub(i32x4.sub(x, i32x4.shl(power, 23)), f32x4.splat(1));
  const square = f32x4.mul(m, m);
  let p = f32x4.splat(7.0376836292e-2);
  p = multiplyAdd(p, m, f32x4.splat(-1.151461031e-1));
  p = multiplyAdd(p, m, f32x4.splat(1.167699874e-1));
  p = multiplyAdd(p, m, f32x4.splat(-1.2420140846e-1));
  p = multiplyAdd(p, m, f32x4.splat(1.4249322787e-1));
  p = multiplyAdd(p, m, f32x4.splat(-1.6668057665e-1));
  p = multiplyAdd(p, m, f32x4.splat(2.0000714765e-1));
  p = multiplyAdd(p, m, f32x4.splat(-2.4999993993e-1));
  p = multiplyAdd(p, m, f32x4.splat(3.3333331174e-1));
  const tail = f32x4.sub(f32x4.mul(f32x4.mul(p, m), square), f32x4.mul(square, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(tail, m), f32x4.mul(exponent, f32x4.splat(0.69314718)));
}

/** Below, a uniform number of 24 bits is too coarse for the tail: it gets 40 more. */
const COARSE: i32 = 1 << 20;

/**
 * Four uniform numbers on (0, 1], in units of 2^-24: the upper bits of the high words, and where these are small all bits and
 * those of their low words, which are in such want that a keystream of their own, from the upper half of the counters, is
 * made when they are needed.
 */
@inline function uniforms(high: v128, group: usize, counter: u32, key: usize, nonce0: u32, nonce1: u32, nonce2: u32, words: usize): v128 {
  const upper = i32x4.shr_u(high, 8);
  const middle = f32x4.add(f32x4.convert_i32x4_s(upper), f32x4.splat(0.5));
  const coarse = i32x4.lt_s(upper, i32x4.splat(COARSE >>> 8));
  if (!v128.any_true(coarse)) return middle;
  const others = words + 256;
  keystream(key, counter | 0x80000000, nonce0, nonce1, nonce2, others);
  const low = f32x4.mul(f32x4.add(f32x4.convert_i32x4_u(v128.load(others + group)), f32x4.splat(0.5)), f32x4.splat(2.3283064e-10));
  return v128.bitselect(f32x4.mul(f32x4.add(f32x4.convert_i32x4_u(high), low), f32x4.splat(0.00390625)), middle, coarse);
}

/**
 * x += scale * standard normal numbers (Box and Muller) from the keystream of key and nonce. The uniform number under
 * the logarithm has 24 random bits, and up to 64 where they matter, so that the tail reaches 9.5 standard deviations. Per four blocks 64 numbers:
 * two words each (uniform, angle) make four sines, then four cosines. `words` has room for 128 words.
 */
export function addNoise(length: i32, x: usize, scale: f32, key: usize, nonce0: u32, nonce1: u32, nonce2: u32, words: usize): void {
  const end = x + (<usize>length << 2), factor = f32x4.splat(scale);
  let counter: u32 = 0, group: usize = 0;
  for (let at = x; at < end; at += 32) {
    if (group === 0) keystream(key, counter, nonce0, nonce1, nonce2, words);
    const high = load4(words + group);
    const uniform = uniforms(high, group, counter, key, nonce0, nonce1, nonce2, words);
    const radius = f32x4.mul(factor, f32x4.sqrt(f32x4.mul(f32x4.splat(-2), logarithm(uniform))));
    // half of an angle, within pi/4 of zero, then doubled; the cosine of that is positive and gets a sign from the lowest bit
    const angle = v128.load(words + group, 16);
    const half = f32x4.mul(f32x4.convert_i32x4_s(angle), f32x4.splat(3.6573030e-10));
    const z = f32x4.mul(half, half);
    let s = f32x4.splat(-1.9515295891e-4);
    s = multiplyAdd(s, z, f32x4.splat(8.3321608736e-3));
    s = multiplyAdd(s, z, f32x4.splat(-1.6666654611e-1));
    s = multiplyAdd(f32x4.mul(s, z), half, half);
    let c = f32x4.splat(2.443315712e-5);
    c = multiplyAdd(c, z, f32x4.splat(-1.388731625e-3));
    c = multiplyAdd(c, z, f32x4.splat(4.166664568e-2));
    c = f32x4.add(f32x4.sub(f32x4.mul(f32x4.mul(c, z), z), f32x4.mul(z, f32x4.splat(0.5))), f32x4.splat(1));
    const twice = f32x4.add(s, s), sine = f32x4.mul(twice, c);
    const cosine = v128.xor(f32x4.sub(f32x4.splat(1), f32x4.mul(twice, s)), i32x4.shl(angle, 31));
    v128.store(at, f32x4.add(load4(at), f32x4.mul(radius, sine)));
    if (at + 16 < end) v128.store(at, f32x4.add(v128.load(at, 16), f32x4.mul(radius, cosine)), 16);
    group += 32;
    if (group === 256) { group = 0; counter += 4; }
  }
}
