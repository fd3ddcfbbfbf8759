/** What is true of `hospital`. */

import { isEmpty, isText, isTrue, numbersOf, textsOf, valuesWhere } from "../cells";
import { correlationOf, meanOf, quantileOf, shareOf } from "../estimates";
import { childCounts } from "../keys";
import type { Estimate, Sample, Truth } from "../simulator";
import { clustered, counted, exact } from "../truth";

const DAY = 86_400_000;
const STAYS_PER_PATIENT = 1.33;
const VITALS_PER_STAY = 21;

type Test = (i: number) => boolean;

const not =
  (test: Test): Test =>
  (i) =>
    !test(i);

/** A share of the stays. */
function shareOfStays({ tables: { stays } }: Sample, where: Test, given?: Test): Estimate {
  return clustered(shareOf(stays.rowCount, where, given), STAYS_PER_PATIENT);
}

const died = ({ tables }: Sample): Test => isTrue(tables.stays, "died");
const ventilated = ({ tables }: Sample): Test => isTrue(tables.stays, "ventilated");
const emergency = ({ tables }: Sample): Test => isTrue(tables.stays, "emergency");
const missing = ({ tables }: Sample, name: string): Test => isEmpty(tables.stays, name);

function stayCounts({ tables: { patients, stays } }: Sample): Float64Array {
  return Float64Array.from(childCounts(patients, "patient_id", stays, "patient_id"));
}

const observed = (sample: Sample, name: string): Float64Array =>
  valuesWhere(numbersOf(sample.tables.stays, name), not(missing(sample, name)));
const logOf = ({ latent }: Sample, name: string): Float64Array => numbersOf(latent, name).map(Math.log);

/** True mean, mean of what was measured, share of what was not. */
function meanTruths(name: string, [all, seen, gone]: readonly [number, number, number], digits: number): Truth[] {
  return [
    counted(`${name}, true mean`, all, digits, `mean of latent ${name}`, ({ latent }) =>
      clustered(meanOf(numbersOf(latent, name)), STAYS_PER_PATIENT),
    ),
    counted(`${name}, observed mean`, seen, digits, `mean of ${name} where it is not missing`, (s) =>
      clustered(meanOf(observed(s, name)), STAYS_PER_PATIENT),
    ),
    counted(`${name}, missing`, gone, 3, `P(${name} missing)`, (s) => shareOfStays(s, missing(s, name))),
  ];
}

/** Correlation of log lactate between the first two stays of those who have two. */
function lactateAcrossStays(sample: Sample): Estimate {
  const patient = textsOf(sample.tables.stays, "patient_id");
  const lactate = logOf(sample, "lactate");
  const [first, second]: [number[], number[]] = [[], []];
  for (let i = 1; i < lactate.length; i++) {
    if (patient(i) !== patient(i - 1) || (i > 1 && patient(i) === patient(i - 2))) continue;
    first.push(lactate[i - 1]);
    second.push(lactate[i]);
  }
  return correlationOf(first, second);
}

function heartRateMemory({ tables: { vitals } }: Sample): Estimate {
  const stay = textsOf(vitals, "stay_id");
  const rate = numbersOf(vitals, "heart_rate");
  const goesOn = (i: number): boolean => i > 0 && stay(i) === stay(i - 1);
  const now = valuesWhere(rate, goesOn);
  const before = valuesWhere(
    rate.map((_, i) => rate[i - 1]),
    goesOn,
  );
  return clustered(correlationOf(before, now), VITALS_PER_STAY);
}

function onWeekend({ tables: { stays } }: Sample): Test {
  const admitted = numbersOf(stays, "admitted_at");
  return (i) => [0, 6].includes(new Date(Math.floor(admitted[i] / DAY) * DAY).getUTCDay());
}

const lengths = ({ tables }: Sample): Float64Array => numbersOf(tables.stays, "los_days");

