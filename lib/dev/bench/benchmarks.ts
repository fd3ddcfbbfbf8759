/** All groups of measurements, in the order in which they run. */

import type { Benchmark } from "./benchmark";
import { convergence } from "./convergence";
import { csvSpeed } from "./csv-speed";
import { datasetSpeed } from "./dataset-speed";
import { endToEnd } from "./end-to-end";
import { importTime } from "./import-time";
import { largeTables } from "./large-tables";
import { neighboursSpeed } from "./neighbours-speed";
import { pairsSpeed } from "./pairs-speed";
import { privateStep } from "./private-step";
import { qualitySpeed } from "./quality-speed";
import { samplingSpeed } from "./sampling-speed";
import { torchStep } from "./torch-step";
import { trainingSpeed } from "./training-speed";

export const benchmarks: readonly Benchmark[] = [
  trainingSpeed,
  torchStep,
  samplingSpeed,
  privateStep,
  convergence,
  endToEnd,
  importTime,
  csvSpeed,
  datasetSpeed,
  neighboursSpeed,
  pairsSpeed,
  qualitySpeed,
  largeTables,
];
