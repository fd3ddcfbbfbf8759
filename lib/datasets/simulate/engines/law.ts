/** The law of `engines`: damage that grows by itself until the engine fails, and eight sensors that see some of it. */

import { Stream } from "../stream";

export const sensors = {
  t24: { base: 642, compressor: 4.2, fan: 1.2, perRegime: -6, noise: 0.45, digits: 2, means: "Temperature behind the fan" },
  t30: { base: 1585, compressor: 22, fan: 9, perRegime: -28, noise: 5.5, digits: 1, means: "Temperature behind the compressor" },
  p30: { base: 553, compressor: -5.2, fan: -1, perRegime: -9, noise: 0.75, digits: 2, means: "Pressure behind the compressor" },
  nf: { base: 2388, compressor: 0.3, fan: 1.1, perRegime: -4, noise: 0.07, digits: 2, means: "Speed of the fan" },
  nc: { base: 9050, compressor: 28, fan: 70, perRegime: -55, noise: 16, digits: 1, means: "Speed of the core" },
  bpr: { base: 8.42, compressor: 0.15, fan: 0.05, perRegime: 0.09, noise: 0.028, digits: 3, means: "Bypass ratio" },
  flow: { base: 521, compressor: -5.5, fan: -1.5, perRegime: -8, noise: 0.7, digits: 2, means: "Flow of fuel" },
  vib: { base: 0.3, compressor: 0.1, fan: 0.55, perRegime: 0.02, noise: 0.05, digits: 3, means: "Vibration" },
};

export const constants = {
  siteShares: { S0: 0.5, S1: 0.3, S2: 0.2 },
  fanShare: 0.35,
  growth: { logBase: Math.log(0.0185), spread: 0.1, site2: 0.12, fan: 0.08 },
  scale: 0.03,
  regimeShares: [0.5, 0.3, 0.2],
  warning: { base: 0.002, slope: 0.3, above: 0.6 },
  sensors,
};

export const sites = Object.keys(constants.siteShares);
const siteShares = Object.values(constants.siteShares);

/** An engine from its first cycle to its failure. */
export interface Engine {
  readonly site: string;
  readonly fan: boolean;
  readonly cycles: number;
  readonly damage: (cycle: number) => number;
  readonly run: (cycle: number) => Run;
}

/** One cycle as the instruments see it. */
export interface Run {
  readonly regime: number;
  readonly readings: Readonly<Record<string, number>>;
  readonly warning: boolean;
}

/** The engines of a seed. */
export function enginesOf(seed: number): (i: number) => Engine {
  const stream = (name: string): Stream => new Stream(seed, `engines/${name}`);
  const siteDraws = stream("site");
  const modes = stream("failure_mode");
  const wears = stream("wear");
  const growths = stream("growth");
  const regimes = stream("regime");
  const warnings = stream("warning");
  const noises = Object.keys(sensors).map((name) => stream(name));
  const { growth, scale, warning } = constants;

  return (i) => {
    const site = sites[siteDraws.at(i).category(siteShares)];
    const fan = modes.at(i).chance(constants.fanShare);
    const wear = 0.25 * wears.at(i).beta(2, 5);
    const b = Math.exp(growths.at(i).normal(growth.logBase, growth.spread) + (site === "S2" ? growth.site2 : 0) + (fan ? growth.fan : 0));
    const damage = (cycle: number): number => wear + scale * (Math.exp(b * cycle) - 1);
    const run = (cycle: number): Run => {
      const regime = regimes.at(i, cycle).category(constants.regimeShares);
      const hurt = damage(cycle);
      const readings: Record<string, number> = {};
      Object.entries(sensors).forEach(([name, { base, compressor, fan: fanGain, perRegime, noise }], j) => {
        readings[name] = base + (fan ? fanGain : compressor) * hurt + perRegime * regime + noises[j].at(i, cycle).normal(0, noise);
      });
      const chance = warning.base + warning.slope * Math.max(0, hurt - warning.above);
      return { regime, readings, warning: warnings.at(i, cycle).chance(chance) };
    };
    // damage reaches 1 at log(1 + (1 - wear) / scale) / b
    return { site, fan, cycles: Math.ceil(Math.log(1 + (1 - wear) / scale) / b), damage, run };
  };
}
