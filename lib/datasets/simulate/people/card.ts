/** The card of `people`. */

import type { CardText } from "../simulator";

export const peopleCard: CardText = {
  about:
    "One row is one adult of an invented country: age, sex, origin, home, education, family, work and income. Every number comes from " +
    "equations that are printed in the source, so the size of the bias is known and not a matter of opinion.",
  who: "Adults of 18 to 89 years who live in one of ten regions and are registered with one of two sexes.",
  missing:
    "Children, people without a fixed home, people who are registered with no sex or another one, and everybody who would not answer a " +
    "census. Hours, occupation and workclass are empty for those who do not work: there is nothing to know, so do not impute them.",
  bias:
    "Two terms lower the log wage: 0.16 for women and 0.10 for Highlanders, with everything else equal. Both show a second time through " +
    "paths that are not wages: women work part time more often and in occupations that pay less, Highlanders have fewer years of " +
    "education. Region is a proxy of origin: 72 % of the Highlanders live in R8 or R9, and 7 % of the others.",
  harms:
    "Nobody in the table exists, so nobody can be found in it. The harm would be in a habit: a model trained on a table of this kind gives " +
    "women and Highlanders less, with region as the excuse when sex and origin are left out. Do not quote these numbers about a real country.",
  use: "Generation, quality, rebalancing, privacy (five planted people) and fairness.",
};
