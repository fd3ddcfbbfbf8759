/** Times of several pieces of work, taken in turn, so that a busy moment of the machine falls on all of them. */

/** What many runs of one piece of work took, in seconds. */
export interface Times {
  readonly median: number;
  /** The least disturbed run: ratios are made of these. */
  readonly fastest: number;
  /** Processor time of a run, of all threads together: it does not grow while other programs hold the processor. */
  readonly processor: number;
  readonly runs: number;
}

/** A piece of work; gives the seconds that count, when they are not simply those until it is done. */
export type Work = () => Promise<number | void>;

export interface AlternateOptions {
  /** Wall-clock seconds for all works together; each is run at least `leastRuns` times. */
  readonly seconds: number;
  readonly leastRuns?: number;
  /** Runs of each work before the clock starts. */
  readonly warmUps?: number;
}

/** Runs the works one after another, round by round, and gives the times of each. */
export async function alternate(
  works: readonly Work[],
  { seconds, leastRuns = 5, warmUps = 3 }: AlternateOptions,
): Promise<readonly Times[]> {
  const pieces = works.map((work) => ({ work, wall: new Array<number>(), processor: 0 }));
  for (let round = 0; round < warmUps; round++) for (const work of works) await work();
  const end = performance.now() + 1000 * seconds;
  for (let round = 0; round < leastRuns || performance.now() < end; round++) {
    for (const piece of pieces) {
      const processor = process.cpuUsage();
      const started = performance.now();
      const counted = await piece.work();
      piece.wall.push(counted ?? (performance.now() - started) / 1000);
      const { user, system } = process.cpuUsage(processor);
      piece.processor += (user + system) / 1e6;
    }
  }
  return pieces.map(({ wall, processor }) => timesOf(wall, processor));
}

function timesOf(wall: readonly number[], processor: number): Times {
  return { median: median(wall), fastest: Math.min(...wall), processor: processor / wall.length, runs: wall.length };
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
