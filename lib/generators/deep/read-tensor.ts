import * as tf from "@tensorflow/tfjs-core";

/** The numbers of the tensor that `make` gives; all its tensors are freed. */
export function readTensor(make: () => tf.Tensor): Float32Array {
  const tensor = tf.tidy(make);
  // read outside of tidy(), which looks for tensors in each number of an array that it gives back
  const numbers = Float32Array.from(tensor.dataSync());
  tensor.dispose();
  return numbers;
}
