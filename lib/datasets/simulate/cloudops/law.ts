/** The law of the resources of `cloudops`: accounts, what they run, and what each day costs. */

import { roundTo } from "../round-to";
import { Stream } from "../stream";

export const constants = {
  accounts: 60,
  days: 60,
  jobsPerResource: 12.5,
  regionShares: { "eu-west": 0.28, "eu-north": 0.12, "us-east": 0.34, "us-west": 0.16, "ap-south": 0.1 },
  regionFactors: { "eu-west": 1.06, "eu-north": 1.02, "us-east": 1, "us-west": 1.04, "ap-south": 0.95 },
  tierShares: { Basic: 0.5, Business: 0.35, Enterprise: 0.15 },
  tierDiscounts: { Basic: 0, Business: 0.05, Enterprise: 0.12 },
  serviceShares: { Compute: 0.55, Databases: 0.17, Storage: 0.18, Serverless: 0.1 },
  serviceNames: { Compute: "Virtual Machines", Databases: "Managed SQL", Storage: "Object Store", Serverless: "Functions" },
  sizeShares: { s: 0.42, m: 0.33, l: 0.17, xl: 0.08 },
  hourlyPrices: { s: 0.048, m: 0.096, l: 0.192, xl: 0.384 },
  databaseFactor: 2.1,
  pricePerGigabyteMonth: 0.023,
  pricePerRequest: 2e-7,
  /** How much a resource of each size stores, or is called, in units of the smallest. */
  levels: { s: 1, m: 2, l: 4, xl: 8 },
  homeRegionShare: 0.75,
  envShares: { prod: 0.5, staging: 0.2, dev: 0.3 },
  weekendLevel: { prod: 0.85, staging: 0.55, dev: 0.25 },
  ownerMissing: { prod: 0.06, staging: 0.25, dev: 0.55 },
  committedShare: 0.45,
  committedPrice: 0.62,
  loadMemory: 0.7,
  loadNoise: 0.085,
};

export type Environment = keyof typeof constants.envShares;
export type Service = keyof typeof constants.serviceShares;
export type Size = keyof typeof constants.sizeShares;
export type Region = keyof typeof constants.regionShares;
export type Tier = keyof typeof constants.tierShares;

export interface CloudAccount {
  readonly org: string;
  readonly tier: Tier;
  readonly homeRegion: Region;
  readonly weight: number;
}

export interface Resource {
  readonly account: number;
  readonly service: Service;
  readonly size: Size;
  readonly region: Region;
  readonly env: Environment;
  readonly committed: boolean;
  readonly listUnitPrice: number;
  readonly owner: string | null;
  /** Day of the first cost; before 0 for most. */
  readonly launchDay: number;
  readonly load: number;
}

/** A day of a resource. */
export interface ResourceDay {
  readonly quantity: number;
  readonly listCost: number;
  readonly billedCost: number;
  readonly utilization: number;
}

