/** What a notebook of the course imports beside the library: showing, checking, hints, progress. */

import { shareNames } from "./engine/share-names";

// under Jupyter's kernel too, `assess({ training, holdout, synthetic })` must find the names of earlier cells
shareNames();

// Showing
export { show } from "./show";
export { trackTraining } from "./training-progress";
export { stopSignal } from "./engine/stop-signal";
export { outputPath } from "./output-path";

// Exercises
export { todo } from "./todo";
export { check, checkResult } from "./check";
export { hint, solution } from "./hint";
export { quiz } from "./show-quiz";
export { expectError } from "./expect-error";
export type { CheckResult, CheckStatus, TestResult } from "./check-result";

// Progress
export { progress, resetProgress } from "./progress";
