/** One memory, seen as floats, integers and doubles. A byte offset p is floats[p >>> 2], integers[p >>> 2], doubles[p / 8]. */
export interface Heap {
  readonly floats: Float32Array;
  readonly integers: Int32Array;
  readonly doubles: Float64Array;
}

export function heapOf(memory: SharedArrayBuffer): Heap {
  return { floats: new Float32Array(memory), integers: new Int32Array(memory), doubles: new Float64Array(memory) };
}
