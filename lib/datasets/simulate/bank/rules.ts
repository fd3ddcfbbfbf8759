/** What holds for every row of `bank`. */

import { countWhere, isText, numbersOf, textsOf } from "../cells";
import { parentRows, repeatedKeys } from "../keys";
import type { Rule, Tables } from "../simulator";
import { keyRulesOf } from "../table-rules";
import { bankTables } from "./columns";
import { constants } from "./law";

/** For each card, the row of its account; -1 when there is none. */
function accountOfCard({ card, disposition, account }: Tables): (i: number) => number {
  const right = parentRows(card, "disp_id", disposition, "disp_id");
  const accountOf = parentRows(disposition, "account_id", account, "account_id");
  return (i) => accountOf[right[i]] ?? -1;
}

export const bankRules: readonly Rule[] = [
  ...keyRulesOf(bankTables),
  {
    name: "one owner for each account",
    violations: ({ account, disposition }) => {
      const accountOf = parentRows(disposition, "account_id", account, "account_id");
      const isOwner = isText(disposition, "type", "OWNER");
      const owners = new Int32Array(account.rowCount);
      accountOf.forEach((row, i) => (owners[row] += isOwner(i) ? 1 : 0));
      return countWhere(account.rowCount, (i) => owners[i] !== 1);
    },
  },
  { name: "at most one loan for each account", violations: ({ loan }) => repeatedKeys(loan, "account_id") },
  {
    name: "balance is the balance before plus the amount",
    violations: ({ transaction, account: accounts }) => {
      const account = textsOf(transaction, "account_id");
      const accountOf = parentRows(transaction, "account_id", accounts, "account_id");
      const opening = numbersOf(accounts, "opening_balance");
      const [amount, balance] = [numbersOf(transaction, "amount"), numbersOf(transaction, "balance")];
      const before = (i: number): number => (i > 0 && account(i) === account(i - 1) ? balance[i - 1] : opening[accountOf[i]]);
      return countWhere(
        transaction.rowCount,
        (i) => Math.round(100 * balance[i]) !== Math.round(100 * before(i)) + Math.round(100 * amount[i]),
      );
    },
  },
  {
    name: "loan payments only where there is a loan",
    violations: ({ transaction, loan }) => {
      const isPayment = isText(transaction, "kind", "loan");
      const loanOf = parentRows(transaction, "account_id", loan, "account_id");
      return countWhere(transaction.rowCount, (i) => isPayment(i) && loanOf[i] < 0);
    },
  },
  {
    name: "gold cards only above a salary of 2,600",
    violations: (tables) => {
      const isGold = isText(tables.card, "type", "gold");
      const salary = numbersOf(tables.account, "salary");
      const accountOf = accountOfCard(tables);
      return countWhere(tables.card.rowCount, (i) => isGold(i) && !(salary[accountOf(i)] > constants.goldAbove));
    },
  },
  {
    name: "junior cards only below the age of 25",
    violations: ({ card, disposition, client }) => {
      const isJunior = isText(card, "type", "junior");
      const right = parentRows(card, "disp_id", disposition, "disp_id");
      const clientOf = parentRows(disposition, "client_id", client, "client_id");
      const birth = numbersOf(client, "birth_date");
      const latestBirth = Date.UTC(2024, 0, 1) - (constants.juniorBelowAge * 365.25 + 1) * 86_400_000;
      return countWhere(card.rowCount, (i) => isJunior(i) && !(birth[clientOf[right[i]]] >= latestBirth));
    },
  },
];
