/** The card of `bank`. */

import type { CardText } from "../simulator";

export const bankCard: CardText = {
  about:
    "Seven tables of an invented bank over the twelve months of 2024: districts, accounts, clients, the rights of clients over accounts, " +
    "loans, cards and every booking. Each balance is the one before plus the amount, to the cent.",
  who: "Adults of 18 to 85 years who hold an account, and the second person of some accounts.",
  missing: "People without a bank account, people without a salary, and those who left the bank.",
  bias: "Women's salaries are lower by 0.09 on the log scale. Districts differ in wages, and accounts are more frequent where wages are high.",
  harms:
    "Nobody in the tables exists. In real bookings a handful of days and amounts is enough to find one person, and a score for loans " +
    "that learns from districts carries their poverty on.",
  use: "Several tables at once: keys that resolve, columns that depend on a parent, sums that hold.",
};
