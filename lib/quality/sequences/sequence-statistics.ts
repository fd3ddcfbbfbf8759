/** What is counted in sequences. Each statistic gives, for some of the sequences, how often each of its cells occurs. */

import type { BinCodes } from "../bins";

/** One column of many sequences, binned. */
export interface CodedSequences {
  readonly codes: BinCodes;
  readonly starts: Int32Array;
}

/** Counts cells over the sequences in `which`, which may hold a sequence once at most. */
export interface SequenceStatistic {
  readonly cells: number;
  readonly count: (sequences: CodedSequences, which: Int32Array, counts: Float64Array) => void;
}

/** Pairs of a record and the one `lag` records later: cell (a, b) is at a * bins + b. */
export function lagPairs(bins: number, lag: number): SequenceStatistic {
  return {
    cells: bins * bins,
    count: ({ codes, starts }, which, counts) => {
      for (const s of which) for (let i = starts[s]; i + lag < starts[s + 1]; i++) counts[codes[i] * bins + codes[i + lag]]++;
    },
  };
}

/** How many different bins a sequence visits; `binOf` puts that number into one of `cells` cells. */
export function binsPerSequence(bins: number, cells: number, binOf: (different: number) => number): SequenceStatistic {
  const seenBy = new Int32Array(bins);
  return {
    cells,
    count: (sequences, which, counts) => {
      seenBy.fill(-1);
      for (const s of which) counts[binOf(differentBins(sequences, s, seenBy))]++;
    },
  };
}

/** How many sequences visit each bin; `cellOf` joins rare bins. A sequence counts once a cell. */
export function sequencesPerBin(cellOf: Int32Array, cells: number): SequenceStatistic {
  const seenBy = new Int32Array(cells);
  return {
    cells,
    count: ({ codes, starts }, which, counts) => {
      seenBy.fill(-1);
      for (const s of which) {
        for (let i = starts[s]; i < starts[s + 1]; i++) {
          const cell = cellOf[codes[i]];
          if (seenBy[cell] === s) continue;
          seenBy[cell] = s;
          counts[cell]++;
        }
      }
    },
  };
}

/** Each record counts in its own bin: for gaps between records, which are binned already. */
export function records(bins: number): SequenceStatistic {
  return {
    cells: bins,
    count: ({ codes, starts }, which, counts) => {
      for (const s of which) for (let i = starts[s]; i < starts[s + 1]; i++) counts[codes[i]]++;
    },
  };
}

/** The number of different bins in sequence s; `seenBy` remembers which sequence last visited a bin. */
export function differentBins({ codes, starts }: CodedSequences, s: number, seenBy: Int32Array): number {
  let different = 0;
  for (let i = starts[s]; i < starts[s + 1]; i++) {
    if (seenBy[codes[i]] === s) continue;
    seenBy[codes[i]] = s;
    different++;
  }
  return different;
}