export const hospitalTruths: readonly Truth[] = [
  counted("stays per patient", 1.328, 3, "mean number of stays", (s) => meanOf(stayCounts(s))),
  counted("exactly one stay", 0.724, 3, "P(one stay)", (s) => {
    const counts = stayCounts(s);
    return shareOf(counts.length, (i) => counts[i] === 1);
  }),
  counted("stays per diabetic", 1.438, 3, "mean number of stays given diabetes", (s) =>
    meanOf(valuesWhere(stayCounts(s), isTrue(s.tables.patients, "diabetes"))),
  ),
  counted("stays per other patient", 1.312, 3, "mean number of stays given no diabetes", (s) =>
    meanOf(valuesWhere(stayCounts(s), not(isTrue(s.tables.patients, "diabetes")))),
  ),
  counted("died", 0.0924, 4, "P(died) of stays", (s) => shareOfStays(s, died(s))),
  counted("died, ventilated", 0.2165, 4, "P(died | ventilated)", (s) => shareOfStays(s, died(s), ventilated(s))),
  counted("died, not ventilated", 0.0588, 4, "P(died | not ventilated)", (s) => shareOfStays(s, died(s), not(ventilated(s)))),
  counted("ventilated", 0.213, 3, "P(ventilated)", (s) => shareOfStays(s, ventilated(s))),
  counted("emergency", 0.48, 3, "P(emergency)", (s) => shareOfStays(s, emergency(s))),
  counted("emergency, Trauma", 0.824, 3, "P(emergency | Trauma)", (s) =>
    shareOfStays(s, emergency(s), isText(s.tables.stays, "ward", "Trauma")),
  ),
  counted("emergency, Surgical", 0.256, 3, "P(emergency | Surgical)", (s) =>
    shareOfStays(s, emergency(s), isText(s.tables.stays, "ward", "Surgical")),
  ),
  counted("length of stay, median", 3.03, 2, "median of los_days", (s) => clustered(quantileOf(lengths(s), 0.5), STAYS_PER_PATIENT)),
  counted("length of stay, mean", 3.8, 2, "mean of los_days", (s) => clustered(meanOf(lengths(s)), STAYS_PER_PATIENT)),
  counted("length of stay, 99 %", 14.4, 1, "99 % quantile of los_days", (s) => clustered(quantileOf(lengths(s), 0.99), STAYS_PER_PATIENT)),
  ...meanTruths("lactate", [1.679, 2.097, 0.617], 3),
  counted("lactate, true median", 1.444, 3, "median of latent lactate", ({ latent }) =>
    clustered(quantileOf(numbersOf(latent, "lactate"), 0.5), STAYS_PER_PATIENT),
  ),
  counted("lactate, observed median", 1.842, 3, "median of lactate where it is not missing", (s) =>
    clustered(quantileOf(observed(s, "lactate"), 0.5), STAYS_PER_PATIENT),
  ),
  counted("lactate missing, dead", 0.462, 3, "P(lactate missing | died)", (s) => shareOfStays(s, missing(s, "lactate"), died(s))),
  counted("lactate missing, alive", 0.633, 3, "P(lactate missing | not died)", (s) => shareOfStays(s, missing(s, "lactate"), not(died(s)))),
  ...meanTruths("albumin", [3.685, 3.607, 0.513], 3),
  ...meanTruths("creatinine", [1.047, 1.047, 0.08], 3),
  ...meanTruths("bmi", [26.81, 26.78, 0.408], 2),
  counted("lactate and creatinine", 0.521, 3, "corr(log lactate, log creatinine), latent", (s) =>
    clustered(correlationOf(logOf(s, "lactate"), logOf(s, "creatinine")), STAYS_PER_PATIENT),
  ),
  counted("lactate and albumin", -0.545, 3, "corr(log lactate, albumin), latent", (s) =>
    clustered(correlationOf(logOf(s, "lactate"), numbersOf(s.latent, "albumin")), STAYS_PER_PATIENT),
  ),
  counted("lactate of two stays", 0.25, 2, "corr of latent log lactate between two stays of one patient", lactateAcrossStays),
  counted("heart rate, memory", 0.893, 3, "lag-1 correlation of heart_rate, pooled", heartRateMemory),
  counted("heart rate and pressure", -0.633, 3, "corr(heart_rate, map), pooled", ({ tables: { vitals } }) =>
    clustered(correlationOf(numbersOf(vitals, "heart_rate"), numbersOf(vitals, "map")), VITALS_PER_STAY),
  ),
  counted("vitals per stay", 20.7, 1, "mean number of rows of vitals", ({ tables: { stays, vitals } }) =>
    meanOf(Float64Array.from(childCounts(stays, "stay_id", vitals, "stay_id"))),
  ),
  exact("admitted on a weekend", 1.45 / 6.45, "1.45 / 6.45", (s) => shareOfStays(s, onWeekend(s))),
  exact("creatinine missing", 0.08, "completely at random", (s) => shareOfStays(s, missing(s, "creatinine"))),
];
