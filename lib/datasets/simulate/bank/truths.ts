/** What is true of `bank`. Accounts of one district stray together, so errors are those of the 40 districts. */

import { isText, isTrue, numbersOf } from "../cells";
import { correlationByCluster, correlationOf, meanByCluster, meanOf, quantileOf, shareOf } from "../estimates";
import { childCounts, parentRows } from "../keys";
import type { Estimate, Sample, Truth } from "../simulator";
import { counted, exact } from "../truth";
import { constants } from "./law";

type Test = (i: number) => boolean;
const always: Test = () => true;
const YEAR = 365.25 * 86_400_000;
const BOOKINGS_PER_ACCOUNT = 93.6;

function districtOf({ tables: { account, district } }: Sample): Int32Array {
  return parentRows(account, "district_id", district, "district_id");
}

/** The mean over the accounts for which the test holds. */
function meanOfAccounts(sample: Sample, values: (i: number) => number, given: Test = always): Estimate {
  const cells = Float64Array.from({ length: sample.tables.account.rowCount }, (_, i) => (given(i) ? values(i) : NaN));
  return meanByCluster(cells, districtOf(sample));
}

function shareOfAccounts(sample: Sample, where: Test, given: Test = always): Estimate {
  return meanOfAccounts(sample, (i) => Number(where(i)), given);
}

function aboveSalary(sample: Sample, bound: number): Test {
  const salary = salaryOf(sample);
  return (i) => salary[i] > bound;
}

const salaryOf = ({ tables: { account } }: Sample): Float64Array => numbersOf(account, "salary");

/** The owner's row of client, for each account. */
function ownerRows({ tables: { account, disposition, client } }: Sample): Int32Array {
  const accountOf = parentRows(disposition, "account_id", account, "account_id");
  const clientOf = parentRows(disposition, "client_id", client, "client_id");
  const isOwner = isText(disposition, "type", "OWNER");
  const owners = new Int32Array(account.rowCount);
  accountOf.forEach((row, i) => {
    if (isOwner(i)) owners[row] = clientOf[i];
  });
  return owners;
}

function ages(sample: Sample): (i: number) => number {
  const owners = ownerRows(sample);
  const birth = numbersOf(sample.tables.client, "birth_date");
  return (i) => (Date.UTC(2024, 0, 1) - birth[owners[i]]) / YEAR;
}

function sexIs(sample: Sample, sex: string): Test {
  const owners = ownerRows(sample);
  const is = isText(sample.tables.client, "sex", sex);
  return (i) => is(owners[i]);
}

function hasSecond({ tables: { account, disposition } }: Sample): Test {
  const counts = childCounts(account, "account_id", disposition, "account_id");
  return (i) => counts[i] === 2;
}

function hasCard({ tables: { account, disposition, card } }: Sample): Test {
  const accountOf = parentRows(disposition, "account_id", account, "account_id");
  const holders = new Set(Array.from(parentRows(card, "disp_id", disposition, "disp_id"), (right) => accountOf[right]));
  return (i) => holders.has(i);
}

/** The share of defaults among the loans whose payment is such a part of the salary. */
function defaults(sample: Sample, given: (burden: number) => boolean): Estimate {
  const { loan, account } = sample.tables;
  const accountOf = parentRows(loan, "account_id", account, "account_id");
  const payment = numbersOf(loan, "payment");
  const salary = salaryOf(sample);
  return shareOf(loan.rowCount, isTrue(loan, "defaulted"), (i) => given(payment[i] / salary[accountOf[i]]));
}

function ofCards(sample: Sample, type: string): Estimate {
  const { card, disposition, account } = sample.tables;
  const is = isText(card, "type", type);
  const accountOf = parentRows(disposition, "account_id", account, "account_id");
  const districts = districtOf(sample);
  const cluster = Array.from(parentRows(card, "disp_id", disposition, "disp_id"), (right) => districts[accountOf[right]]);
  return meanByCluster(
    Float64Array.from(cluster, (_, i) => Number(is(i))),
    cluster,
  );
}

function ofBookings(sample: Sample, kind: string): Estimate {
  const { transaction, account } = sample.tables;
  const is = isText(transaction, "kind", kind);
  const accountOf = parentRows(transaction, "account_id", account, "account_id");
  return meanByCluster(
    Float64Array.from(accountOf, (_, i) => Number(is(i))),
    accountOf,
  );
}

/** The median; accounts of a district stray together, by about two parts in a hundred of the salary. */
function medianSalary(sample: Sample): Estimate {
  const { value, standardError } = quantileOf(salaryOf(sample), 0.5);
  const byDistricts = meanOfAccounts(sample, (i) => salaryOf(sample)[i]).standardError;
  return { value, standardError: Math.hypot(standardError, byDistricts) };
}

