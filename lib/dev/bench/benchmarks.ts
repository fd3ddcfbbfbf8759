/** All groups of measurements, in the order in which they run. */

import type { Benchmark } from "./benchmark";
import { convergence } from "./convergence";
import { privateStep } from "./private-step";
import { samplingSpeed } from "./sampling-speed";
import { trainingSpeed } from "./training-speed";

export const benchmarks: readonly Benchmark[] = [trainingSpeed, samplingSpeed, privateStep, convergence];
