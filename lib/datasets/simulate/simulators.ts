/** All simulated datasets, in the order of the course. */

import { bank } from "./bank/bank";
import { cloudops } from "./cloudops/cloudops";
import { engines } from "./engines/engines";
import { hospital } from "./hospital/hospital";
import { people } from "./people/people";
import { reviews } from "./reviews/reviews";
import type { Simulator } from "./simulator";

export const simulators: readonly Simulator[] = [people, hospital, engines, bank, reviews, cloudops];
