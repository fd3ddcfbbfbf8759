/** What one look of the doctor found. */

export interface Finding {
  readonly name: string;
  /**
   * - `ok`: as it should be
   * - `optional`: absent, and nothing of the course needs it
   * - `warning`: works, but slower or with less than it should
   * - `broken`: the course cannot run like this
   */
  readonly state: "ok" | "optional" | "warning" | "broken";
  /** What was found, in a few words. */
  readonly found: string;
  /** The command, or the step, that mends it; "" when there is nothing to mend. */
  readonly mend: string;
}

export function ok(name: string, found: string): Finding {
  return { name, state: "ok", found, mend: "" };
}
