/** `hospital`: patients, their stays and their charts, with values that are missing for a reason. */

import { roundTo } from "../round-to";
import type { SeededLaw, Sheets, Simulator } from "../simulator";
import { hospitalCard } from "./card";
import { hospitalLatent, hospitalTables } from "./columns";
import { constants, type Patient, patientsOf, type Stay } from "./law";
import { hospitalRules } from "./rules";
import { hospitalTruths } from "./truths";
import { type Vitals, vitalsOf } from "./vitals";

const FIRST_DAY = Date.UTC(2024, 0, 1); // a Monday
const DAY = 86_400_000;

export const hospital: Simulator = {
  name: "hospital",
  title: "Hospital: values that are missing for a reason",
  subject: "patients",
  defaultRows: 1500,
  tables: hospitalTables,
  latent: hospitalLatent,
  constants,
  truths: hospitalTruths,
  rules: hospitalRules,
  card: hospitalCard,
  seeded: (seed): SeededLaw => {
    const patientAt = patientsOf(seed);
    const chart = vitalsOf(seed);
    return {
      canaries: () => [],
      draw: (start, end, sheets) => {
        for (let i = start; i < end; i++) {
          const patient = patientAt(i);
          const patientId = writePatient(i, patient, sheets);
          patient.stays.forEach((stay, j) => {
            const stayId = `${patientId}-${j + 1}`;
            writeStay(stayId, patientId, patient, stay, sheets);
            for (const row of chart(i, j, patient, stay)) writeVitals(stayId, row, sheets);
          });
        }
      },
    };
  },
};

function writePatient(i: number, { age, woman, bloodGroup, diabetes, copd }: Patient, { tables }: Sheets): string {
  const id = `H${String(i + 1).padStart(5, "0")}`;
  const birth = FIRST_DAY - Math.round(age * 365.25) * DAY;
  tables.patients.add({ patient_id: id, birth_date: birth, sex: woman ? "F" : "M", blood_group: bloodGroup, diabetes, copd });
  return id;
}

function writeStay(stayId: string, patientId: string, { frailty }: Patient, stay: Stay, { tables, latent }: Sheets): void {
  const { written, ward, emergency, ventilated, died } = stay;
  const lactate = roundTo(stay.lactate, 2);
  const creatinine = roundTo(stay.creatinine, 2);
  const albumin = roundTo(stay.albumin, 2);
  const bmi = roundTo(stay.bmi, 1);
  tables.stays.add({
    stay_id: stayId,
    patient_id: patientId,
    admitted_at: pointInTime(stay.admitted),
    ward,
    emergency,
    ventilated,
    lactate: written.lactate ? lactate : null,
    creatinine: written.creatinine ? creatinine : null,
    albumin: written.albumin ? albumin : null,
    bmi: written.bmi ? bmi : null,
    los_days: roundTo(stay.losDays, 2),
    died,
  });
  latent.add({ stay_id: stayId, frailty: roundTo(frailty, 3), severity: roundTo(stay.severity, 3), lactate, creatinine, albumin, bmi });
}

function writeVitals(stayId: string, row: Vitals, { tables }: Sheets): void {
  tables.vitals.add({
    stay_id: stayId,
    taken_at: pointInTime(row.taken),
    heart_rate: Math.round(row.heartRate),
    map: Math.round(row.meanPressure),
    spo2: roundTo(row.oxygen, 1),
    temp: row.temperatureWritten ? roundTo(row.temperature, 1) : null,
  });
}

function pointInTime(days: number): number {
  return FIRST_DAY + Math.round(days * 1440) * 60_000;
}
