/** Logits to probabilities in plain JavaScript. */

import type { Heap } from "./heap";
import type { Kernels } from "./kernels";

const LEAST_EXPONENT = -80;

export function softmaxKernels({
  floats: F,
  integers: I,
  doubles: D,
}: Heap): Pick<Kernels, "crossEntropy" | "addLogProbability" | "softmax"> {
  /** Adds the bias times a factor; gives the largest logit. */
  const prepare = (at: number, width: number, bias: number, factor: number): number => {
    let largest = -Infinity;
    for (let code = 0; code < width; code++) {
      F[at + code] = (F[at + code] + F[(bias >>> 2) + code]) * factor;
      largest = Math.max(largest, F[at + code]);
    }
    return largest;
  };
  /** Replaces logits by their exponentials, relative to the largest; gives their sum. */
  const exponentials = (at: number, width: number, largest: number): number => {
    let sum = 0;
    for (let code = at; code < at + width; code++) {
      const exponent = F[code] - largest;
      F[code] = exponent < LEAST_EXPONENT ? 0 : Math.exp(exponent);
      sum += F[code];
    }
    return sum;
  };
  const multiply = (at: number, width: number, factor: number): void => {
    for (let code = at; code < at + width; code++) F[code] *= factor;
  };
  return {
    crossEntropy(rows, width, logits, bias, codes, scale) {
      let loss = 0;
      for (let row = 0; row < rows; row++) {
        const at = (logits >>> 2) + row * width;
        const target = at + I[(codes >>> 2) + row];
        const largest = prepare(at, width, bias, 1);
        loss += largest - F[target];
        const sum = exponentials(at, width, largest);
        multiply(at, width, scale / sum);
        F[target] -= scale;
        loss += Math.log(sum);
      }
      return loss;
    },
    addLogProbability(rows, width, logits, bias, codes, totals) {
      for (let row = 0; row < rows; row++) {
        const at = (logits >>> 2) + row * width;
        const largest = prepare(at, width, bias, 1);
        const own = F[at + I[(codes >>> 2) + row]];
        D[totals / 8 + row] += own - largest - Math.log(exponentials(at, width, largest));
      }
    },
    softmax(rows, width, logits, bias, inverseTemperature) {
      for (let row = 0; row < rows; row++) {
        const at = (logits >>> 2) + row * width;
        multiply(at, width, 1 / exponentials(at, width, prepare(at, width, bias, inverseTemperature)));
      }
    },
  };
}
