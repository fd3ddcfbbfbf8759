/** `bank`: seven tables, the keys between them, and a balance that adds up. */

import { logistic } from "../logistic";
import { roundTo } from "../round-to";
import type { SeededLaw, Sheets, Simulator } from "../simulator";
import { Stream } from "../stream";
import { type Booking, bookingsOf } from "./bookings";
import { bankCard } from "./card";
import { bankLatent, bankTables } from "./columns";
import { type Account, accountsOf, type Client, constants, type District, districtsOf } from "./law";
import { bankRules } from "./rules";
import { bankTruths } from "./truths";

const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

export const bank: Simulator = {
  name: "bank",
  title: "Bank: seven tables whose keys and balances add up",
  subject: "accounts",
  defaultRows: 400,
  tables: bankTables,
  latent: bankLatent,
  constants,
  truths: bankTruths,
  rules: bankRules,
  card: bankCard,
  seeded: (seed): SeededLaw => {
    const districts = districtsOf(seed);
    const accountAt = accountsOf(seed, districts);
    const bookings = bookingsOf(seed);
    const defaults = new Stream(seed, "bank/defaulted");
    return {
      canaries: () => [],
      draw: (start, end, sheets) => {
        // the districts belong to no account: they go out with the first block
        if (start === 0) districts.forEach((district, d) => writeDistrict(d, district, sheets));
        for (let i = start; i < end; i++) {
          const account = accountAt(i);
          writeAccount(i, account, bookings(i, account), defaults.at(i), sheets);
        }
      },
    };
  },
};

const districtId = (d: number): string => `D${String(d + 1).padStart(2, "0")}`;

function writeDistrict(d: number, { urban, averageWage, unemployment }: District, { tables }: Sheets): void {
  tables.district.add({
    district_id: districtId(d),
    urban: roundTo(urban, 3),
    avg_wage: roundTo(averageWage, 2),
    unemployment: roundTo(unemployment, 3),
  });
}

function writeAccount(i: number, account: Account, bookings: readonly Booking[], defaults: Stream, sheets: Sheets): void {
  const { tables, latent } = sheets;
  const number = String(i + 1).padStart(5, "0");
  const accountId = `A${number}`;
  const { owner, second, salary, prudence, loan, card } = account;
  const opened = FIRST_DAY - (account.openedDaysBefore + 1) * DAY;
  tables.account.add({
    account_id: accountId,
    district_id: districtId(account.district),
    opened_on: opened,
    salary,
    opening_balance: account.openingBalance,
  });
  writeClient(`${number}-1`, accountId, "OWNER", owner, sheets);
  if (second !== undefined) writeClient(`${number}-2`, accountId, "DISPONENT", second, sheets);
  if (card !== undefined) tables.card.add({ card_id: `K${number}`, disp_id: `R${number}-1`, type: card });
  bookings.forEach((booking, n) => writeBooking(accountId, n + 1, booking, sheets));

  const overdrawn = bookings.some(({ balanceCents }) => balanceCents < 0);
  const risk = loan === undefined ? null : logistic(-3.5 + (5 * loan.payment) / salary - 0.5 * prudence + (overdrawn ? 0.6 : 0));
  if (loan !== undefined && risk !== null)
    tables.loan.add({ loan_id: `L${number}`, account_id: accountId, ...loan, defaulted: defaults.chance(risk) });
  latent.add({ account_id: accountId, prudence: roundTo(prudence, 3), overdrawn, default_risk: risk === null ? null : roundTo(risk, 4) });
}

function writeClient(number: string, accountId: string, type: string, { age, woman, district }: Client, { tables }: Sheets): void {
  const birth = FIRST_DAY - Math.ceil(age * 365.25) * DAY;
  tables.client.add({ client_id: `C${number}`, district_id: districtId(district), birth_date: birth, sex: woman ? "F" : "M" });
  tables.disposition.add({ disp_id: `R${number}`, account_id: accountId, client_id: `C${number}`, type });
}

function writeBooking(accountId: string, number: number, { month, day, kind, cents, balanceCents }: Booking, { tables }: Sheets): void {
  const booked = Date.UTC(2024, month, day + 1);
  tables.transaction.add({ account_id: accountId, number, booked_on: booked, kind, amount: cents / 100, balance: balanceCents / 100 });
}
