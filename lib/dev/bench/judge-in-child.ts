/** One family on one table, judged in a process of its own. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { messageOf } from "../../base/errors";
import { workerFile } from "../../base/worker-file";
import type { FamilyResult } from "./judge-family";

const MOST_OUTPUT = 1 << 24;

/** What the child prints as its last line; a child that ends without it has failed, and the reason is told. */
export async function judgeInChild(family: string, table: string, rows: number): Promise<FamilyResult> {
  try {
    const script = workerFile("dev/bench/bench-families-child");
    const { stdout } = await promisify(execFile)(process.execPath, [script, family, table, String(rows)], { maxBuffer: MOST_OUTPUT });
    const result: unknown = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    return isResult(result) ? result : { family, failed: `its process printed ${stdout.slice(-200)}` };
  } catch (thrown) {
    return { family, failed: messageOf(thrown).slice(0, 500) };
  }
}

function isResult(value: unknown): value is FamilyResult {
  return typeof value === "object" && value !== null && "family" in value && ("failed" in value || "bivariate" in value);
}
