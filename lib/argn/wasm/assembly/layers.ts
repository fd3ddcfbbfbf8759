// What happens to activations between the products: bias, positive part, dropout, and their ways back.

import { load4, mix, mix4, multiplyAdd, zero4 } from "./vector";

/** x [rows, units] += bias, then the positive part when `relu`. */
export function addBias(rows: i32, units: i32, x: usize, bias: usize, relu: i32): void {
  const bytes = (<usize>units) << 2;
  for (let row = 0; row < rows; row++) {
    for (let at: usize = 0; at < bytes; at += 16) {
      const sum = f32x4.add(load4(x + at), load4(bias + at));
      v128.store(x + at, relu ? f32x4.max(sum, zero4()) : sum);
    }
    x += bytes;
  }
}

/** sums [units] += the columns of x [rows, units] added up. */
export function addColumns(rows: i32, units: i32, x: usize, sums: usize): void {
  const bytes = (<usize>units) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    let sum = load4(sums + at),
      from = x + at;
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, load4(from));
      from += bytes;
    }
    v128.store(sums + at, sum);
  }
}

/**
 * Gradient before the positive part and its dropout: what arrives times `scale` where the hidden unit came through
 * (is above zero), else 0.
 */
export function gate(rows: i32, units: i32, hidden: usize, gradient: usize, scale: f32): void {
  const end = (<usize>rows * <usize>units) << 2,
    factor = f32x4.splat(scale);
  for (let at: usize = 0; at < end; at += 16) {
    v128.store(gradient + at, v128.and(f32x4.mul(load4(gradient + at), factor), f32x4.gt(load4(hidden + at), zero4())));
  }
}

/**
 * Dropout in place on x [rows, units]: a unit is zeroed with the share threshold / 65536, else multiplied by `scale`.
 * The choice depends only on the seed, the key of the row (keys[row], or firstKey + row without keys) and the unit.
 */
export function dropout(
  rows: i32,
  units: i32,
  x: usize,
  xRow: i32,
  keys: usize,
  firstKey: u32,
  seed: u32,
  threshold: i32,
  scale: f32,
): void {
  const factor = f32x4.splat(scale),
    bound = i32x4.splat(threshold),
    low = i32x4.splat(0xffff);
  const stride = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(<i32>0x9e3779b1)),
    step = i32x4.splat(<i32>(<u32>4 * <u32>0x9e3779b1));
  const bytes = (<usize>units) << 2,
    rowBytes = (<usize>xRow) << 2;
  for (let row = 0; row < rows; row++) {
    const key = keys ? load<u32>(keys + ((<usize>row) << 2)) : firstKey + <u32>row;
    let counter = i32x4.add(i32x4.splat(<i32>mix(seed + key * 0x85ebca77)), stride),
      at: usize = 0;
    for (; at + 32 <= bytes; at += 32) {
      const bits = mix4(counter),
        right = x + at;
      v128.store(right, v128.and(f32x4.mul(load4(right), factor), i32x4.ge_s(v128.and(bits, low), bound)));
      v128.store(right, v128.and(f32x4.mul(v128.load(right, 16), factor), i32x4.ge_s(i32x4.shr_u(bits, 16), bound)), 16);
      counter = i32x4.add(counter, step);
    }
    if (at < bytes) {
      v128.store(x + at, v128.and(f32x4.mul(load4(x + at), factor), i32x4.ge_s(v128.and(mix4(counter), low), bound)));
    }
    x += rowBytes;
  }
}

/**
 * AdamW on a run of parameters (decoupled weight decay); clears the gradient. Moments below 1e-30 become zero, since
 * denormal numbers are slow and this machine has no mode that flushes them.
 */
export function adamw(
  length: i32,
  parameters: usize,
  gradients: usize,
  means: usize,
  squares: usize,
  rate: f32,
  beta1: f32,
  beta2: f32,
  rest1: f32,
  rest2: f32,
  epsilon: f32,
  keep: f32,
  correction2: f32,
): void {
  const B1 = f32x4.splat(beta1),
    B2 = f32x4.splat(beta2),
    R1 = f32x4.splat(rest1),
    R2 = f32x4.splat(rest2);
  const E = f32x4.splat(epsilon),
    R = f32x4.splat(rate),
    K = f32x4.splat(keep),
    C = f32x4.splat(correction2),
    least = f32x4.splat(1e-30);
  for (let at: usize = 0; at < (<usize>length) << 2; at += 16) {
    const gradient = load4(gradients + at);
    v128.store(gradients + at, zero4());
    let mean = multiplyAdd(R1, gradient, f32x4.mul(B1, load4(means + at)));
    mean = v128.and(mean, f32x4.gt(f32x4.abs(mean), least));
    v128.store(means + at, mean);
    let square = multiplyAdd(R2, f32x4.mul(gradient, gradient), f32x4.mul(B2, load4(squares + at)));
    square = v128.and(square, f32x4.gt(square, least));
    v128.store(squares + at, square);
    const step = f32x4.div(f32x4.mul(R, mean), f32x4.add(f32x4.sqrt(f32x4.mul(square, C)), E));
    v128.store(parameters + at, f32x4.sub(f32x4.mul(K, load4(parameters + at)), step));
  }
}
