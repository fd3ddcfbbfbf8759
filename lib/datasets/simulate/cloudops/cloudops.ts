/** `cloudops`: what a cloud costs, when it breaks, and how its jobs end. */

import { roundTo } from "../round-to";
import type { SeededLaw, Sheets, Simulator } from "../simulator";
import { cloudopsCard } from "./card";
import { cloudopsLatent, cloudopsTables } from "./columns";
import { type Incident, incidentsOf } from "./incidents";
import { type Job, jobsOf, SPOT_SHARE, transitions } from "./jobs";
import { type CloudAccount, cloudAccountsOf, constants, daysOf, type Resource, type ResourceDay, resourcesOf } from "./law";
import { cloudopsRules } from "./rules";
import { cloudopsTruths } from "./truths";

export const FIRST_DAY = Date.UTC(2024, 0, 1); // a Monday
const DAY = 86_400_000;

export const cloudops: Simulator = {
  name: "cloudops",
  title: "Cloudops: costs, incidents and jobs of an invented cloud",
  subject: "resources",
  defaultRows: 200,
  tables: cloudopsTables,
  latent: cloudopsLatent,
  constants: { ...constants, spotShare: SPOT_SHARE, transitions },
  truths: cloudopsTruths,
  rules: cloudopsRules,
  card: cloudopsCard,
  seeded: (seed): SeededLaw => {
    const accounts = cloudAccountsOf(seed);
    const resourceAt = resourcesOf(seed, accounts);
    const days = daysOf(seed);
    const incidentOn = incidentsOf(seed);
    const jobAt = jobsOf(seed, accounts, constants.days);
    return {
      canaries: () => [],
      draw: (start, end, sheets) => {
        // the accounts belong to no resource: they go out with the first block
        if (start === 0) accounts.forEach((account, a) => writeAccount(a, account, sheets));
        for (let i = start; i < end; i++) {
          const resource = resourceAt(i);
          const id = writeResource(i, resource, sheets);
          for (const [day, line] of days(i, resource, constants.tierDiscounts[accounts[resource.account].tier])) {
            writeCostLine(id, day, resource, line, sheets);
            const incident = incidentOn(i, day, resource, line.utilization);
            if (incident !== undefined) writeIncident(id, incident, sheets);
          }
        }
        for (let j = jobsBefore(start); j < jobsBefore(end); j++) writeJob(j, jobAt(j), sheets);
      },
    };
  },
};

const jobsBefore = (resources: number): number => Math.floor(constants.jobsPerResource * resources);
const accountId = (a: number): string => `A${String(a + 1).padStart(3, "0")}`;
const unitOf = { Compute: "Hours", Databases: "Hours", Storage: "GB", Serverless: "Requests" };

function writeAccount(a: number, { org, tier, homeRegion }: CloudAccount, { tables }: Sheets): void {
  tables.account.add({ account_id: accountId(a), org, tier, home_region: homeRegion });
}

function writeResource(i: number, resource: Resource, { tables, latent }: Sheets): string {
  const id = `R${String(i + 1).padStart(5, "0")}`;
  tables.resource.add({
    resource_id: id,
    account_id: accountId(resource.account),
    service_category: resource.service,
    service_name: constants.serviceNames[resource.service],
    sku_size: resource.size,
    region_id: resource.region,
    env: resource.env,
    committed: resource.committed,
    list_unit_price: resource.listUnitPrice,
    tag_owner: resource.owner,
    launched_on: FIRST_DAY + resource.launchDay * DAY,
  });
  latent.add({ resource_id: id, load: roundTo(resource.load, 4) });
  return id;
}

function writeCostLine(id: string, day: number, { committed, service }: Resource, line: ResourceDay, { tables }: Sheets): void {
  tables.cost_line.add({
    resource_id: id,
    charge_period_start: FIRST_DAY + day * DAY,
    pricing_category: committed ? "Committed" : "Standard",
    consumed_quantity: line.quantity,
    consumed_unit: unitOf[service],
    list_cost: line.listCost,
    billed_cost: line.billedCost,
    avg_utilization: line.utilization,
  });
}

function writeIncident(id: string, { day, minute, severity, summary, minutesToResolve }: Incident, { tables }: Sheets): void {
  tables.incident.add({
    incident_id: `I${id.slice(1)}-${day + 1}`,
    resource_id: id,
    opened_at: FIRST_DAY + day * DAY + minute * 60_000,
    severity,
    summary,
    minutes_to_resolve: minutesToResolve,
  });
}

function writeJob(j: number, { account, capacity, events }: Job, { tables }: Sheets): void {
  const id = `J${String(j + 1).padStart(6, "0")}`;
  tables.job.add({ job_id: id, account_id: accountId(account), capacity });
  events.forEach(({ at, state }, n) =>
    tables.job_event.add({ job_id: id, seq: n + 1, at: FIRST_DAY + Math.floor(at / 1000) * 1000, state }),
  );
}
