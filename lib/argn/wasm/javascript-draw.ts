/** The nucleus, prescribed shares and the draw in plain JavaScript. */

import { drawUniform } from "../engine";
import type { Heap } from "./heap";
import type { Kernels } from "./kernels";

export function drawingKernels({ floats: F, integers: I, doubles: D }: Heap): Pick<Kernels, "nucleus" | "prescribe" | "draw"> {
  return {
    nucleus(rows, codes, probabilities, width, topP) {
      for (let row = 0; row < rows; row++) {
        const start = (probabilities >>> 2) + row * width;
        keepNucleus(F.subarray(start, start + codes), topP);
      }
    },
    prescribe(rows, codes, probabilities, width, fixed) {
      const shares = D.subarray(fixed / 8, fixed / 8 + codes);
      for (let row = 0; row < rows; row++) {
        const start = (probabilities >>> 2) + row * width;
        prescribeShares(F.subarray(start, start + codes), shares);
      }
    },
    draw(rows, codes, probabilities, width, seed, firstRow, subColumn, drawn) {
      for (let row = 0; row < rows; row++) {
        const start = (probabilities >>> 2) + row * width;
        I[(drawn >>> 2) + row] = drawCode(F.subarray(start, start + codes), drawUniform(seed, firstRow + row, subColumn));
      }
    },
  };
}

function keepNucleus(shares: Float32Array, topP: number): void {
  const ranked = Array.from(shares.keys()).sort((a, b) => shares[b] - shares[a] || a - b);
  let mass = 0;
  for (const code of ranked) {
    if (mass > topP) shares[code] = 0;
    else mass += shares[code];
  }
  if (mass > 0) for (let code = 0; code < shares.length; code++) shares[code] /= mass;
  else shares.fill(1 / shares.length);
}

function prescribeShares(shares: Float32Array, fixed: Float64Array): void {
  let sum = 0;
  let others = 0;
  let free = 0;
  for (let code = 0; code < shares.length; code++) {
    if (!Number.isNaN(fixed[code])) {
      sum += fixed[code];
      continue;
    }
    others += usable(shares[code]);
    free++;
  }
  const left = Math.max(0, 1 - sum);
  for (let code = 0; code < shares.length; code++) {
    if (!Number.isNaN(fixed[code])) shares[code] = fixed[code];
    else shares[code] = others > 0 ? (usable(shares[code]) * left) / others : left / free;
  }
}

function drawCode(shares: Float32Array, uniform: number): number {
  let mass = 0;
  for (let code = 0; code < shares.length; code++) mass += usable(shares[code]);
  if (!(mass > 0)) return Math.floor(uniform * shares.length);
  let cumulative = 0;
  let chosen = 0;
  for (let code = 0; code < shares.length; code++) {
    const share = usable(shares[code]);
    if (share > 0) chosen = code;
    cumulative += share;
    if (cumulative > uniform * mass) break;
  }
  return chosen;
}

/** What is no share (no number, negative, infinite) counts as none. */
function usable(share: number): number {
  return share > 0 && share < Infinity ? share : 0;
}
