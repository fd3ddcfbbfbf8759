/** Solves A x = b for a symmetric positive definite A. */

/**
 * The solution of A x = b by Cholesky's factorisation A = L L^T. `matrix` holds A row by row (only its lower triangle is
 * read) and is overwritten by L. Throws a RangeError when A is not positive definite.
 *
 * Source: Golub and Van Loan, "Matrix Computations" (4th edition), algorithm 4.2.2.
 */
export function solvePositiveDefinite(matrix: Float64Array, right: ArrayLike<number>): Float64Array {
  const size = right.length;
  factorise(matrix, size);
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i] -= matrix[i * size + k] * solution[k];
    solution[i] /= matrix[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i] -= matrix[k * size + i] * solution[k];
    solution[i] /= matrix[i * size + i];
  }
  return solution;
}

function factorise(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j];
      for (let k = 0; k < j; k++) sum -= matrix[i * size + k] * matrix[j * size + k];
      if (i !== j) matrix[i * size + j] = sum / matrix[j * size + j];
      else if (sum > 0) matrix[i * size + i] = Math.sqrt(sum);
      else throw new RangeError(`Cannot solve the equations: the matrix of ${size} rows is not positive definite. Raise the penalty`);
    }
  }
}

/** The diagonal of the inverse of a symmetric positive definite matrix, which is overwritten by L. */
export function inverseDiagonal(matrix: Float64Array, size: number): Float64Array {
  factorise(matrix, size);
  const diagonal = new Float64Array(size);
  const column = new Float64Array(size);
  // the inverse is L^-T L^-1: its diagonal holds the squared lengths of the columns of L^-1
  for (let k = 0; k < size; k++) {
    column.fill(0);
    for (let i = k; i < size; i++) {
      let sum = i === k ? 1 : 0;
      for (let j = k; j < i; j++) sum -= matrix[i * size + j] * column[j];
      column[i] = sum / matrix[i * size + i];
      diagonal[k] += column[i] * column[i];
    }
  }
  return diagonal;
}
