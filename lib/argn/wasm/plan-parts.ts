/**
 * Parts of a training step. Mostly a sub-column is one part. Where one predicts so many codes that the other threads would
 * wait for it, its rows are cut into several, each with gradients of its own, which are added up in their order. The cut
 * depends on network and rows alone, so that results do not depend on threads.
 */

import type { Allotment } from "./allotment";

export interface PartPlan {
  readonly j: number;
  /** Which of its sub-column's parts it is. */
  readonly part: number;
  /** How far behind the parameters its gradients lie, in bytes. */
  readonly toGradients: number;
}

/** A run of floats whose gradients are added up from parts. */
export interface Piece {
  readonly j: number;
  readonly start: number;
  readonly length: number;
}

const SPLIT_FROM_CODES = 1024;
const MOST_PARTS = 4;
/** A part is worth its gradients from so many rows on. */
const LEAST_PART_ROWS = 64;
const PIECE_FLOATS = 1 << 16;

interface Run {
  readonly codes: number;
  readonly start: number;
  readonly length: number;
}

/** As many parts as a sub-column has eighths of all weights, but only where it has many codes. */
export function partCounts(runs: readonly Run[]): number[] {
  const all = runs.reduce((sum, { length }) => sum + length, 0);
  return runs.map(({ codes, length }) => (codes < SPLIT_FROM_CODES ? 1 : Math.min(MOST_PARTS, Math.ceil((8 * length) / all))));
}

/** The first part of each sub-column has its gradients where all gradients lie, the others in places of their own. */
export function planParts(runs: readonly Run[], toGradients: number, memory: Allotment): PartPlan[] {
  return partCounts(runs).flatMap((count, j) =>
    Array.from({ length: count }, (_, part) => ({
      j,
      part,
      toGradients: part === 0 ? toGradients : memory.floats(runs[j].length) - runs[j].start,
    })),
  );
}

export function planPieces(runs: readonly Run[]): Piece[] {
  return partCounts(runs).flatMap((count, j) => {
    if (count === 1) return [];
    const { start, length } = runs[j];
    return Array.from({ length: Math.ceil(length / PIECE_FLOATS) }, (_, i) => ({
      j,
      start: start + 4 * i * PIECE_FLOATS,
      length: Math.min(PIECE_FLOATS, length - i * PIECE_FLOATS),
    }));
  });
}

/** The rows of a chunk that are a part's: none where the chunk is too short for so many parts. */
export function rowsOfPart(rows: number, part: number, parts: number): { readonly first: number; readonly rows: number } {
  const used = Math.max(1, Math.min(parts, Math.floor(rows / LEAST_PART_ROWS)));
  const each = 4 * Math.ceil(rows / (4 * used));
  const first = Math.min(rows, part * each);
  return { first, rows: part < used ? Math.min(each, rows - first) : 0 };
}
