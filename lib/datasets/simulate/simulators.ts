/** All simulated datasets, in the order of the course. */

import { people } from "./people/people";
import type { Simulator } from "./simulator";

export const simulators: readonly Simulator[] = [people];
