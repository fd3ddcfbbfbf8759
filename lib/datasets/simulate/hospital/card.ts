/** The card of `hospital`. */

import type { CardText } from "../simulator";

export const hospitalCard: CardText = {
  about:
    "Patients of an invented hospital, their stays in one year, and the chart of each stay: heart rate, pressure, oxygen and temperature " +
    "every four hours. A hidden frailty couples the stays of one patient, a hidden severity the values of one stay.",
  who: "Adults of 18 to 97 years who were admitted at least once.",
  missing:
    "Children, and everybody who never came: the healthy and those for whom the hospital was too far. Inside the rows, each value is missing " +
    "in its own way: creatinine at random, albumin and bmi at random given columns that are always there, and lactate because it was low.",
  bias:
    "Lactate is measured when it is feared to be high, so the mean of the measured values is 25 % above the mean of all. No method that " +
    "looks at the measured values alone can mend that. Albumin can be mended: its gaps depend on ventilation and emergency.",
  harms:
    "Nobody in the table exists. In a real hospital a filled-in lactate would look like a measurement, and a model that learns from whom blood " +
    "was taken learns the doctors' worry with it. Never use an imputed value for care.",
  use: "Imputation with a known answer, sequences, and three tables in a row.",
};