const firstNames = ["Amber", "Birch", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbour", "Indigo", "Juniper"];
const lastNames = ["Foods", "Health", "Logistics", "Media", "Mobility", "Retail"];
const owners = ["atlas", "beacon", "compass", "dynamo", "echo", "falcon", "glacier", "horizon"];

/** A key of the shares, drawn in proportion. */
export function drawKey<Key extends string>(draw: Stream, shares: Readonly<Record<Key, number>>): Key {
  let left = draw.uniform();
  let last: Key | undefined;
  for (const key in shares) {
    last = key;
    left -= shares[key];
    if (left < 0) break;
  }
  if (last === undefined) throw new RangeError("Cannot draw from no shares at all");
  return last;
}

/** The accounts of a seed; their number is fixed. */
export function cloudAccountsOf(seed: number): readonly CloudAccount[] {
  const stream = (name: string): Stream => new Stream(seed, `cloudops/account/${name}`);
  const [tiers, regions, weights] = [stream("tier"), stream("home_region"), stream("weight")];
  return Array.from({ length: constants.accounts }, (_, a) => ({
    org: `${firstNames[a % firstNames.length]} ${lastNames[Math.floor(a / firstNames.length) % lastNames.length]}`,
    tier: drawKey(tiers.at(a), constants.tierShares),
    homeRegion: drawKey(regions.at(a), constants.regionShares),
    weight: Math.exp(weights.at(a).normal(0, 1.1)),
  }));
}

/** The resources of a seed. */
export function resourcesOf(seed: number, accounts: readonly CloudAccount[]): (i: number) => Resource {
  const stream = (name: string): Stream => new Stream(seed, `cloudops/${name}`);
  const choices = stream("account");
  const services = stream("service_category");
  const sizes = stream("sku_size");
  const regions = stream("region_id");
  const envs = stream("env");
  const commitments = stream("committed");
  const tags = stream("tag_owner");
  const launches = stream("launched_on");
  const loads = stream("load");
  const weights = accounts.map(({ weight }) => weight);

  return (i) => {
    const account = choices.at(i).category(weights);
    const service = drawKey(services.at(i), constants.serviceShares);
    const size = drawKey(sizes.at(i), constants.sizeShares);
    const atHome = regions.at(i).chance(constants.homeRegionShare);
    const region = atHome ? accounts[account].homeRegion : drawKey(regions, constants.regionShares);
    const env = drawKey(envs.at(i), constants.envShares);
    const mayCommit = env === "prod" && (service === "Compute" || service === "Databases");
    const untagged = tags.at(i).chance(constants.ownerMissing[env]);
    return {
      account,
      service,
      size,
      region,
      env,
      committed: commitments.at(i).chance(constants.committedShare) && mayCommit,
      listUnitPrice: unitPrice(service, size, region),
      owner: untagged ? null : owners[Math.floor(tags.uniform() * owners.length)],
      // one resource in twelve is launched within the sixty days
      launchDay: Math.floor(launches.at(i).uniform() * 720) - 660,
      load: env === "prod" ? loads.at(i).beta(4, 5) : loads.at(i).beta(2, 6),
    };
  };
}

function unitPrice(service: Service, size: Size, region: Region): number {
  const factor = constants.regionFactors[region];
  if (service === "Storage") return roundTo(constants.pricePerGigabyteMonth * factor, 6);
  if (service === "Serverless") return roundTo(constants.pricePerRequest * factor, 12);
  return roundTo(constants.hourlyPrices[size] * (service === "Databases" ? constants.databaseFactor : 1) * factor, 6);
}

/** The days of a resource, from its launch (or day 0) to the last; day 0 is a Monday. */
export function daysOf(seed: number): (i: number, resource: Resource, discount: number) => ReadonlyMap<number, ResourceDay> {
  const noises = new Stream(seed, "cloudops/load_noise");
  const { loadMemory, loadNoise, days } = constants;
  return (i, resource, discount) => {
    const result = new Map<number, ResourceDay>();
    const first = Math.max(0, resource.launchDay);
    let deviation = 0;
    for (let day = first; day < days; day++) {
      const longRun = day === first ? 1 / Math.sqrt(1 - loadMemory ** 2) : 1;
      deviation = loadMemory * deviation + noises.at(i, day).normal(0, loadNoise * longRun);
      const week = isWeekend(day) ? constants.weekendLevel[resource.env] : 1;
      const quantity = quantityOf(resource, day, week, deviation);
      const listCost = listCostOf(quantity, resource.listUnitPrice, resource.service);
      const utilization = roundTo(Math.min(1, Math.max(0.01, resource.load * (0.55 + 0.45 * week) * Math.exp(deviation))), 3);
      result.set(day, { quantity, listCost, billedCost: billedCostOf(listCost, resource.committed, discount), utilization });
    }
    return result;
  };
}

export function isWeekend(day: number): boolean {
  return day % 7 >= 5;
}

function quantityOf({ service, env, size }: Resource, day: number, week: number, deviation: number): number {
  const level = constants.levels[size];
  if (service === "Storage") return roundTo(350 * level * 1.004 ** day, 3);
  if (service === "Serverless") return Math.round(2.2e6 * level * week * Math.exp(deviation));
  return roundTo(env === "dev" ? 24 * week : 24, 3);
}

/** Quantity times price, in cents rounded; storage is priced by the month of 30 days. */
export function listCostOf(quantity: number, listUnitPrice: number, service: string): number {
  return roundTo((quantity * listUnitPrice) / (service === "Storage" ? 30 : 1), 2);
}

/** The list cost less what was committed and what the tier gives. */
export function billedCostOf(listCost: number, committed: boolean, discount: number): number {
  return roundTo(listCost * (committed ? constants.committedPrice : 1) * (1 - discount), 2);
}
