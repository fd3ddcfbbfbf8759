/** The law of `people`: one person from the equations, in the order of cause. */

import { logistic } from "../logistic";
import { roundTo } from "../round-to";
import { Stream } from "../stream";
import { constants, educations, occupations, origins, regions } from "./constants";

/** What a planted person has by decree; the rest follows from the law. */
export interface Decree {
  readonly region: number;
  readonly age: number;
  readonly level: number;
  readonly occupation: number;
}

/** A person as the law sees one, with what no column shows. */
export interface Person {
  readonly age: number;
  readonly woman: boolean;
  readonly origin: number;
  readonly region: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly level: number;
  readonly marital: string;
  readonly children: number;
  readonly works: boolean;
  readonly job: Job | undefined;
  readonly capitalGain: number;
}

export interface Job {
  readonly workclass: string;
  readonly occupation: number;
  readonly hours: number;
  /** Log income without the two terms of the bias. */
  readonly fairLogIncome: number;
}

const HIGHLAND = origins.indexOf("Highland");
const MANAGER = occupations.findIndex(({ name }) => name === "Manager");
const { wage } = constants;

/** The people of a seed: a function from the number of a person to that person. */
export function peopleOf(seed: number): (i: number, decree?: Decree) => Person {
  const stream = (name: string): Stream => new Stream(seed, `people/${name}`);
  const ages = stream("age");
  const sexes = stream("sex");
  const originsDrawn = stream("origin");
  const regionsDrawn = stream("region");
  const latitudes = stream("home_lat");
  const longitudes = stream("home_lon");
  const educationsDrawn = stream("education");
  const maritals = stream("marital");
  const childrenDrawn = stream("children");
  const working = stream("works");
  const gains = stream("capital_gain");
  const drawJob = jobsOf(stream);

  return (i, decree) => {
    const age = decree?.age ?? 18 + Math.floor(72 * ages.at(i).beta(1.6, 2.6));
    const woman = sexes.at(i).chance(constants.womenShare);
    const origin = originsDrawn.at(i).category(constants.originShares);
    const highland = origin === HIGHLAND;
    const region = decree?.region ?? regionOf(regionsDrawn.at(i), highland);
    const level = decree?.level ?? levelOf(educationsDrawn.at(i).normal(), age, woman, highland);
    const years = constants.educationYears[level];
    const marital = maritalOf(maritals.at(i), age, woman);
    const children = Math.min(6, childrenDrawn.at(i).poisson(marital === "Never" ? 0.08 : age < 55 ? 1.35 : 0.35));
    const mother = woman && children > 0;
    const works = decree !== undefined || working.at(i).chance(chanceOfWork(age, years, mother));
    return {
      age,
      woman,
      origin,
      region,
      latitude: constants.centroids[region][0] + latitudes.at(i).normal(0, constants.homeSpreadDegrees),
      longitude: constants.centroids[region][1] + longitudes.at(i).normal(0, constants.homeSpreadDegrees),
      level,
      marital,
      children,
      works,
      job: works ? drawJob(i, age, years, woman, mother, decree?.occupation) : undefined,
      capitalGain: capitalGainOf(gains.at(i), age, years),
    };
  };
}

/** Income from log income, to the nearest 100. */
export function incomeOf(logIncome: number): number {
  return roundTo(Math.exp(logIncome), -2);
}

/** What the bias adds to log income. */
export function biasOf(woman: boolean, highland: boolean): number {
  return (woman ? wage.woman : 0) + (highland ? wage.highland : 0);
}

function regionOf(draw: Stream, highland: boolean): number {
  if (highland && draw.chance(constants.highlandClustering)) return regions.length - (draw.chance(0.5) ? 2 : 1);
  return draw.category(constants.regionShares);
}

function levelOf(noise: number, age: number, woman: boolean, highland: boolean): number {
  const score = noise - 0.012 * (age - 45) - (highland ? 0.35 : 0) + (woman ? 0.05 : 0) - (age < 23 ? 0.45 : 0);
  let level = 0;
  while (level < educations.length - 1 && constants.educationCuts[level] < score) level++;
  return level;
}

function maritalOf(draw: Stream, age: number, woman: boolean): string {
  if (draw.chance(1 - logistic(0.16 * (age - 29)))) return "Never";
  if (age > 60 && draw.chance(0.012 * (age - 60) * (woman ? 1.5 : 0.7))) return "Widowed";
  return draw.chance(0.2) ? "Divorced" : "Married";
}

function chanceOfWork(age: number, years: number, mother: boolean): number {
  if (age < 23) return logistic(0.3);
  if (age < 60) return logistic(1.9 + 0.06 * (years - 12) - (mother ? 0.55 : 0));
  return logistic(1.9 - 0.35 * (age - 60));
}

function capitalGainOf(draw: Stream, age: number, years: number): number {
  if (!draw.chance(logistic(-3.1 + 0.13 * (years - 12) + 0.02 * (age - 45)))) return 0;
  return Math.max(0.01, roundTo(Math.exp(draw.normal(8.2, 1.1)), 2));
}

type DrawJob = (i: number, age: number, years: number, woman: boolean, mother: boolean, decreed?: number) => Job;

function jobsOf(stream: (name: string) => Stream): DrawJob {
  const workclasses = stream("workclass");
  const occupationsDrawn = stream("occupation");
  const partTimes = stream("part_time");
  const hoursDrawn = stream("hours");
  const noises = stream("income");
  const weights = new Float64Array(occupations.length);

  return (i, age, years, woman, mother, decreed) => {
    occupations.forEach(({ a, b, c }, k) => (weights[k] = Math.exp(a + b * (years - 12) + (woman ? c : 0))));
    const occupation = decreed ?? occupationsDrawn.at(i).category(weights);
    const score = -2.2 + (woman ? 0.9 : 0) + (mother ? 0.8 : 0) + (age < 23 ? 1 : 0);
    const hours = hoursOf(hoursDrawn.at(i), partTimes.at(i).chance(logistic(score)), occupation === MANAGER);
    const experience = Math.min(45, Math.max(0, age - years - 6));
    const fairLogIncome =
      wage.base +
      wage.perYearOfEducation * (years - 12) +
      wage.perYearOfExperience * experience +
      wage.perSquaredYearOfExperience * experience ** 2 +
      occupations[occupation].w +
      wage.perLogHours * Math.log(hours / 40) +
      noises.at(i).normal(0, wage.spread);
    return { workclass: workclassOf(workclasses.at(i), age), occupation, hours, fairLogIncome };
  };
}

function hoursOf(draw: Stream, partTime: boolean, manager: boolean): number {
  if (!partTime && draw.chance(0.55)) return 40;
  const hours = partTime ? draw.normal(22, 5) : draw.normal(manager ? 48 : 44, 8);
  return Math.min(90, Math.max(5, Math.round(hours)));
}

function workclassOf(draw: Stream, age: number): string {
  if (draw.chance(0.11 + 0.002 * (age - 40))) return "Self";
  return draw.chance(0.16) ? "Public" : "Private";
}
