/** What is true of `engines`. */

import type { Table } from "../../../table/table";
import { isText, isTrue, numbersOf, valuesWhere } from "../cells";
import { correlationOf, meanOf, shareOf } from "../estimates";
import { parentRows } from "../keys";
import type { Estimate, Sample, Truth } from "../simulator";
import { clustered, counted, exact } from "../truth";

type Test = (i: number) => boolean;

function life({ tables: { engines } }: Sample, given: (engines: Table) => Test): Estimate {
  return meanOf(valuesWhere(numbersOf(engines, "cycles"), given(engines)));
}

/** The standard deviation of life; that of a sample of n strays by about sd / sqrt(2 n) when the law is nearly normal. */
function lifeSpread({ tables: { engines } }: Sample): Estimate {
  const lives = numbersOf(engines, "cycles");
  const { value: mean } = meanOf(lives);
  const variance = meanOf(lives.map((cycles) => (cycles - mean) ** 2));
  const deviation = Math.sqrt(variance.value);
  return { value: deviation, standardError: variance.standardError / (2 * deviation) };
}

/** Correlation of a sensor with the damage within regime 0, for one mode. */
function seesDamage({ tables: { engines, cycles }, latent }: Sample, sensor: string, mode: string): Estimate {
  const engineOf = parentRows(cycles, "engine_id", engines, "engine_id");
  const inMode = isText(engines, "failure_mode", mode);
  const regime = numbersOf(cycles, "regime");
  const chosen: Test = (i) => regime[i] === 0 && inMode(engineOf[i]);
  return clustered(correlationOf(valuesWhere(numbersOf(cycles, sensor), chosen), valuesWhere(numbersOf(latent, "damage"), chosen)), 4);
}

function correlations(mode: string, printed: Readonly<Record<string, number>>): Truth[] {
  return Object.entries(printed).map(([sensor, value]) =>
    counted(`${sensor} and damage, ${mode}`, value, 2, `corr(${sensor}, damage) in regime 0, ${mode}`, (sample) =>
      seesDamage(sample, sensor, mode),
    ),
  );
}

function lateWarnings({ tables: { engines, cycles } }: Sample): Estimate {
  const engineOf = parentRows(cycles, "engine_id", engines, "engine_id");
  const lives = numbersOf(engines, "cycles");
  const cycle = numbersOf(cycles, "cycle");
  return shareOf(cycles.rowCount, isTrue(cycles, "warning"), (i) => cycle[i] > lives[engineOf[i]] - 30);
}

export const enginesTruths: readonly Truth[] = [
  counted("life", 179, 0, "mean of cycles", (s) => life(s, () => () => true)),
  counted("life, spread", 21, 0, "standard deviation of cycles", lifeSpread),
  ...Object.entries({ S0: 183.7, S1: 182.9, S2: 162.1 }).map(([site, value]) =>
    counted(`life, ${site}`, value, 1, `mean of cycles given site ${site}`, (s) => life(s, (engines) => isText(engines, "site", site))),
  ),
  ...Object.entries({ compressor: 184.3, fan: 169.8 }).map(([mode, value]) =>
    counted(`life, ${mode}`, value, 1, `mean of cycles given ${mode}`, (s) => life(s, (engines) => isText(engines, "failure_mode", mode))),
  ),
  ...correlations("compressor", { t24: 0.92, flow: -0.89, p30: -0.87, bpr: 0.81, nf: 0.73, t30: 0.71, vib: 0.45, nc: 0.41 }),
  ...correlations("fan", { nf: 0.97, vib: 0.94, nc: 0.74, t24: 0.56 }),
  counted("warnings, last 30 cycles", 0.057, 3, "P(warning) in the last 30 cycles", lateWarnings),
  exact("warnings, damage below 0.5", 0.002, "P(warning | damage < 0.5)", ({ tables: { cycles }, latent }) => {
    const damage = numbersOf(latent, "damage");
    return shareOf(cycles.rowCount, isTrue(cycles, "warning"), (i) => damage[i] < 0.5);
  }),
];
