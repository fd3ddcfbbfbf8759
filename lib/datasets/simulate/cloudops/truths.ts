/** What is true of `cloudops`. */

import { isEmpty, isText, numbersOf, textsOf, valuesWhere } from "../cells";
import { meanByCluster, meanOf, shareOf } from "../estimates";
import { childCounts, parentRows } from "../keys";
import { logistic } from "../logistic";
import type { Estimate, Sample, Truth } from "../simulator";
import { counted, exact } from "../truth";
import { peakOf } from "./incidents";
import { type Capacity, capacities, jobTruths, transitions } from "./jobs";
import { constants, type Environment } from "./law";

type Test = (i: number) => boolean;
const DAY = 86_400_000;

function jobsWith({ tables: { job } }: Sample, capacity: Capacity): Test {
  return isText(job, "capacity", capacity);
}

/** Whether a job ever was in that state. */
function everIn({ tables: { job, job_event: events } }: Sample, state: string): Test {
  const jobOf = parentRows(events, "job_id", job, "job_id");
  const inState = isText(events, "state", state);
  const ever = new Uint8Array(job.rowCount);
  jobOf.forEach((row, i) => {
    if (inState(i)) ever[row] = 1;
  });
  return (i) => ever[i] === 1;
}

/** The share of the events in `from` that are followed by `to`. */
function arrow({ tables: { job, job_event: events } }: Sample, capacity: Capacity, from: string, to: string): Estimate {
  const jobOf = parentRows(events, "job_id", job, "job_id");
  const chosen = isText(job, "capacity", capacity);
  const [isFrom, isTo] = [isText(events, "state", from), isText(events, "state", to)];
  return shareOf(
    events.rowCount,
    (i) => isTo(i + 1),
    (i) => isFrom(i) && chosen(jobOf[i]),
  );
}

const jobTruthsOf = (capacity: Capacity): Truth[] => {
  const { finishes, events, evicted } = jobTruths(capacity);
  return [
    exact(`finishes, ${capacity}`, finishes, "q F / (1 - 0.9 q E)", (s) =>
      shareOf(s.tables.job.rowCount, everIn(s, "FINISH"), jobsWith(s, capacity)),
    ),
    exact(`events per job, ${capacity}`, events, "1 + visits to the queue x events per visit", (s) => {
      const counts = Float64Array.from(childCounts(s.tables.job, "job_id", s.tables.job_event, "job_id"));
      return meanOf(valuesWhere(counts, jobsWith(s, capacity)));
    }),
    exact(`evicted, ${capacity}`, evicted, "q E", (s) => shareOf(s.tables.job.rowCount, everIn(s, "EVICT"), jobsWith(s, capacity))),
    ...Object.entries(transitions[capacity]).flatMap(([from, next]) =>
      Object.entries(next ?? {}).map(([to, chance]) =>
        exact(`${from} to ${to}, ${capacity}`, chance, "an arrow of the chain", (s) => arrow(s, capacity, from, to)),
      ),
    ),
  ];
};

function ownerMissing({ tables: { resource } }: Sample, env?: string): Estimate {
  return shareOf(resource.rowCount, isEmpty(resource, "tag_owner"), env === undefined ? undefined : isText(resource, "env", env));
}

/** The mean of a number of the cost lines for which the test holds; days of one resource stray together. */
function ofLines(
  { tables: { cost_line: lines, resource } }: Sample,
  values: (i: number) => number,
  given: (i: number, resourceRow: number) => boolean,
): Estimate {
  const rows = parentRows(lines, "resource_id", resource, "resource_id");
  return meanByCluster(
    Float64Array.from({ length: lines.rowCount }, (_, i) => (given(i, rows[i]) ? values(i) : NaN)),
    rows,
  );
}

function utilization(sample: Sample, env: Environment, weekend?: boolean): Estimate {
  const { cost_line: lines, resource } = sample.tables;
  const load = numbersOf(lines, "avg_utilization");
  const day = numbersOf(lines, "charge_period_start");
  const inEnv = isText(resource, "env", env);
  const onWeekend = (i: number): boolean => [0, 6].includes(new Date(day[i]).getUTCDay());
  return ofLines(
    sample,
    (i) => load[i],
    (i, row) => inEnv(row) && (weekend === undefined || onWeekend(i) === weekend),
  );
}

/** The share of resource-days with an incident among those whose peak load is such. */
function incidents(sample: Sample, given: (peak: number) => boolean = () => true): Estimate {
  const { cost_line: lines, incident } = sample.tables;
  const load = numbersOf(lines, "avg_utilization");
  const day = numbersOf(lines, "charge_period_start");
  const resource = textsOf(lines, "resource_id");
  const [opened, broken] = [numbersOf(incident, "opened_at"), textsOf(incident, "resource_id")];
  const hit = new Set(Array.from(opened, (at, i) => `${broken(i)} ${Math.floor(at / DAY) * DAY}`));
  return ofLines(
    sample,
    (i) => Number(hit.has(`${resource(i)} ${day[i]}`)),
    (i) => given(peakOf(load[i])),
  );
}

const { envShares, ownerMissing: gaps, serviceShares } = constants;
const quiet = (1 - serviceShares.Databases) * logistic(-5.6) + serviceShares.Databases * logistic(-4.9);

export const cloudopsTruths: readonly Truth[] = [
  ...capacities.flatMap(jobTruthsOf),
  exact(
    "owner missing",
    envShares.prod * gaps.prod + envShares.staging * gaps.staging + envShares.dev * gaps.dev,
    "0.50 x 0.06 + 0.20 x 0.25 + 0.30 x 0.55",
    (s) => ownerMissing(s),
  ),
  exact("owner missing, dev", gaps.dev, "P(tag_owner missing | dev)", (s) => ownerMissing(s, "dev")),
  counted("utilization, prod", 0.44, 3, "mean of avg_utilization given prod", (s) => utilization(s, "prod")),
  counted("utilization, dev, weekday", 0.251, 3, "mean of avg_utilization given dev, Monday to Friday", (s) =>
    utilization(s, "dev", false),
  ),
  counted("utilization, dev, weekend", 0.166, 3, "mean of avg_utilization given dev, Saturday and Sunday", (s) =>
    utilization(s, "dev", true),
  ),
  counted("incidents", 0.0077, 4, "P(incident) of a resource and day", (s) => incidents(s)),
  counted("incidents, peak above 0.9", 0.0466, 4, "P(incident | 1.35 avg_utilization > 0.9)", (s) => incidents(s, (peak) => peak > 0.9)),
  exact("incidents, peak below 0.5", quiet, "0.83 s(-5.6) + 0.17 s(-4.9)", (s) => incidents(s, (peak) => peak < 0.5)),
];
