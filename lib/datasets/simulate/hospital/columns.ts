/** The tables of `hospital`. */

import type { TablePlan } from "../simulator";
import { constants } from "./law";

const patients: TablePlan = {
  name: "patients",
  primaryKey: ["patient_id"],
  foreignKeys: [],
  columns: [
    { name: "patient_id", type: "string", means: "Number of the patient; unique" },
    { name: "birth_date", type: "datetime", format: "date", means: "Date of birth" },
    { name: "sex", type: "string", values: ["F", "M"], means: "Sex as registered; this simulation has two values" },
    { name: "blood_group", type: "string", values: Object.keys(constants.bloodGroupShares), means: "Blood group; related to nothing" },
    { name: "diabetes", type: "boolean", means: "Whether the patient has diabetes" },
    { name: "copd", type: "boolean", means: "Whether the patient has a chronic lung disease" },
  ],
};

const stays: TablePlan = {
  name: "stays",
  primaryKey: ["stay_id"],
  foreignKeys: [{ column: "patient_id", table: "patients", references: "patient_id" }],
  orderedBy: "admitted_at",
  columns: [
    { name: "stay_id", type: "string", means: "Number of the stay; unique" },
    { name: "patient_id", type: "string", means: "Whose stay it is" },
    { name: "admitted_at", type: "datetime", format: "datetime", means: "Admission; fewer on Saturdays and Sundays" },
    { name: "ward", type: "string", values: Object.keys(constants.wardShares), means: "Ward" },
    { name: "emergency", type: "boolean", means: "Whether it was an emergency" },
    { name: "ventilated", type: "boolean", means: "Whether the patient was ventilated" },
    {
      name: "lactate",
      type: "number",
      unit: "mmol/L",
      means: "Lactate in the blood",
      missing: "not at random: the lower it is, the seldomer it is measured",
    },
    { name: "creatinine", type: "number", unit: "mg/dL", means: "Creatinine in the blood", missing: "8 %, at random" },
    { name: "albumin", type: "number", unit: "g/dL", means: "Albumin in the blood", missing: "at random given ventilated and emergency" },
    { name: "bmi", type: "number", unit: "kg/m2", means: "Body mass index", missing: "at random given emergency" },
    { name: "los_days", type: "number", unit: "days", means: "Length of stay, 0.5 to 60" },
    { name: "died", type: "boolean", means: "Whether the patient died; no stay follows" },
  ],
};

const vitals: TablePlan = {
  name: "vitals",
  primaryKey: ["stay_id", "taken_at"],
  foreignKeys: [{ column: "stay_id", table: "stays", references: "stay_id" }],
  orderedBy: "taken_at",
  columns: [
    { name: "stay_id", type: "string", means: "Whose chart it is" },
    { name: "taken_at", type: "datetime", format: "datetime", means: "Every four hours, for the first seven days" },
    { name: "heart_rate", type: "number", unit: "beats a minute", means: "Heart rate" },
    { name: "map", type: "number", unit: "mmHg", means: "Mean arterial pressure" },
    { name: "spo2", type: "number", unit: "%", means: "Oxygen saturation" },
    { name: "temp", type: "number", unit: "degrees Celsius", means: "Temperature", missing: "5 % of the ventilated, 35 % of the others" },
  ],
};

export const hospitalTables: readonly TablePlan[] = [patients, stays, vitals];

export const hospitalLatent: TablePlan = {
  name: "latent",
  primaryKey: ["stay_id"],
  foreignKeys: [{ column: "stay_id", table: "stays", references: "stay_id" }],
  columns: [
    { name: "stay_id", type: "string", means: "Number of the stay" },
    { name: "frailty", type: "number", means: "Frailty of the patient, standard normal; it couples the stays" },
    { name: "severity", type: "number", means: "Severity of the stay" },
    { name: "lactate", type: "number", unit: "mmol/L", means: "Lactate, measured or not" },
    { name: "creatinine", type: "number", unit: "mg/dL", means: "Creatinine, measured or not" },
    { name: "albumin", type: "number", unit: "g/dL", means: "Albumin, measured or not" },
    { name: "bmi", type: "number", unit: "kg/m2", means: "Body mass index, measured or not" },
  ],
};
