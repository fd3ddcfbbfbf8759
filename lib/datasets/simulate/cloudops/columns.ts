/** The tables of `cloudops`; the names of the cost table follow FOCUS, the open specification of billing data. */

import type { TablePlan } from "../simulator";
import { severities } from "./incidents";
import { capacities } from "./jobs";
import { constants } from "./law";

const regions = Object.keys(constants.regionShares);
const toAccount = { column: "account_id", table: "account", references: "account_id" };
const toResource = { column: "resource_id", table: "resource", references: "resource_id" };

const account: TablePlan = {
  name: "account",
  primaryKey: ["account_id"],
  foreignKeys: [],
  columns: [
    { name: "account_id", type: "string", means: "Number of the account; unique" },
    { name: "org", type: "string", means: "Invented customer" },
    { name: "tier", type: "string", values: Object.keys(constants.tierShares), ordered: true, means: "Contract; fixes the discount" },
    { name: "home_region", type: "string", values: regions, means: "Where most of its resources are" },
  ],
};

const resource: TablePlan = {
  name: "resource",
  primaryKey: ["resource_id"],
  foreignKeys: [toAccount],
  columns: [
    { name: "resource_id", type: "string", means: "Number of the resource; unique" },
    { name: "account_id", type: "string", means: "Whose it is" },
    { name: "service_category", type: "string", values: Object.keys(constants.serviceShares), means: "What kind of service" },
    {
      name: "service_name",
      type: "string",
      values: Object.values(constants.serviceNames),
      means: "Name of the service; one for each category",
    },
    { name: "sku_size", type: "string", values: Object.keys(constants.sizeShares), ordered: true, means: "Size" },
    { name: "region_id", type: "string", values: regions, means: "Where it runs" },
    { name: "env", type: "string", values: Object.keys(constants.envShares), means: "What it is for" },
    { name: "committed", type: "boolean", means: "Whether it was bought ahead; only production machines and databases" },
    { name: "list_unit_price", type: "number", means: "Price of an hour, a gigabyte for a month, or a request" },
    { name: "tag_owner", type: "string", means: "Team", missing: "at random given env: prod 6 %, staging 25 %, dev 55 %" },
    { name: "launched_on", type: "datetime", format: "date", means: "First day; no cost before" },
  ],
};

const costLine: TablePlan = {
  name: "cost_line",
  primaryKey: ["resource_id", "charge_period_start"],
  foreignKeys: [toResource],
  orderedBy: "charge_period_start",
  columns: [
    { name: "resource_id", type: "string", means: "What cost" },
    { name: "charge_period_start", type: "datetime", format: "date", means: "Which day" },
    { name: "pricing_category", type: "string", values: ["Standard", "Committed"], means: "How it is priced" },
    { name: "consumed_quantity", type: "number", means: "How much was used" },
    { name: "consumed_unit", type: "string", values: ["Hours", "GB", "Requests"], means: "Unit of the quantity" },
    { name: "list_cost", type: "number", means: "Quantity times list price, to the cent; storage is priced by 30 days" },
    { name: "billed_cost", type: "number", means: "List cost less commitment (x 0.62) and discount of the tier, to the cent" },
    { name: "avg_utilization", type: "number", means: "Mean load of the day, 0.01 to 1" },
  ],
};

const incident: TablePlan = {
  name: "incident",
  primaryKey: ["incident_id"],
  foreignKeys: [toResource],
  columns: [
    { name: "incident_id", type: "string", means: "Number of the incident; unique" },
    { name: "resource_id", type: "string", means: "What broke" },
    { name: "opened_at", type: "datetime", format: "datetime", means: "When it was opened" },
    { name: "severity", type: "string", values: Object.keys(severities), ordered: true, means: "How bad it was" },
    { name: "summary", type: "string", means: "One line, by a small grammar" },
    { name: "minutes_to_resolve", type: "number", unit: "minutes", means: "Until it was mended" },
  ],
};

const job: TablePlan = {
  name: "job",
  primaryKey: ["job_id"],
  foreignKeys: [toAccount],
  columns: [
    { name: "job_id", type: "string", means: "Number of the job; unique" },
    { name: "account_id", type: "string", means: "Whose it is" },
    { name: "capacity", type: "string", values: capacities, means: "Spot is cheaper and can be taken away" },
  ],
};

const jobEvent: TablePlan = {
  name: "job_event",
  primaryKey: ["job_id", "seq"],
  foreignKeys: [{ column: "job_id", table: "job", references: "job_id" }],
  orderedBy: "seq",
  columns: [
    { name: "job_id", type: "string", means: "Which job" },
    { name: "seq", type: "number", means: "1, 2, 3 and so on" },
    { name: "at", type: "datetime", format: "datetime", means: "When" },
    { name: "state", type: "string", values: ["SUBMIT", "QUEUE", "RUN", "EVICT", "FINISH", "FAIL", "KILL"], means: "What happened" },
  ],
};

export const cloudopsTables: readonly TablePlan[] = [account, resource, costLine, incident, job, jobEvent];

export const cloudopsLatent: TablePlan = {
  name: "latent",
  primaryKey: ["resource_id"],
  foreignKeys: [toResource],
  columns: [
    { name: "resource_id", type: "string", means: "Number of the resource" },
    { name: "load", type: "number", means: "Its usual load" },
  ],
};
