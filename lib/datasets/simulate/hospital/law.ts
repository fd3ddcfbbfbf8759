/** The law of `hospital`: one patient with all stays, in the order of cause. */

import { logistic } from "../logistic";
import { Stream } from "../stream";

export const constants = {
  wardShares: { Medical: 0.46, Surgical: 0.28, Cardiac: 0.17, Trauma: 0.09 },
  bloodGroupShares: { O: 0.44, A: 0.42, B: 0.1, AB: 0.04 },
  weekdayWeights: [1, 1, 1, 1, 1, 0.75, 0.7], // Monday first
  hoursBetweenVitals: 4,
  mostVitals: 42, // seven days
  vitals: {
    heart_rate: { base: 82, perSeverity: 6, memory: 0.8, innovation: 4.5, drift: 3 },
    map: { base: 81, perSeverity: -4, memory: 0.75, innovation: 4, drift: -2 },
    spo2: { base: 96.5, perSeverity: -0.8, memory: 0.7, innovation: 0.8, drift: -0.25 },
    innovationCorrelation: -0.45,
    driftOfDying: 0.06,
    driftOfOthers: -0.04,
  },
};

/** A patient as the law sees one. */
export interface Patient {
  readonly age: number;
  readonly woman: boolean;
  readonly bloodGroup: string;
  readonly diabetes: boolean;
  readonly copd: boolean;
  readonly frailty: number;
  readonly stays: readonly Stay[];
}

/** A stay with the values that were measured, whether or not they were written down. */
export interface Stay {
  /** Days since the first day of the first year. */
  readonly admitted: number;
  readonly ward: string;
  readonly emergency: boolean;
  readonly severity: number;
  readonly ventilated: boolean;
  readonly losDays: number;
  readonly died: boolean;
  readonly lactate: number;
  readonly creatinine: number;
  readonly albumin: number;
  readonly bmi: number;
  /** Which of the values above were written down. */
  readonly written: { readonly lactate: boolean; readonly creatinine: boolean; readonly albumin: boolean; readonly bmi: boolean };
}

const wards = Object.keys(constants.wardShares);
const bloodGroups = Object.keys(constants.bloodGroupShares);
const [wardShares, bloodGroupShares] = [Object.values(constants.wardShares), Object.values(constants.bloodGroupShares)];

/** The patients of a seed. */
export function patientsOf(seed: number): (i: number) => Patient {
  const stream = (name: string): Stream => new Stream(seed, `hospital/${name}`);
  const ages = stream("age");
  const sexes = stream("sex");
  const bloodGroupsDrawn = stream("blood_group");
  const diabeticDraws = stream("diabetes");
  const copdDraws = stream("copd");
  const frailties = stream("frailty");
  const stayCounts = stream("stays");
  const admissions = stream("admitted_at");
  const drawStay = staysOf(stream);

  return (i) => {
    const age = Math.min(97, Math.max(18, ages.at(i).normal(63, 16)));
    const woman = sexes.at(i).chance(0.45);
    const diabetes = diabeticDraws.at(i).chance(logistic(-2.1 + 0.03 * (age - 60)));
    const copd = copdDraws.at(i).chance(logistic(-2.6 + 0.025 * (age - 60)));
    const frailty = frailties.at(i).normal();
    const planned = 1 + stayCounts.at(i).poisson(Math.exp(-1.1 + 0.35 * frailty + (diabetes ? 0.45 : 0)));
    const days = Array.from({ length: planned }, (_, j) => admissionDay(admissions.at(i, j))).sort((a, b) => a - b);
    const stays: Stay[] = [];
    for (let j = 0; j < planned && stays.at(-1)?.died !== true; j++) {
      stays.push(drawStay(i, j, { age, woman, diabetes, copd, frailty, admitted: afterLast(days[j], stays.at(-1)) }));
    }
    return { age, woman, bloodGroup: bloodGroups[bloodGroupsDrawn.at(i).category(bloodGroupShares)], diabetes, copd, frailty, stays };
  };
}

