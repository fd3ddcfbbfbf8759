/** The pair tables that go into the scores: those of the pairs that fall furthest below their reference. */

import { pairTableOf, type ShownColumn } from "./distributions";
import type { PairMeasure, PairTable } from "./scores";

/** The joint shares of at most `most` pairs, those furthest below their reference first. */
export function worstPairTables(columns: readonly ShownColumn[], byPair: readonly PairMeasure[], most: number): PairTable[] {
  const byName = new Map(columns.map((column) => [column.bins.column, column]));
  const shortfall = (measure: PairMeasure): number => (measure.reference ?? 1) - (measure.value ?? 1);
  const worst = byPair.length <= most ? byPair : [...byPair].sort((a, b) => shortfall(b) - shortfall(a)).slice(0, most);
  return worst.flatMap(({ columns: [first, second] }) => {
    const [a, b] = [byName.get(first), byName.get(second)];
    return a === undefined || b === undefined ? [] : [pairTableOf(a, b)];
  });
}
