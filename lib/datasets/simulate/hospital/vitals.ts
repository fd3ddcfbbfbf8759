/** The vital signs of a stay: three series that remember, and a temperature that does not. */

import { Stream } from "../stream";
import { constants, type Patient, type Stay } from "./law";

/** One row of the chart. */
export interface Vitals {
  /** Days since the first day of the first year. */
  readonly taken: number;
  readonly heartRate: number;
  readonly meanPressure: number;
  readonly oxygen: number;
  readonly temperature: number;
  readonly temperatureWritten: boolean;
}

const { heart_rate: heart, map: pressure, spo2, innovationCorrelation: correlation, driftOfDying, driftOfOthers } = constants.vitals;
const independent = Math.sqrt(1 - correlation ** 2);

/** The charts of a seed: every four hours for at most seven days, the first on admission. */
export function vitalsOf(seed: number): (i: number, j: number, patient: Patient, stay: Stay) => readonly Vitals[] {
  const innovations = new Stream(seed, "hospital/vitals");
  const temperatures = new Stream(seed, "hospital/temp");
  const masks = new Stream(seed, "hospital/temp/mask");

  return (i, j, { copd }, { severity, admitted, losDays, died, ventilated }) => {
    const rows: Vitals[] = [];
    const count = Math.min(constants.mostVitals, Math.max(1, Math.round((24 * losDays) / constants.hoursBetweenVitals)));
    // deviations from the level; the first of each series is drawn from its own long run, so they come to move together only later
    let [h, p, o] = [0, 0, 0];
    for (let t = 0; t < count; t++) {
      const draw = innovations.at(i, j, t);
      const [first, second, third] = [draw.normal(), draw.normal(), draw.normal()];
      h = remember(h, first, heart, t === 0);
      p = remember(p, t === 0 ? second : correlation * first + independent * second, pressure, t === 0);
      o = remember(o, third, spo2, t === 0);
      const drift = (died ? driftOfDying : driftOfOthers) * t;
      const taken = admitted + (t * constants.hoursBetweenVitals) / 24;
      rows.push({
        taken,
        heartRate: heart.base + heart.perSeverity * severity + heart.drift * drift + h,
        meanPressure: pressure.base + pressure.perSeverity * severity + pressure.drift * drift + p,
        oxygen: Math.min(100, spo2.base + spo2.perSeverity * severity - (copd ? 1.2 : 0) + spo2.drift * drift + o),
        temperature: 37 + 0.25 * severity + 0.18 * Math.sin(2 * Math.PI * taken) + temperatures.at(i, j, t).normal(0, 0.35),
        temperatureWritten: !masks.at(i, j, t).chance(ventilated ? 0.05 : 0.35),
      });
    }
    return rows;
  };
}

/** One step of an AR(1) series; the first is drawn from its long run. */
function remember(last: number, noise: number, { memory, innovation }: { memory: number; innovation: number }, first: boolean): number {
  return first ? (noise * innovation) / Math.sqrt(1 - memory ** 2) : memory * last + noise * innovation;
}
