/** The bookings of an account: every balance is the one before plus the amount, to the cent. */

import { logistic } from "../logistic";
import { Stream } from "../stream";
import { type Account, constants } from "./law";

export type BookingKind = "salary" | "household" | "loan" | "purchase" | "interest";

/** Amounts and balances are in cents. */
export interface Booking {
  readonly month: number;
  readonly day: number;
  readonly kind: BookingKind;
  readonly cents: number;
  readonly balanceCents: number;
}

const FIRST_PURCHASE_DAY = 3;
const INTEREST_DAY = 28;

/** The bookings of a seed: months and days count from 0. */
export function bookingsOf(seed: number): (i: number, account: Account) => readonly Booking[] {
  const purchases = new Stream(seed, "bank/purchases");
  return (i, account) => {
    const bookings: Booking[] = [];
    let balanceCents = Math.round(100 * account.openingBalance);
    const book = (month: number, day: number, kind: BookingKind, amount: number): void => {
      const cents = Math.round(100 * amount);
      if (cents === 0) return;
      balanceCents += cents;
      bookings.push({ month, day, kind, cents, balanceCents });
    };
    for (let month = 0; month < constants.months; month++) {
      book(month, 0, "salary", account.salary);
      book(month, 1, "household", -constants.householdShareOfSalary * account.salary);
      if (account.loan !== undefined && month >= constants.firstMonthOfLoanPayments) book(month, 2, "loan", -account.loan.payment);
      for (const { day, amount } of purchasesOf(purchases.at(i, month), account)) book(month, day, "purchase", -amount);
      if (balanceCents > 0) book(month, INTEREST_DAY, "interest", (constants.monthlyInterest * balanceCents) / 100);
    }
    return bookings;
  };
}

/** What is bought in a month: in all about 1.15 s(-0.45 - 0.35 prudence) of the salary. */
function purchasesOf(draw: Stream, { card, salary, prudence }: Account): readonly { day: number; amount: number }[] {
  const mean = card === undefined ? constants.monthlyPurchases.without : constants.monthlyPurchases.withCard;
  const size = (1.15 * logistic(-0.45 - 0.35 * prudence) * salary) / mean;
  const spread = constants.purchaseSpread;
  return Array.from({ length: draw.poisson(mean) }, () => ({
    day: FIRST_PURCHASE_DAY + Math.floor((INTEREST_DAY - FIRST_PURCHASE_DAY) * draw.uniform()),
    // log-normal with mean 1
    amount: Math.max(0.01, size * Math.exp(draw.normal(-(spread ** 2) / 2, spread))),
  })).sort((a, b) => a.day - b.day);
}
