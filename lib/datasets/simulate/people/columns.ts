/** The columns of `people`, and of what stands behind them. */

import type { ColumnPlan, TablePlan } from "../simulator";
import { educations, occupations, origins, regions } from "./constants";

const NOT_WORKING = "exactly when the person does not work";

const columns: readonly ColumnPlan[] = [
  { name: "person_id", type: "string", means: "Number of the person; unique" },
  { name: "age", type: "number", unit: "years", means: "Age, 18 to 89" },
  { name: "sex", type: "string", values: ["F", "M"], means: "Sex as registered; this simulation has two values" },
  {
    name: "origin",
    type: "string",
    values: origins,
    means: "Part of the country that the family comes from; Highland is the minority that is paid less",
  },
  { name: "region", type: "string", values: regions, means: "Region of residence; Highlanders cluster in R8 and R9" },
  { name: "home_lat", type: "number", unit: "degrees", means: "Latitude of the home" },
  { name: "home_lon", type: "number", unit: "degrees", means: "Longitude of the home" },
  { name: "education", type: "string", values: educations, ordered: true, means: "Highest level of education" },
  { name: "education_years", type: "number", unit: "years", means: "Years of education; one value for each level" },
  {
    name: "marital",
    type: "string",
    values: ["Never", "Married", "Divorced", "Widowed"],
    means: "Marital status; nobody is widowed before 61",
  },
  { name: "children", type: "number", means: "Children in the household, 0 to 6" },
  { name: "works", type: "boolean", means: "Whether the person has paid work" },
  { name: "workclass", type: "string", values: ["Private", "Public", "Self"], missing: NOT_WORKING, means: "Kind of employer" },
  { name: "occupation", type: "string", values: occupations.map(({ name }) => name), missing: NOT_WORKING, means: "Occupation" },
  { name: "hours", type: "number", unit: "hours a week", missing: NOT_WORKING, means: "Usual weekly hours, 5 to 90" },
  { name: "capital_gain", type: "number", unit: "a year", means: "Capital gain; 0 for most" },
  {
    name: "income",
    type: "number",
    unit: "a year",
    means: "Income from work, to the nearest 100; 0 exactly when the person does not work",
  },
  { name: "high_income", type: "boolean", means: "Whether income is above 50,000" },
];

export const peopleTable: TablePlan = { name: "people", columns, primaryKey: ["person_id"], foreignKeys: [] };

const income = (name: string, means: string): ColumnPlan => ({
  name,
  type: "number",
  unit: "a year",
  means: `Income of the same person, ${means}`,
});

export const peopleLatent: TablePlan = {
  name: "latent",
  primaryKey: ["person_id"],
  foreignKeys: [{ column: "person_id", table: "people", references: "person_id" }],
  columns: [
    { name: "person_id", type: "string", means: "Number of the person" },
    income("income_paid_as_man", "without the wage term of women"),
    income("income_paid_as_woman", "with the wage term of women"),
    income("income_paid_as_highland", "with the wage term of Highlanders"),
    income("income_paid_as_other", "without the wage term of Highlanders"),
    income("income_fair", "without both terms"),
    { name: "canary", type: "boolean", means: "Whether the person was planted" },
  ],
};
