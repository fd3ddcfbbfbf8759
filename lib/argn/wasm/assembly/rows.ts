// Rows of tables: compaction of codes, gathering, the first layer as a sum of table rows, and its way back.

import { load4, zero4 } from "./vector";

/** Fills with zeros; whole vectors. */
export function clear(length: i32, at: usize): void {
  memory.fill(at, 0, <usize>length << 2);
}

/**
 * Numbers the codes that occur, in the order of their first row: index[row] is the number of codes[row], and
 * present[number] its code. `slots` holds a zero per code, before and after. Gives how many codes occur.
 */
export function compact(rows: i32, codes: usize, slots: usize, index: usize, present: usize): i32 {
  let found = 0;
  for (let row = 0; row < rows; row++) {
    const code = load<u32>(codes + (<usize>row << 2));
    const slot = slots + (<usize>code << 2);
    let number = load<i32>(slot);
    if (number === 0) {
      store<u32>(present + (<usize>found << 2), code);
      number = ++found;
      store<i32>(slot, number);
    }
    store<i32>(index + (<usize>row << 2), number - 1);
  }
  for (let number = 0; number < found; number++) store<i32>(slots + (<usize>load<u32>(present + (<usize>number << 2)) << 2), 0);
  return found;
}

/** to[row] = from[numbers[row]], both [.., width]. */
export function gatherRows(rows: i32, width: i32, from: usize, numbers: usize, to: usize, toRow: i32): void {
  const bytes = <usize>width << 2, step = <usize>toRow << 2;
  for (let row = 0; row < rows; row++) {
    const source = from + <usize>load<u32>(numbers + (<usize>row << 2)) * bytes;
    for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, load4(source + at));
    to += step;
  }
}

/** to[numbers[row]] += from[row], both [.., width]. */
export function scatterRows(rows: i32, width: i32, from: usize, fromRow: i32, numbers: usize, to: usize): void {
  const bytes = <usize>width << 2, step = <usize>fromRow << 2;
  for (let row = 0; row < rows; row++) {
    const target = to + <usize>load<u32>(numbers + (<usize>row << 2)) * bytes;
    for (let at: usize = 0; at < bytes; at += 16) v128.store(target + at, f32x4.add(load4(target + at), load4(from + at)));
    from += step;
  }
}

/** Where the table of a pair (table, index) holds the sum's term for the row whose index lies `shift` bytes in. */
@inline function tableRow(pair: usize, shift: usize, bytes: usize): usize {
  return <usize>load<u32>(pair) + <usize>load<u32>(<usize>load<u32>(pair, 4) + shift) * bytes;
}

/**
 * hidden[row] = bias + sum over tables of table[index[row]], or added to what hidden holds when `accumulate`; then the
 * positive part when `relu`. `tables` lists pairs (table, index); a table row has `units` floats.
 */
export function sumTables(rows: i32, count: i32, units: i32, tables: usize, bias: usize, hidden: usize, accumulate: i32, relu: i32): void {
  const bytes = <usize>units << 2, end = tables + (<usize>count << 3);
  for (let row = 0; row < rows; row++) {
    const shift = <usize>row << 2, start = accumulate ? hidden : bias;
    let at: usize = 0;
    for (; at + 128 <= bytes; at += 128) {
      const s = start + at;
      let a = load4(s), b = v128.load(s, 16), c = v128.load(s, 32), d = v128.load(s, 48);
      let e = v128.load(s, 64), f = v128.load(s, 80), g = v128.load(s, 96), h = v128.load(s, 112);
      for (let pair = tables; pair < end; pair += 8) {
        const t = tableRow(pair, shift, bytes) + at;
        a = f32x4.add(a, load4(t)); b = f32x4.add(b, v128.load(t, 16)); c = f32x4.add(c, v128.load(t, 32)); d = f32x4.add(d, v128.load(t, 48));
        e = f32x4.add(e, v128.load(t, 64)); f = f32x4.add(f, v128.load(t, 80)); g = f32x4.add(g, v128.load(t, 96)); h = f32x4.add(h, v128.load(t, 112));
      }
      if (relu) {
        const z = zero4();
        a = f32x4.max(a, z); b = f32x4.max(b, z); c = f32x4.max(c, z); d = f32x4.max(d, z);
        e = f32x4.max(e, z); f = f32x4.max(f, z); g = f32x4.max(g, z); h = f32x4.max(h, z);
      }
      const o = hidden + at;
      v128.store(o, a); v128.store(o, b, 16); v128.store(o, c, 32); v128.store(o, d, 48);
      v128.store(o, e, 64); v128.store(o, f, 80); v128.store(o, g, 96); v128.store(o, h, 112);
    }
    for (; at + 64 <= bytes; at += 64) {
      const s = start + at;
      let a = load4(s), b = v128.load(s, 16), c = v128.load(s, 32), d = v128.load(s, 48);
      for (let pair = tables; pair < end; pair += 8) {
        const t = tableRow(pair, shift, bytes) + at;
        a = f32x4.add(a, load4(t)); b = f32x4.add(b, v128.load(t, 16)); c = f32x4.add(c, v128.load(t, 32)); d = f32x4.add(d, v128.load(t, 48));
      }
      if (relu) {
        const z = zero4();
        a = f32x4.max(a, z); b = f32x4.max(b, z); c = f32x4.max(c, z); d = f32x4.max(d, z);
      }
      const o = hidden + at;
      v128.store(o, a); v128.store(o, b, 16); v128.store(o, c, 32); v128.store(o, d, 48);
    }
    for (; at < bytes; at += 16) {
      let a = load4(start + at);
      for (let pair = tables; pair < end; pair += 8) {
        a = f32x4.add(a, load4(tableRow(pair, shift, bytes) + at));
      }
      v128.store(hidden + at, relu ? f32x4.max(a, zero4()) : a);
    }
    hidden += bytes;
  }
}

/** The way back of sumTables: table[index[row]] += gradient[row] for each pair (table, index). */
export function spreadToTables(rows: i32, count: i32, units: i32, tables: usize, gradient: usize): void {
  for (let k = 0; k < count; k++) {
    scatterRows(rows, units, gradient, units, load<u32>(tables + (<usize>k << 3), 4), load<u32>(tables + (<usize>k << 3)));
  }
}

/** y += x. */
export function add(length: i32, x: usize, y: usize): void {
  for (let at: usize = 0; at < <usize>length << 2; at += 16) v128.store(y + at, f32x4.add(load4(y + at), load4(x + at)));
}
