// From probabilities to codes: the nucleus, prescribed shares, and the draw.

import { load4, mix, sumOf } from "./vector";

@inline function at4(base: usize, index: i32): usize {
  return base + (<usize>index << 2);
}

/** What is no share (no number, negative, infinite) counts as none. */
@inline function usable(share: f32): f64 {
  return share > 0 && share < Infinity ? <f64>share : 0;
}

/** The order of the nucleus: likelier first, and the lower code first among equals. */
@inline function before(row: usize, a: i32, b: i32): bool {
  const left = load<f32>(at4(row, a)), right = load<f32>(at4(row, b));
  return left > right || (left === right && a < b);
}

function sink(heap: usize, size: i32, from: i32, row: usize): void {
  const held = load<i32>(at4(heap, from));
  let hole = from;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    if (child + 1 < size && before(row, load<i32>(at4(heap, child + 1)), load<i32>(at4(heap, child)))) child++;
    if (!before(row, load<i32>(at4(heap, child)), held)) break;
    store<i32>(at4(heap, hole), load<i32>(at4(heap, child)));
    hole = child;
  }
  store<i32>(at4(heap, hole), held);
}

/**
 * Keeps the likeliest codes of each row: one is dropped when the shares before it already exceed topP. The kept are
 * scaled to sum to 1. `heap` has room for `codes` numbers. Only as many codes are sorted as are kept.
 */
export function nucleus(rows: i32, codes: i32, probabilities: usize, width: i32, topP: f64, heap: usize): void {
  for (let row = 0; row < rows; row++) {
    const p = probabilities + (<usize>row * <usize>width << 2);
    for (let code = 0; code < codes; code++) store<i32>(at4(heap, code), code);
    for (let from = (codes >> 1) - 1; from >= 0; from--) sink(heap, codes, from, p);
    let mass: f64 = 0, left = codes;
    while (left > 0 && mass <= topP) {
      const best = load<i32>(heap);
      mass += <f64>load<f32>(at4(p, best));
      left--;
      store<i32>(heap, load<i32>(at4(heap, left)));
      sink(heap, left, 0, p);
    }
    for (let i = 0; i < left; i++) store<f32>(at4(p, load<i32>(at4(heap, i))), 0);
    if (!(mass > 0)) {
      for (let code = 0; code < codes; code++) store<f32>(at4(p, code), <f32>(1.0 / <f64>codes));
      continue;
    }
    for (let code = 0; code < codes; code++) store<f32>(at4(p, code), <f32>(<f64>load<f32>(at4(p, code)) / mass));
  }
}

/**
 * Sets prescribed shares: fixed[code] (64 bits) is a share, or NaN where the model decides. The others share what the
 * prescribed ones leave, in their own proportions, or in equal parts when the model gives them none.
 */
export function prescribe(rows: i32, codes: i32, probabilities: usize, width: i32, fixed: usize): void {
  let sum: f64 = 0, free = 0;
  for (let code = 0; code < codes; code++) {
    const share = load<f64>(fixed + (<usize>code << 3));
    if (isNaN(share)) free++;
    else sum += share;
  }
  const left: f64 = max<f64>(1 - sum, 0), each: f64 = left / <f64>free;
  for (let row = 0; row < rows; row++) {
    const p = probabilities + (<usize>row * <usize>width << 2);
    let others: f64 = 0;
    for (let code = 0; code < codes; code++) {
      if (isNaN(load<f64>(fixed + (<usize>code << 3)))) others += usable(load<f32>(at4(p, code)));
    }
    const scale = left / others;
    for (let code = 0; code < codes; code++) {
      let share = load<f64>(fixed + (<usize>code << 3));
      if (isNaN(share)) share = others > 0 ? usable(load<f32>(at4(p, code))) * scale : each;
      store<f32>(at4(p, code), <f32>share);
    }
  }
}

/** A number on [0, 1) from its three arguments alone, as drawUniform in engine.ts. */
@inline function drawUniform(seed: u32, row: u32, subColumn: u32): f64 {
  const first = mix((row * 0x9e3779b1) ^ seed);
  return <f64>mix((first ^ ((subColumn + 1) * 0x85ebca77)) + seed) / 4294967296.0;
}

@inline function massOf(p: usize, width: i32): f64 {
  let mass: f64 = 0;
  for (let code = 0; code < width; code += 4) mass += <f64>sumOf(load4(at4(p, code)));
  return mass;
}

/** Makes a row drawable: what is no share becomes 0, and if nothing is left, all codes are equally likely. */
function repair(p: usize, codes: i32): void {
  let mass: f64 = 0;
  for (let code = 0; code < codes; code++) {
    const share = usable(load<f32>(at4(p, code)));
    store<f32>(at4(p, code), <f32>share);
    mass += share;
  }
  if (mass > 0) return;
  for (let code = 0; code < codes; code++) store<f32>(at4(p, code), 1);
}

/**
 * Draws a code per row by inversion of the cumulative shares: the first code at which they exceed the row's uniform
 * number. Rows need not sum to 1; padding between `codes` and `width` holds zeros.
 */
export function draw(rows: i32, codes: i32, probabilities: usize, width: i32, seed: u32, firstRow: u32, subColumn: u32, drawn: usize): void {
  for (let row = 0; row < rows; row++) {
    const p = probabilities + (<usize>row * <usize>width << 2);
    let mass = massOf(p, width);
    if (!(mass > 0 && mass < Infinity)) {
      for (let code = codes; code < width; code++) store<f32>(at4(p, code), 0);
      repair(p, codes);
      mass = massOf(p, width);
    }
    const target = drawUniform(seed, firstRow + <u32>row, subColumn) * mass;
    let cumulative: f64 = 0, code = 0;
    for (; code + 4 < width; code += 4) {
      const next = cumulative + <f64>sumOf(load4(at4(p, code)));
      if (next > target) break;
      cumulative = next;
    }
    let chosen = 0;
    const end = min(code + 4, codes);
    for (; code < end; code++) {
      const share = load<f32>(at4(p, code));
      if (share > 0) chosen = code;
      cumulative += <f64>share;
      if (cumulative > target) break;
    }
    store<i32>(drawn + (<usize>row << 2), chosen);
  }
}
