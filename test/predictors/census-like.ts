/** A small table with a known rule, gaps and odd names, for the tests of the learners. */

import { Rng } from "../../lib/base/random";
import { type Cell } from "../../lib/table/column";
import { Table } from "../../lib/table/table";

const JOBS = ['clerk, "senior"', "nurse\nnight", "", "__proto__", "🛠️ smith"];

/** Rows whose target `rich?` depends on age and job; `noise` carries nothing. A tenth of the ages and jobs is missing. */
export function censusLike(rowCount: number, seed: number): Table {
  const rng = new Rng(seed).fork("census-like");
  const ages: Cell[] = [];
  const jobs: Cell[] = [];
  const noise: Cell[] = [];
  const target: Cell[] = [];
  for (let i = 0; i < rowCount; i++) {
    const age = 18 + rng.integer(60);
    const job = rng.integer(JOBS.length);
    const odds = (age - 48) / 6 + (job === 0 ? 3 : job === 1 ? -3 : 0);
    ages.push(rng.uniform() < 0.1 ? null : age);
    jobs.push(rng.uniform() < 0.1 ? null : JOBS[job]);
    noise.push(rng.normal());
    target.push(rng.uniform() < 1 / (1 + Math.exp(-odds)) ? "yes" : "no");
  }
  return Table.fromRows(ages.map((age, i) => ({ "": age, 'job."x"\n': jobs[i], noise: noise[i], "rich?": target[i] })));
}
