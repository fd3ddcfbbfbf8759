import { parseIsoDatetime } from "../../table/parse-datetime";

/** Milliseconds since 1970 of a date as it is written in files, "2024-01-31" or "2024-01-31 12:30", or of such a number. */
export function pointInTimeOf(limit: number | string | undefined, where: string): number | undefined {
  if (limit === undefined || typeof limit === "number") return limit;
  const parsed = parseIsoDatetime(limit.trim());
  if (parsed === undefined)
    throw new TypeError(`Cannot read "${limit}" in ${where}: a date such as "2024-01-31" or "2024-01-31 12:30" is needed`);
  return parsed.milliseconds;
}
