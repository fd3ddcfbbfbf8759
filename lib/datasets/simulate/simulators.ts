/** All simulated datasets, in the order of the course. */

import { bank } from "./bank/bank";
import { engines } from "./engines/engines";
import { hospital } from "./hospital/hospital";
import { people } from "./people/people";
import type { Simulator } from "./simulator";

export const simulators: readonly Simulator[] = [people, hospital, engines, bank];
