/** Sums of rows by number, the way back of a gather; and the kernel for it where a backend has none. */

import * as tf from "@tensorflow/tfjs-core";

/** total[s] = sum of the rows whose segment is s: [N, E] and [N] -> [segments, E]. */
export function segmentSum(rows: tf.Tensor2D, segments: tf.Tensor1D, count: number): tf.Tensor2D {
  return tf.unsortedSegmentSum(rows, segments, count);
}

/** The WebAssembly backend lacks the kernel, and with it all training: this is a plain loop for it. */
export function registerSegmentSum(backendName: string): void {
  const kernelName = "UnsortedSegmentSum";
  if (tf.getKernel(kernelName, backendName) !== undefined) return;
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const { x, segmentIds } = inputs;
      const numSegments = attrs?.numSegments;
      if (x === undefined || segmentIds === undefined || typeof numSegments !== "number")
        throw new TypeError(`${kernelName} takes a tensor, a list of segments and their number`);
      const backend = tf.engine().backend;
      const [values, numbers] = [backend.readSync(x.dataId), backend.readSync(segmentIds.dataId)];
      const width = values.length / Math.max(1, numbers.length);
      const sums = new Float32Array(numSegments * width);
      for (let row = 0; row < numbers.length; row++) {
        const [from, to] = [row * width, Number(numbers[row]) * width];
        for (let c = 0; c < width; c++) sums[to + c] += Number(values[from + c]);
      }
      const shape = [numSegments, ...x.shape.slice(1)];
      return tf.engine().makeTensorFromDataId(backend.write(sums, shape, "float32"), shape, "float32");
    },
  });
}
