/** Five planted people: old, at work, and alone in their combination of region, age, education and occupation. */

import { Stream } from "../stream";
import type { Decree } from "./law";
import { educations, occupations, regions } from "./constants";

const CANARIES = 5;
const ROWS_PER_CANARY = 500;
const YOUNGEST = 85; // by the law about one person in a million is as old as that and works

/** The decrees of a seed by number of person: one in each of the first five blocks of 500, no two alike. */
export function canariesOf(seed: number): ReadonlyMap<number, Decree> {
  const draw = new Stream(seed, "people/canaries");
  const decrees = new Map<number, Decree>();
  for (let k = 0; k < CANARIES; k++) {
    draw.at(k);
    const row = k * ROWS_PER_CANARY + Math.floor(draw.uniform() * ROWS_PER_CANARY);
    decrees.set(row, {
      age: YOUNGEST + k, // different ages keep the five apart
      region: Math.floor(draw.uniform() * regions.length),
      level: Math.floor(draw.uniform() * educations.length),
      occupation: Math.floor(draw.uniform() * occupations.length),
    });
  }
  return decrees;
}
