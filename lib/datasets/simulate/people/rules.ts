/** What holds for every row of `people`. */

import type { Table } from "../../../table/table";
import { countWhere, isEmpty, isText, isTrue, numbersOf, textsOf } from "../cells";
import type { Rule } from "../simulator";
import { constants, educations, regions } from "./constants";

function rule(name: string, broken: (people: Table) => (i: number) => boolean): Rule {
  return { name, violations: ({ people }) => countWhere(people.rowCount, broken(people)) };
}

const emptyExactlyWhenIdle = (name: string): Rule =>
  rule(`${name} is empty exactly when works is false`, (people) => {
    const empty = isEmpty(people, name);
    const works = isTrue(people, "works");
    return (i) => empty(i) === works(i);
  });

export const peopleRules: readonly Rule[] = [
  rule("education fixes education_years", (people) => {
    const years = numbersOf(people, "education_years");
    const education = textsOf(people, "education");
    return (i) => years[i] !== constants.educationYears[educations.indexOf(education(i) ?? "")];
  }),
  emptyExactlyWhenIdle("hours"),
  emptyExactlyWhenIdle("occupation"),
  emptyExactlyWhenIdle("workclass"),
  rule("income is 0 exactly when works is false", (people) => {
    const income = numbersOf(people, "income");
    const works = isTrue(people, "works");
    return (i) => (income[i] === 0) === works(i);
  }),
  rule("high_income is income above 50,000", (people) => {
    const income = numbersOf(people, "income");
    const high = isTrue(people, "high_income");
    return (i) => high(i) !== income[i] > constants.highIncomeAbove;
  }),
  rule("nobody is widowed before 61", (people) => {
    const age = numbersOf(people, "age");
    const widowed = isText(people, "marital", "Widowed");
    return (i) => widowed(i) && !(age[i] >= 61);
  }),
];

/** Share of the homes whose nearest regional centre is that of their region: above 0.999 by the law. */
export function shareNearestToOwnRegion(people: Table): number {
  const latitude = numbersOf(people, "home_lat");
  const longitude = numbersOf(people, "home_lon");
  const region = textsOf(people, "region");
  const nearest = (i: number): number => {
    const distances = constants.centroids.map(([lat, lon]) => (lat - latitude[i]) ** 2 + (lon - longitude[i]) ** 2);
    return distances.indexOf(Math.min(...distances));
  };
  return countWhere(people.rowCount, (i) => regions[nearest(i)] === region(i)) / people.rowCount;
}
