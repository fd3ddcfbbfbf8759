// Logits to probabilities: for the loss with its gradient, and for drawing.

import { exponential, largestOf, load4, sumOf, zero4 } from "./vector";

/** Adds the bias times `factor`, and gives the largest logit of the row. */
@inline function prepare(logits: usize, bytes: usize, bias: usize, factor: v128): f32 {
  let largest = f32x4.splat(-Infinity);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = f32x4.mul(f32x4.add(load4(logits + at), load4(bias + at)), factor);
    v128.store(logits + at, x);
    largest = f32x4.max(largest, x);
  }
  return largestOf(largest);
}

/** Replaces logits by exp(logit - largest) and gives their sum. */
@inline function exponentials(logits: usize, bytes: usize, largest: f32): f32 {
  const shift = f32x4.splat(largest);
  let sum = zero4();
  for (let at: usize = 0; at < bytes; at += 16) {
    const e = exponential(f32x4.sub(load4(logits + at), shift));
    v128.store(logits + at, e);
    sum = f32x4.add(sum, e);
  }
  return sumOf(sum);
}

@inline function multiply(x: usize, bytes: usize, by: f32): void {
  const factor = f32x4.splat(by);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(x + at, f32x4.mul(load4(x + at), factor));
}

/**
 * In place, logits [rows, width] become (softmax(logits + bias) - onehot(code)) * scale, the gradient of the scaled
 * cross-entropy. Gives the summed cross-entropy in nats. Columns of padding carry a bias of -1e30.
 */
export function crossEntropy(rows: i32, width: i32, logits: usize, bias: usize, codes: usize, scale: f32): f64 {
  const bytes = <usize>width << 2, one = f32x4.splat(1);
  let loss: f64 = 0, sums: f64 = 1;
  for (let row = 0; row < rows; row++) {
    const largest = prepare(logits, bytes, bias, one);
    const target = logits + (<usize>load<u32>(codes + (<usize>row << 2)) << 2);
    loss += <f64>largest - <f64>load<f32>(target);
    const sum = exponentials(logits, bytes, largest);
    multiply(logits, bytes, scale / sum);
    store<f32>(target, load<f32>(target) - scale);
    // one logarithm for many rows
    sums *= <f64>sum;
    if (sums > 1e200) { loss += Math.log(sums); sums = 1; }
    logits += bytes;
  }
  return loss + Math.log(sums);
}

/** totals[row] (64 bits) += log-probability of the row's code; destroys the logits. */
export function addLogProbability(rows: i32, width: i32, logits: usize, bias: usize, codes: usize, totals: usize): void {
  const bytes = <usize>width << 2, one = f32x4.splat(1);
  for (let row = 0; row < rows; row++) {
    const largest = prepare(logits, bytes, bias, one);
    const own = load<f32>(logits + (<usize>load<u32>(codes + (<usize>row << 2)) << 2));
    const sum = exponentials(logits, bytes, largest);
    const total = totals + (<usize>row << 3);
    store<f64>(total, load<f64>(total) + (<f64>own - <f64>largest - Math.log(<f64>sum)));
    logits += bytes;
  }
}

/** In place, logits [rows, width] become softmax((logits + bias) * inverseTemperature). */
export function softmax(rows: i32, width: i32, logits: usize, bias: usize, inverseTemperature: f32): void {
  const bytes = <usize>width << 2, factor = f32x4.splat(inverseTemperature);
  for (let row = 0; row < rows; row++) {
    const largest = prepare(logits, bytes, bias, factor);
    multiply(logits, bytes, 1 / exponentials(logits, bytes, largest));
    logits += bytes;
  }
}
