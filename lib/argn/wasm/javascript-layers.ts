/** Bias, positive part, dropout and AdamW in plain JavaScript. */

import type { Heap } from "./heap";
import type { Kernels } from "./kernels";
import { mix } from "./mix";

const LEAST_MOMENT = 1e-30;

export function layerKernels({ floats: F, integers: I }: Heap): Pick<Kernels, "addBias" | "addColumns" | "gate" | "dropout" | "adamw"> {
  return {
    addBias(rows, units, x, bias, relu) {
      for (let row = 0; row < rows; row++) {
        for (let unit = 0; unit < units; unit++) {
          const at = (x >>> 2) + row * units + unit;
          const sum = F[at] + F[(bias >>> 2) + unit];
          F[at] = relu === 0 ? sum : Math.max(sum, 0);
        }
      }
    },
    addColumns(rows, units, x, sums) {
      for (let row = 0; row < rows; row++) {
        for (let unit = 0; unit < units; unit++) F[(sums >>> 2) + unit] += F[(x >>> 2) + row * units + unit];
      }
    },
    gate(rows, units, hidden, gradient, scale) {
      for (let at = 0; at < rows * units; at++) {
        F[(gradient >>> 2) + at] = F[(hidden >>> 2) + at] > 0 ? F[(gradient >>> 2) + at] * scale : 0;
      }
    },
    dropout(rows, units, x, xRow, keys, firstKey, seed, threshold, scale) {
      for (let row = 0; row < rows; row++) {
        const key = keys === 0 ? firstKey + row : I[(keys >>> 2) + row];
        const counter = mix(seed + Math.imul(key, 0x85ebca77));
        for (let unit = 0; unit < units; unit++) {
          // eight units share four hashes, the low halves before the high ones
          const hash = mix(counter + Math.imul(4 * (unit >>> 3) + (unit & 3), 0x9e3779b1));
          const bits = (unit & 4) === 0 ? hash & 0xffff : hash >>> 16;
          const at = (x >>> 2) + row * xRow + unit;
          F[at] = bits >= threshold ? F[at] * scale : 0;
        }
      }
    },
    adamw(length, parameters, gradients, means, squares, rate, beta1, beta2, rest1, rest2, epsilon, keep, correction2) {
      for (let i = 0; i < length; i++) {
        const gradient = F[(gradients >>> 2) + i];
        F[(gradients >>> 2) + i] = 0;
        let mean = beta1 * F[(means >>> 2) + i] + rest1 * gradient;
        if (Math.abs(mean) <= LEAST_MOMENT) mean = 0;
        let square = beta2 * F[(squares >>> 2) + i] + rest2 * gradient * gradient;
        if (square <= LEAST_MOMENT) square = 0;
        F[(means >>> 2) + i] = mean;
        F[(squares >>> 2) + i] = square;
        const at = (parameters >>> 2) + i;
        F[at] = keep * F[at] - (rate * mean) / (Math.sqrt(square * correction2) + epsilon);
      }
    },
  };
}
