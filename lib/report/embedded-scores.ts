/** The scores as the page carries them: shorter numbers, and no more joint tables than the size allows. */

import type { Scores } from "../quality/scores";

export interface EmbeddedScores {
  readonly json: string;
  /** Joint tables that were left out. */
  readonly leftOut: number;
}

/** At most about this many bytes of JSON. */
const MOST_BYTES = 1_300_000;

/** The scores as JSON with six significant digits; joint tables of the most accurate pairs go first when it is too long. */
export function embeddedScores(scores: Scores): EmbeddedScores {
  const without = write({ ...scores, pairTables: [] });
  let bytes = Buffer.byteLength(without);
  const shortfall = new Map(
    scores.bivariate.byPair.map(({ columns, value, reference }) => [JSON.stringify(columns), (reference ?? 1) - (value ?? 1)]),
  );
  const worstFirst = [...scores.pairTables].sort(
    (a, b) => (shortfall.get(JSON.stringify(b.columns)) ?? 0) - (shortfall.get(JSON.stringify(a.columns)) ?? 0),
  );
  const kept = worstFirst.filter((table) => {
    bytes += Buffer.byteLength(JSON.stringify(table)) + 1;
    return bytes <= MOST_BYTES;
  });
  return { json: write({ ...scores, pairTables: kept }), leftOut: scores.pairTables.length - kept.length };
}

function write(scores: Scores): string {
  return JSON.stringify(scores, (_, value: unknown) =>
    typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value,
  );
}
