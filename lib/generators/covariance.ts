/** Covariance matrices, row by row in one array, and their roots. */

/** The covariance of columns of equal length, each row counted by its weight. */
export function covarianceOf(columns: readonly Float64Array[], weights?: Float64Array): Float64Array {
  const size = columns.length;
  const rows = columns[0]?.length ?? 0;
  const weight = weights ?? new Float64Array(rows).fill(1);
  const total = weight.reduce((sum, value) => sum + value, 0);
  const means = columns.map((column) => column.reduce((sum, value, i) => sum + value * weight[i], 0) / total);
  const centred = columns.map((column, j) => column.map((value, i) => Math.sqrt(weight[i]) * (value - means[j])));
  const covariance = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      const [first, second] = [centred[a], centred[b]];
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += first[i] * second[i];
      covariance[a * size + b] = covariance[b * size + a] = sum / total;
    }
  }
  return covariance;
}

const RIDGE = 1e-6;

/** The lower triangle L with L L^T = the matrix, whose diagonal grows a little first: columns may repeat each other. */
export function choleskyOf(matrix: Float64Array, size: number): Float64Array {
  const root = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] + (i === j ? RIDGE : 0);
      for (let k = 0; k < j; k++) sum -= root[i * size + k] * root[j * size + k];
      root[i * size + j] = i === j ? Math.sqrt(Math.max(sum, RIDGE)) : sum / root[j * size + j];
    }
  }
  return root;
}

/** L x. */
export function lowerTimes(root: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let k = 0; k <= i; k++) sum += root[i * size + k] * vector[k];
    return sum;
  });
}
