import { describe, expect, test } from "vitest";
import { numbersOf } from "../../lib/datasets/simulate/cells";
import { bank } from "../../lib/datasets/simulate/bank/bank";
import { simulate, simulateWithTruth } from "../../lib/datasets/simulate/simulate";
import { numberColumn } from "../../lib/table/column";
import { testRules, testTruths } from "./expect-truths";

const ACCOUNTS = 5000;
const { data, latent } = simulateWithTruth("bank", { rows: ACCOUNTS, seed: 6 });
const sample = { tables: data, latent };

describe('simulate("bank")', () => {
  testTruths(bank, () => sample, { subjects: 40_000, ourSubjects: ACCOUNTS });
  testRules(bank, () => sample);

  test("40 districts however many accounts", () => {
    const few = simulate("bank", { rows: 5, seed: 6 });
    expect(few.district.rowCount).toBe(40);
    expect(few.account.row(4)).toEqual(data.account.row(4));
    expect(few.transaction.row(few.transaction.rowCount - 1)).toEqual(data.transaction.row(few.transaction.rowCount - 1));
  });

  test("the rule of the balance counts each cent that is wrong", () => {
    const rule = bank.rules.find(({ name }) => name.startsWith("balance"));
    const amount = numbersOf(data.transaction, "amount").slice();
    amount[7] += 0.01;
    amount[9] -= 0.01;
    expect(rule?.violations({ ...data, transaction: data.transaction.with(numberColumn("amount", amount)) })).toBe(2);
  });
});
