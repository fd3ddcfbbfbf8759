/** The law of `bank`: districts, and accounts with their people, loan, card and bookings. */

import { logistic } from "../logistic";
import { roundTo } from "../round-to";
import { Stream } from "../stream";

export const constants = {
  districts: 40,
  months: 12,
  womanOnLogSalary: -0.09,
  secondClientInSameDistrict: 0.9,
  loanShare: 0.16,
  loanDurations: [12, 24, 36, 48, 60],
  householdShareOfSalary: 0.28,
  /** Months count from 0. */
  firstMonthOfLoanPayments: 3,
  /** Mean of the balance at the start, in salaries, and the spread of its logarithm. */
  openingBalance: { salaries: 0.8, spread: 0.5 },
  monthlyPurchases: { withCard: 7.5, without: 4.2 },
  purchaseSpread: 0.6,
  monthlyInterest: 0.0018,
  goldAbove: 2600,
  juniorBelowAge: 25,
};

export interface District {
  readonly urban: number;
  readonly averageWage: number;
  readonly unemployment: number;
  readonly weight: number;
}

export interface Client {
  readonly age: number;
  readonly woman: boolean;
  readonly district: number;
}

export interface Account {
  readonly district: number;
  readonly openedDaysBefore: number;
  readonly owner: Client;
  readonly second: Client | undefined;
  readonly salary: number;
  readonly openingBalance: number;
  readonly prudence: number;
  readonly loan: Loan | undefined;
  readonly card: "gold" | "junior" | "classic" | undefined;
}

export interface Loan {
  readonly amount: number;
  readonly duration: number;
  readonly payment: number;
}

/** The districts of a seed. */
export function districtsOf(seed: number): readonly District[] {
  const stream = (name: string): Stream => new Stream(seed, `bank/district/${name}`);
  const urbans = stream("urban");
  const wages = stream("avg_wage");
  const unemployments = stream("unemployment");
  const weights = stream("weight");
  return Array.from({ length: constants.districts }, (_, d) => {
    const urban = urbans.at(d).beta(2, 2);
    return {
      urban,
      averageWage: 2400 + 1700 * urban + wages.at(d).normal(0, 180),
      unemployment: Math.max(0.5, 8.5 - 5 * urban + unemployments.at(d).normal(0, 0.9)),
      weight: Math.exp(1.4 * urban + weights.at(d).normal(0, 0.4)),
    };
  });
}

/** The accounts of a seed. */
export function accountsOf(seed: number, districts: readonly District[]): (i: number) => Account {
  const stream = (name: string): Stream => new Stream(seed, `bank/${name}`);
  const { openingBalance } = constants;
  const weights = districts.map(({ weight }) => weight);
  const homes = stream("district");
  const openings = stream("opened_on");
  const ages = stream("age");
  const sexes = stream("sex");
  const salaries = stream("salary");
  const seconds = stream("second");
  const balances = stream("opening_balance");
  const prudences = stream("prudence");
  const loans = stream("loan");
  const cards = stream("card");

  return (i) => {
    const district = homes.at(i).category(weights);
    const age = Math.min(85, Math.max(18, ages.at(i).normal(42, 15)));
    const woman = sexes.at(i).chance(0.5);
    const logFactor = salaries.at(i).normal(-0.05, 0.33) - 0.00035 * (age - 45) ** 2 + (woman ? constants.womanOnLogSalary : 0);
    const salary = roundTo(0.6 * districts[district].averageWage * Math.exp(logFactor), 2);
    return {
      district,
      openedDaysBefore: Math.floor(openings.at(i).uniform() * 3650),
      owner: { age, woman, district },
      second: secondClient(seconds.at(i), { age, woman, district }, weights),
      salary,
      openingBalance: roundTo(
        openingBalance.salaries * salary * Math.exp(balances.at(i).normal(-(openingBalance.spread ** 2) / 2, openingBalance.spread)),
        2,
      ),
      prudence: prudences.at(i).normal(),
      loan: loanOf(loans.at(i), salary),
      card: cardOf(cards.at(i), age, salary),
    };
  };
}

function secondClient(draw: Stream, owner: Client, weights: readonly number[]): Client | undefined {
  if (!draw.chance(logistic(-1.75 + 0.03 * (owner.age - 42)))) return undefined;
  const age = Math.min(85, Math.max(18, owner.age + 8 * (2 * draw.uniform() - 1)));
  const district = draw.chance(constants.secondClientInSameDistrict) ? owner.district : draw.category(weights);
  return { age, woman: !owner.woman, district };
}

function loanOf(draw: Stream, salary: number): Loan | undefined {
  if (!draw.chance(constants.loanShare)) return undefined;
  const amount = Math.max(100, roundTo(Math.exp(draw.normal(Math.log(5 * salary), 0.5)), -2));
  const duration = constants.loanDurations[Math.floor(draw.uniform() * constants.loanDurations.length)];
  return { amount, duration, payment: roundTo(amount / duration, 2) };
}

function cardOf(draw: Stream, age: number, salary: number): Account["card"] {
  if (!draw.chance(logistic(-1.9 + 0.0006 * (salary - 1800) + (age < 30 ? 0.5 : 0)))) return undefined;
  if (salary > constants.goldAbove) return "gold";
  return age < constants.juniorBelowAge ? "junior" : "classic";
}
