/** The kernels in plain JavaScript: where WebAssembly has no SIMD, and as the second opinion of the tests. */

import { drawingKernels } from "./javascript-draw";
import { layerKernels } from "./javascript-layers";
import { privateKernels } from "./javascript-private";
import { productKernels } from "./javascript-product";
import { rowKernels } from "./javascript-rows";
import { softmaxKernels } from "./javascript-softmax";
import { heapOf } from "./heap";
import type { Kernels } from "./kernels";

/** Kernels that work on this memory: the same names, arguments and results (up to rounding) as those of assembly/. */
export function javascriptKernels(memory: SharedArrayBuffer): Kernels {
  const heap = heapOf(memory);
  return {
    ...productKernels(heap),
    ...rowKernels(heap),
    ...layerKernels(heap),
    ...softmaxKernels(heap),
    ...drawingKernels(heap),
    ...privateKernels(heap),
  };
}
