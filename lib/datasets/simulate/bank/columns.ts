/** The tables of `bank`. */

import type { TablePlan } from "../simulator";

const toDistrict = { column: "district_id", table: "district", references: "district_id" };
const toAccount = { column: "account_id", table: "account", references: "account_id" };

const district: TablePlan = {
  name: "district",
  primaryKey: ["district_id"],
  foreignKeys: [],
  columns: [
    { name: "district_id", type: "string", means: "Number of the district; unique" },
    { name: "urban", type: "number", means: "How urban it is, 0 to 1" },
    { name: "avg_wage", type: "number", unit: "a month", means: "Average wage" },
    { name: "unemployment", type: "number", unit: "%", means: "Unemployment" },
  ],
};

const account: TablePlan = {
  name: "account",
  primaryKey: ["account_id"],
  foreignKeys: [toDistrict],
  columns: [
    { name: "account_id", type: "string", means: "Number of the account; unique" },
    { name: "district_id", type: "string", means: "Where it is held" },
    { name: "opened_on", type: "datetime", format: "date", means: "When it was opened, in the ten years before 2024; related to nothing" },
    { name: "salary", type: "number", unit: "a month", means: "Salary of the owner" },
    { name: "opening_balance", type: "number", means: "Balance before the first booking" },
  ],
};

const client: TablePlan = {
  name: "client",
  primaryKey: ["client_id"],
  foreignKeys: [toDistrict],
  columns: [
    { name: "client_id", type: "string", means: "Number of the client; unique" },
    { name: "district_id", type: "string", means: "Where the client lives" },
    { name: "birth_date", type: "datetime", format: "date", means: "Date of birth" },
    { name: "sex", type: "string", values: ["F", "M"], means: "Sex as registered; this simulation has two values" },
  ],
};

const disposition: TablePlan = {
  name: "disposition",
  primaryKey: ["disp_id"],
  foreignKeys: [toAccount, { column: "client_id", table: "client", references: "client_id" }],
  columns: [
    { name: "disp_id", type: "string", means: "Number of the right; unique" },
    { name: "account_id", type: "string", means: "Over which account" },
    { name: "client_id", type: "string", means: "Whose right it is" },
    { name: "type", type: "string", values: ["OWNER", "DISPONENT"], means: "Every account has one owner" },
  ],
};

const loan: TablePlan = {
  name: "loan",
  primaryKey: ["loan_id"],
  foreignKeys: [toAccount],
  columns: [
    { name: "loan_id", type: "string", means: "Number of the loan; unique" },
    { name: "account_id", type: "string", means: "Which account; at most one loan each" },
    { name: "amount", type: "number", means: "Amount lent" },
    { name: "duration", type: "number", unit: "months", means: "Duration" },
    { name: "payment", type: "number", unit: "a month", means: "Payment: amount / duration" },
    { name: "defaulted", type: "boolean", means: "Whether the loan was not paid back" },
  ],
};

const card: TablePlan = {
  name: "card",
  primaryKey: ["card_id"],
  foreignKeys: [{ column: "disp_id", table: "disposition", references: "disp_id" }],
  columns: [
    { name: "card_id", type: "string", means: "Number of the card; unique" },
    { name: "disp_id", type: "string", means: "Whose card it is: that of the owner" },
    {
      name: "type",
      type: "string",
      values: ["classic", "gold", "junior"],
      means: "Gold above a salary of 2,600, junior below the age of 25",
    },
  ],
};

const transaction: TablePlan = {
  name: "transaction",
  primaryKey: ["account_id", "number"],
  foreignKeys: [toAccount],
  orderedBy: "number",
  columns: [
    { name: "account_id", type: "string", means: "Which account" },
    { name: "number", type: "number", means: "1, 2, 3 and so on within the account" },
    { name: "booked_on", type: "datetime", format: "date", means: "Day of the booking" },
    { name: "kind", type: "string", values: ["salary", "household", "loan", "purchase", "interest"], means: "What it was" },
    { name: "amount", type: "number", means: "Amount; negative when money leaves" },
    { name: "balance", type: "number", means: "Balance after the booking: the balance before, plus the amount" },
  ],
};

export const bankTables: readonly TablePlan[] = [district, account, client, disposition, loan, card, transaction];

export const bankLatent: TablePlan = {
  name: "latent",
  primaryKey: ["account_id"],
  foreignKeys: [toAccount],
  columns: [
    { name: "account_id", type: "string", means: "Number of the account" },
    { name: "prudence", type: "number", means: "Prudence of the owner, standard normal" },
    { name: "overdrawn", type: "boolean", means: "Whether the balance was ever below 0" },
    { name: "default_risk", type: "number", means: "Chance that the loan is not paid back", missing: "when there is no loan" },
  ],
};
