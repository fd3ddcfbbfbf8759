/** All exercises, in the order of the course. */

import { exercises00 } from "./00";
import { exercises01a } from "./01a";
import { exercises01b } from "./01b";
import { exercises02b } from "./02b";
import { exercises03a } from "./03a";
import { exercises04a } from "./04a";
import { exercises04b } from "./04b";
import { exercises04c } from "./04c";
import type { Exercise } from "./exercise";

export const exercises: readonly Exercise[] = [
  ...exercises00,
  ...exercises01a,
  ...exercises01b,
  ...exercises02b,
  ...exercises03a,
  ...exercises04a,
  ...exercises04b,
  ...exercises04c,
];

/** The exercise of that id, if there is one. */
export function findExercise(id: string): Exercise | undefined {
  return exercises.find((exercise) => exercise.id === id);
}