function wageAndSalary(sample: Sample): Estimate {
  const districts = districtOf(sample);
  const wage = numbersOf(sample.tables.district, "avg_wage");
  return correlationByCluster(
    Float64Array.from(districts, (d) => wage[d]),
    salaryOf(sample).map(Math.log),
    districts,
  );
}

const variance = { wage: 1700 ** 2 * 0.05 + 180 ** 2, unemployment: 25 * 0.05 + 0.9 ** 2 };

export const bankTruths: readonly Truth[] = [
  counted("clients per account", 1.158, 3, "1 + P(second client)", (s) => {
    const second = hasSecond(s);
    return meanOfAccounts(s, (i) => (second(i) ? 2 : 1));
  }),
  counted("second client", 0.158, 3, "P(second client)", (s) => shareOfAccounts(s, hasSecond(s))),
  counted("second client, owner under 30", 0.089, 3, "P(second client | age < 30)", (s) => {
    const age = ages(s);
    return shareOfAccounts(s, hasSecond(s), (i) => age(i) < 30);
  }),
  counted("second client, owner from 55", 0.253, 3, "P(second client | age >= 55)", (s) => {
    const age = ages(s);
    return shareOfAccounts(s, hasSecond(s), (i) => age(i) >= 55);
  }),
  exact("loans", constants.loanShare, "P(loan)", (s) => {
    const counts = childCounts(s.tables.account, "account_id", s.tables.loan, "account_id");
    return shareOfAccounts(s, (i) => counts[i] === 1);
  }),
  counted("defaults", 0.131, 3, "P(defaulted | loan)", (s) => defaults(s, () => true)),
  counted("defaults, heavy payments", 0.488, 3, "P(defaulted | payment > 0.4 salary)", (s) => defaults(s, (burden) => burden > 0.4)),
  counted("defaults, light payments", 0.057, 3, "P(defaulted | payment <= 0.2 salary)", (s) => defaults(s, (burden) => burden <= 0.2)),
  counted("cards", 0.151, 3, "P(card)", (s) => shareOfAccounts(s, hasCard(s))),
  counted("cards, high salary", 0.271, 3, "P(card | salary > 2600)", (s) => shareOfAccounts(s, hasCard(s), aboveSalary(s, 2600))),
  counted("cards, low salary", 0.107, 3, "P(card | salary < 1600)", (s) => shareOfAccounts(s, hasCard(s), (i) => salaryOf(s)[i] < 1600)),
  counted("classic cards", 0.659, 3, "P(classic | card)", (s) => ofCards(s, "classic")),
  counted("gold cards", 0.214, 3, "P(gold | card)", (s) => ofCards(s, "gold")),
  counted("junior cards", 0.127, 3, "P(junior | card)", (s) => ofCards(s, "junior")),
  counted("transactions per account", BOOKINGS_PER_ACCOUNT, 1, "mean number of transactions", (s) => {
    const counts = childCounts(s.tables.account, "account_id", s.tables.transaction, "account_id");
    return meanOf(Float64Array.from(counts));
  }),
  counted("salary, median", 1690, -1, "median of salary; moves with the 40 districts", medianSalary),
  counted("salary, men", 1886, 0, "mean of salary of men; moves with the 40 districts", (s) =>
    meanOfAccounts(s, (i) => salaryOf(s)[i], sexIs(s, "M")),
  ),
  counted("salary, women", 1719, 0, "mean of salary of women; moves with the 40 districts", (s) =>
    meanOfAccounts(s, (i) => salaryOf(s)[i], sexIs(s, "F")),
  ),
  counted("wage and salary", 0.354, 3, "corr(avg_wage of the district, log salary); moves with the 40 districts", wageAndSalary),
  exact(
    "wage and unemployment",
    (-5 * 1700 * 0.05) / Math.sqrt(variance.wage * variance.unemployment),
    "-5 x 1700 var(urban) / (sd x sd), over all districts there could be",
    ({ tables }) => correlationOf(numbersOf(tables.district, "avg_wage"), numbersOf(tables.district, "unemployment")),
  ),
  counted("ever overdrawn", 0.054, 3, "P(balance below 0 at any time)", (s) => shareOfAccounts(s, isTrue(s.latent, "overdrawn"))),
  ...Object.entries({ salary: 0.128, household: 0.128, interest: 0.126 }).map(([kind, value]) =>
    counted(`transactions, ${kind}`, value, 3, `P(kind = ${kind})`, (s) => ofBookings(s, kind)),
  ),
  // nine of the twelve months
  exact("transactions, loan", (constants.loanShare * 9) / BOOKINGS_PER_ACCOUNT, "0.16 x 9 / 93.6", (s) => ofBookings(s, "loan")),
];
