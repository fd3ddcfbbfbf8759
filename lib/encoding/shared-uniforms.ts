/** Random numbers that related columns have in common. */

import type { Rng } from "../base/random";

/** One random number a row for each group and use, drawn when first asked for. */
export function sharedUniforms(rowCount: number, rng: Rng): (group: number, use: number) => Float64Array {
  const drawn = new Map<string, Float64Array>();
  return (group, use) => {
    const name = `group ${group} ${use}`;
    const stream = rng.fork(name);
    const uniforms = drawn.get(name) ?? Float64Array.from({ length: rowCount }, () => stream.uniform());
    drawn.set(name, uniforms);
    return uniforms;
  };
}
