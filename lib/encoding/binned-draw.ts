/** Drawing numbers for codes of spikes and bins: shared values by their shares, others between the knots of a segment. */

import type { Rng } from "../base/random";
import { otherDrawer } from "./binned-others";
import type { Decoding } from "./codec";
import { type BinnedState, hasPosition, layoutOf } from "./numeric-binned";

/** The random numbers of a row: which segment, where in it, which last digits. */
type RowUniforms = (row: number, use: 0 | 1 | 2 | 3) => number;

/** The numbers of these codes; NaN stands for missing. */
export function drawBinned(state: BinnedState, codes: readonly Int32Array[], decoding: Decoding): Float64Array {
  const { bins, firstSegment } = layoutOf(state);
  const { rows } = state.sketch;
  const uniforms = rowUniforms(state, decoding);
  const drawInSegment = segmentDrawer(state, uniforms, decoding.rng);
  const withPosition = hasPosition(state);
  const first = state.missing ? 1 : 0;
  const firstBin = first + state.spikes.length;
  return Float64Array.from(codes[0], (code, row) => {
    if (code < first || firstBin + bins === first) return NaN;
    if (code < firstBin) return state.spikes[code - first];
    const start = firstSegment[code - firstBin];
    const end = firstSegment[code - firstBin + 1];
    if (withPosition) return drawInSegment(Math.min(start + codes[1][row], end - 1), row);
    let total = 0;
    for (let segment = start; segment < end; segment++) total += rows[segment];
    let left = uniforms(row, 0) * total;
    let segment = start;
    while (segment < end - 1 && left >= rows[segment]) left -= rows[segment++];
    return drawInSegment(segment, row);
  });
}

/** Related columns take theirs from the group, those that fall when the first rises from the other end. */
function rowUniforms({ relation }: BinnedState, { rng, shared }: Decoding): RowUniforms {
  if (relation === undefined) return () => rng.uniform();
  const ofUse = [0, 1, 2, 3].map((use) => shared(relation.group, use));
  if (relation.rises) return (row, use) => ofUse[use][row];
  return (row, use) => (use <= 1 ? 1 - 2 ** -53 - ofUse[use][row] : ofUse[use][row]);
}

/** A function that draws one value of a segment. */
function segmentDrawer(state: BinnedState, uniforms: RowUniforms, rng: Rng): (segment: number, row: number) => number {
  const { rows, sharedValue, sharedRows, sharedSegment } = state.sketch;
  const sharedStart = new Int32Array(rows.length + 1);
  for (const segment of sharedSegment) sharedStart[segment + 1]++;
  for (let segment = 0; segment < rows.length; segment++) sharedStart[segment + 1] += sharedStart[segment];
  const drawOther = otherDrawer(state, rng);
  return (segment, row) => {
    let left = uniforms(row, 1) * rows[segment];
    let others = rows[segment];
    for (let s = sharedStart[segment]; s < sharedStart[segment + 1]; s++) {
      if (left < sharedRows[s]) return sharedValue[s];
      left -= sharedRows[s];
      others -= sharedRows[s];
    }
    return drawOther(segment, left / others, (use) => uniforms(row, use));
  };
}
