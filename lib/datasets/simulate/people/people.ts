/** `people`: a census-like table with a documented bias. */

import { roundTo } from "../round-to";
import type { Canary, SeededLaw, Sheets, Simulator } from "../simulator";
import { canariesOf } from "./canaries";
import { peopleCard } from "./card";
import { peopleLatent, peopleTable } from "./columns";
import { constants, educations, occupations, origins, regions } from "./constants";
import { biasOf, type Decree, incomeOf, peopleOf, type Person } from "./law";
import { peopleRules } from "./rules";
import { peopleTruths } from "./truths";

export const people: Simulator = {
  name: "people",
  title: "People: a census with a documented bias",
  subject: "people",
  defaultRows: 12_000,
  tables: [peopleTable],
  latent: peopleLatent,
  constants,
  truths: peopleTruths,
  rules: peopleRules,
  card: peopleCard,
  seeded: (seed): SeededLaw => {
    const person = peopleOf(seed);
    const decrees = canariesOf(seed);
    return {
      draw: (start, end, sheets) => {
        for (let i = start; i < end; i++) write(i, person(i, decrees.get(i)), decrees.has(i), sheets);
      },
      canaries: (rows) => [...decrees].filter(([row]) => row < rows).map(([, decree]) => canary(decree)),
    };
  },
};

function write(i: number, person: Person, planted: boolean, { tables, latent }: Sheets): void {
  const id = `P${String(i + 1).padStart(6, "0")}`;
  const highland = origins[person.origin] === "Highland";
  const { job } = person;
  const paidAs = (woman: boolean, asHighland: boolean): number =>
    job === undefined ? 0 : incomeOf(job.fairLogIncome + biasOf(woman, asHighland));
  const income = paidAs(person.woman, highland);
  tables.people.add({
    person_id: id,
    age: person.age,
    sex: person.woman ? "F" : "M",
    origin: origins[person.origin],
    region: regions[person.region],
    home_lat: roundTo(person.latitude, 4),
    home_lon: roundTo(person.longitude, 4),
    education: educations[person.level],
    education_years: constants.educationYears[person.level],
    marital: person.marital,
    children: person.children,
    works: person.works,
    workclass: job?.workclass ?? null,
    occupation: job === undefined ? null : occupations[job.occupation].name,
    hours: job?.hours ?? null,
    capital_gain: person.capitalGain,
    income,
    high_income: income > constants.highIncomeAbove,
  });
  latent.add({
    person_id: id,
    income_paid_as_man: paidAs(false, highland),
    income_paid_as_woman: paidAs(true, highland),
    income_paid_as_highland: paidAs(person.woman, true),
    income_paid_as_other: paidAs(person.woman, false),
    income_fair: paidAs(false, false),
    canary: planted,
  });
}

function canary({ region, age, level, occupation }: Decree): Canary {
  return {
    table: "people",
    cells: { region: regions[region], age, education: educations[level], occupation: occupations[occupation].name },
  };
}
