// Four numbers at a time: loads, sums, the exponential and the hash that every other kernel builds on.
// All pointers are byte offsets into the shared memory.

@inline export function load4(pointer: usize): v128 {
  return v128.load(pointer);
}

@inline export function spread(pointer: usize): v128 {
  return v128.load32_splat(pointer);
}

@inline export function zero4(): v128 {
  return f32x4.splat(0);
}

/** c + a * b, rounded twice: the fused form, which only the relaxed build has, differs between processors. */
@inline export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

@inline export function sumOf(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
}

@inline export function largestOf(v: v128): f32 {
  return max(max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)), max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}

/** exp(x) for x <= 0, exactly 0 below -80 so that no denormal number follows from it (polynomial of Cephes' expf). */
@inline export function exponential(x: v128): v128 {
  const clamped = f32x4.max(x, f32x4.splat(-87));
  const power = f32x4.nearest(f32x4.mul(clamped, f32x4.splat(1.44269504)));
  const rest = f32x4.sub(f32x4.sub(clamped, f32x4.mul(power, f32x4.splat(0.693359375))), f32x4.mul(power, f32x4.splat(-2.1219444e-4)));
  let value = f32x4.splat(1.98756915e-4);
  value = multiplyAdd(value, rest, f32x4.splat(1.3981999507e-3));
  value = multiplyAdd(value, rest, f32x4.splat(8.3334519073e-3));
  value = multiplyAdd(value, rest, f32x4.splat(4.1665795894e-2));
  value = multiplyAdd(value, rest, f32x4.splat(1.6666665459e-1));
  value = multiplyAdd(value, rest, f32x4.splat(5.0000001201e-1));
  value = f32x4.add(multiplyAdd(value, f32x4.mul(rest, rest), rest), f32x4.splat(1));
  const scaled = f32x4.mul(value, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127)), 23));
  return v128.and(scaled, f32x4.ge(x, f32x4.splat(-80)));
}

/** MurmurHash3's finaliser. */
@inline export function mix(value: u32): u32 {
  let hash = value ^ (value >>> 16);
  hash *= 0x85ebca6b;
  hash ^= hash >>> 13;
  hash *= 0xc2b2ae35;
  return hash ^ (hash >>> 16);
}

@inline export function mix4(value: v128): v128 {
  let hash = v128.xor(value, i32x4.shr_u(value, 16));
  hash = i32x4.mul(hash, i32x4.splat(<i32>0x85ebca6b));
  hash = v128.xor(hash, i32x4.shr_u(hash, 13));
  hash = i32x4.mul(hash, i32x4.splat(<i32>0xc2b2ae35));
  return v128.xor(hash, i32x4.shr_u(hash, 16));
}