/** A point of the first 52 weeks, in days; busy hours around 11 for one half, any hour for the other. */
function admissionDay(draw: Stream): number {
  const week = Math.floor(52 * draw.uniform());
  const weekday = draw.category(constants.weekdayWeights);
  const hour = draw.chance(0.5) ? draw.normal(11, 3) : 24 * draw.uniform();
  const minute = Math.floor(60 * Math.min(23.999, Math.max(0, hour)));
  return 7 * week + weekday + minute / 1440;
}

/** Nobody is admitted twice at once: a stay that would begin before the last has ended waits for whole weeks. */
function afterLast(admitted: number, last: Stay | undefined): number {
  if (last === undefined) return admitted;
  const weeks = Math.ceil((last.admitted + last.losDays - admitted) / 7);
  return admitted + 7 * Math.max(0, weeks);
}

interface StayCauses {
  readonly age: number;
  readonly woman: boolean;
  readonly diabetes: boolean;
  readonly copd: boolean;
  readonly frailty: number;
  readonly admitted: number;
}

function staysOf(stream: (name: string) => Stream): (i: number, j: number, causes: StayCauses) => Stay {
  const wardDraws = stream("ward");
  const emergencies = stream("emergency");
  const severities = stream("severity");
  const ventilations = stream("ventilated");
  const lengths = stream("los_days");
  const deaths = stream("died");
  const lactates = stream("lactate");
  const creatinines = stream("creatinine");
  const albumins = stream("albumin");
  const bmis = stream("bmi");
  const masks = {
    lactate: stream("lactate/mask"),
    creatinine: stream("creatinine/mask"),
    albumin: stream("albumin/mask"),
    bmi: stream("bmi/mask"),
  };

  return (i, j, { age, woman, diabetes, copd, frailty, admitted }) => {
    const ward = wards[wardDraws.at(i, j).category(wardShares)];
    const pull = ward === "Trauma" ? 1.5 : ward === "Surgical" ? -1.2 : 0;
    const emergency = emergencies.at(i, j).chance(logistic(0.1 + 0.4 * frailty + pull));
    const severity =
      0.55 * frailty +
      0.018 * (age - 63) +
      (diabetes ? 0.35 : 0) +
      (copd ? 0.3 : 0) +
      (emergency ? 0.6 : 0) -
      0.35 +
      severities.at(i, j).normal(0, 0.8);
    const ventilated = ventilations.at(i, j).chance(logistic(-1.7 + 1.1 * severity));
    const lactate = Math.exp(0.35 + 0.42 * severity + lactates.at(i, j).normal(0, 0.3));
    return {
      admitted,
      ward,
      emergency,
      severity,
      ventilated,
      losDays: Math.min(60, Math.max(0.5, Math.exp(1.05 + 0.38 * severity + (ventilated ? 0.25 : 0) + lengths.at(i, j).normal(0, 0.45)))),
      died: deaths.at(i, j).chance(logistic(-3.1 + 1.15 * severity + (ventilated ? 0.5 : 0))),
      lactate,
      creatinine: Math.exp(-0.05 + 0.22 * severity + (woman ? -0.12 : 0.12) + creatinines.at(i, j).normal(0, 0.28)),
      albumin: 3.7 - 0.33 * severity + albumins.at(i, j).normal(0, 0.42),
      bmi: bmis.at(i, j).normal(26.5 + (diabetes ? 2.2 : 0), 4.6),
      written: {
        lactate: !masks.lactate.at(i, j).chance(logistic(1.1 - 1.5 * Math.log(lactate))),
        creatinine: !masks.creatinine.at(i, j).chance(0.08),
        albumin: !masks.albumin.at(i, j).chance(logistic(0.9 - (ventilated ? 2.4 : 0) - (emergency ? 0.9 : 0))),
        bmi: !masks.bmi.at(i, j).chance(logistic(-1.2 + (emergency ? 1.6 : 0))),
      },
    };
  };
}
