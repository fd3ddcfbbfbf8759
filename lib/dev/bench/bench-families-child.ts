/** Judges one family on one table and prints the result: `FAMILY TABLE ROWS`. */

import { familyFor } from "./families";
import { tableSpecs } from "./family-tables";
import { judgeFamily } from "./judge-family";
import type { Measure } from "../../quality/scores";

async function main([family, name, rows]: readonly string[]): Promise<void> {
  const spec = tableSpecs.find((candidate) => candidate.name === name);
  const table = await spec?.load(Number(rows));
  if (table === undefined || "missing" in table) throw new RangeError(`There is no table "${name}" here`);
  const result = await judgeFamily(familyFor(family, table), table);
  process.stdout.write(`\n${JSON.stringify(result, (_, value: unknown) => (isMeasure(value) ? bare(value) : value))}\n`);
}

/** A measure without its parts, which are many. */
function bare(measure: Measure): unknown {
  return measure.notComputed === undefined ? { value: measure.value, reference: measure.reference } : { notComputed: measure.notComputed };
}

function isMeasure(value: unknown): value is Measure {
  return typeof value === "object" && value !== null && ("value" in value || "notComputed" in value);
}

void main(process.argv.slice(2));
