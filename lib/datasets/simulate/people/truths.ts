/** What is true of `people`. */

import type { Table } from "../../../table/table";
import { isText, isTrue, numbersOf, valuesWhere } from "../cells";
import { correlationOf, differenceOf, meanOf, quantileOf, ratioOf, shareOf } from "../estimates";
import type { Estimate, Truth } from "../simulator";
import { constants, educations } from "./constants";

type Measure = (people: Table, latent: Table) => Estimate;

function truth(
  name: string,
  value: number,
  rounding: number,
  formula: string,
  measure: Measure,
  basis: Truth["basis"] = "simulated",
): Truth {
  return { name, value, rounding, formula, basis, estimate: ({ tables, latent }) => measure(tables.people, latent) };
}

const woman = (people: Table): ((i: number) => boolean) => isText(people, "sex", "F");
const man = (people: Table): ((i: number) => boolean) => isText(people, "sex", "M");
const highland = (people: Table): ((i: number) => boolean) => isText(people, "origin", "Highland");
const not = (test: (i: number) => boolean) => (i: number) => !test(i);

function high(people: Table, given?: (i: number) => boolean): Estimate {
  return shareOf(people.rowCount, isTrue(people, "high_income"), given);
}

/** The change of the share of high incomes when one term of the wage is switched on for everybody. */
function direct(latent: Table, without: string, under: string, given: (i: number) => boolean = () => true): Estimate {
  const above = (name: string) => numbersOf(latent, name).map((income) => Number(income > constants.highIncomeAbove));
  const [off, on] = [above(without), above(under)];
  return meanOf(
    valuesWhere(
      off.map((value, i) => value - on[i]),
      given,
    ),
  );
}

function ofWorkers(people: Table, name: string): Float64Array {
  return valuesWhere(numbersOf(people, name), isTrue(people, "works"));
}

function shareOfWorkers(people: Table, where: (i: number) => boolean, group?: (i: number) => boolean): Estimate {
  const works = isTrue(people, "works");
  return shareOf(people.rowCount, where, (i) => works(i) && (group === undefined || group(i)));
}

const partTime = (people: Table) => {
  const hours = numbersOf(people, "hours");
  return (i: number) => hours[i] < 35;
};

const farRegion = (people: Table) => isText(people, "region", "R8", "R9");

export const peopleTruths: readonly Truth[] = [
  truth("high income", 0.2313, 5e-5, "P(high_income)", (p) => high(p)),
  truth("high income, men", 0.304, 5e-5, "P(high_income | M)", (p) => high(p, man(p))),
  truth("high income, women", 0.1557, 5e-5, "P(high_income | F)", (p) => high(p, woman(p))),
  truth("statistical parity gap", 0.1483, 5e-5, "P(high_income | M) - P(high_income | F)", (p) =>
    differenceOf(high(p, man(p)), high(p, woman(p))),
  ),
  truth("disparate impact", 0.512, 5e-4, "P(high_income | F) / P(high_income | M)", (p) => ratioOf(high(p, woman(p)), high(p, man(p)))),
  truth("direct effect of sex", 0.0732, 5e-5, "P(income_paid_as_man > 50000) - P(income_paid_as_woman > 50000), all persons", (_p, l) =>
    direct(l, "income_paid_as_man", "income_paid_as_woman"),
  ),
  truth("direct effect of sex, women", 0.0645, 5e-5, "the same over women", (p, l) =>
    direct(l, "income_paid_as_man", "income_paid_as_woman", woman(p)),
  ),
  truth("high income, Highland", 0.1571, 5e-5, "P(high_income | Highland)", (p) => high(p, highland(p))),
  truth("high income, others", 0.2405, 5e-5, "P(high_income | not Highland)", (p) => high(p, not(highland(p)))),
  truth(
    "direct effect of origin",
    0.0441,
    5e-5,
    "P(income_paid_as_other > 50000) - P(income_paid_as_highland > 50000), all persons",
    (_p, l) => direct(l, "income_paid_as_other", "income_paid_as_highland"),
  ),
  truth("R8 or R9, Highland", 0.721, 0, "0.7 + 0.3 x 0.07", (p) => shareOf(p.rowCount, farRegion(p), highland(p)), "exact"),
  truth("R8 or R9, others", 0.07, 0, "0.04 + 0.03", (p) => shareOf(p.rowCount, farRegion(p), not(highland(p))), "exact"),
  truth("works, men", 0.768, 5e-4, "P(works | M)", (p) => shareOf(p.rowCount, isTrue(p, "works"), man(p))),
  truth("works, women", 0.739, 5e-4, "P(works | F)", (p) => shareOf(p.rowCount, isTrue(p, "works"), woman(p))),
  truth("median income of workers", 37_200, 50, "median of income given works", (p) => quantileOf(ofWorkers(p, "income"), 0.5)),
  truth("99th percentile of income of workers", 142_600, 50, "99 % quantile of income given works", (p) =>
    quantileOf(ofWorkers(p, "income"), 0.99),
  ),
  truth("education and income", 0.429, 5e-4, "corr(education_years, log income) given works", (p) =>
    correlationOf(ofWorkers(p, "education_years"), ofWorkers(p, "income").map(Math.log)),
  ),
  truth("hours and income", 0.522, 5e-4, "corr(hours, log income) given works", (p) =>
    correlationOf(ofWorkers(p, "hours"), ofWorkers(p, "income").map(Math.log)),
  ),
  truth("exactly 40 hours", 0.457, 5e-4, "P(hours = 40 | works)", (p) => {
    const hours = numbersOf(p, "hours");
    return shareOfWorkers(p, (i) => hours[i] === 40);
  }),
  truth("part time, women", 0.338, 5e-4, "P(hours < 35 | works, F)", (p) => shareOfWorkers(p, partTime(p), woman(p))),
  truth("part time, men", 0.149, 5e-4, "P(hours < 35 | works, M)", (p) => shareOfWorkers(p, partTime(p), man(p))),
  truth("capital gain", 0.0554, 5e-5, "P(capital_gain > 0)", (p) => {
    const gains = numbersOf(p, "capital_gain");
    return shareOf(p.rowCount, (i) => gains[i] > 0);
  }),
  truth(
    "median capital gain",
    Math.exp(8.2),
    0,
    "exp(8.2): median of capital_gain given > 0",
    (p) => {
      const gains = numbersOf(p, "capital_gain");
      return quantileOf(
        gains.filter((gain) => gain > 0),
        0.5,
      );
    },
    "exact",
  ),
  truth("care, women", 0.26, 5e-4, "P(occupation = Care | works, F)", (p) => shareOfWorkers(p, isText(p, "occupation", "Care"), woman(p))),
  truth("care, men", 0.058, 5e-4, "P(occupation = Care | works, M)", (p) => shareOfWorkers(p, isText(p, "occupation", "Care"), man(p))),
  ...[0.046, 0.125, 0.321, 0.179, 0.206, 0.091, 0.033].map((share, k) =>
    truth(`education ${educations[k]}`, share, 5e-4, `P(education = ${educations[k]})`, (p) =>
      shareOf(p.rowCount, isText(p, "education", educations[k])),
    ),
  ),
  truth("high income, Doctorate", 0.59, 5e-4, "P(high_income | Doctorate)", (p) => high(p, isText(p, "education", "Doctorate"))),
  truth("high income, None", 0.021, 5e-4, "P(high_income | None)", (p) => high(p, isText(p, "education", "None"))),
];
