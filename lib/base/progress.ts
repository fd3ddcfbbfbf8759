/** Progress of long work: reported at most ten times a second, whatever the work does. */

const LEAST_MILLISECONDS_BETWEEN_REPORTS = 100;

/**
 * Wraps a listener so that it hears at most ten reports a second. `force` lets a report through at any time: the first,
 * the last, and those that mark an epoch.
 */
export function throttled<Report>(listener: ((report: Report) => void) | undefined): (report: Report, force?: boolean) => void {
  let last = -Infinity;
  return (report, force = false) => {
    if (listener === undefined) return;
    const now = performance.now();
    if (!force && now - last < LEAST_MILLISECONDS_BETWEEN_REPORTS) return;
    last = now;
    listener(report);
  };
}
