/** What holds for every row of `cloudops`. */

import { countWhere, isTrue, numbersOf, textsOf } from "../cells";
import { parentRows } from "../keys";
import type { Rule } from "../simulator";
import { keyRulesOf } from "../table-rules";
import { cloudopsTables } from "./columns";
import { summaryGrammar } from "./incidents";
import { capacities, endStates, transitions } from "./jobs";
import { billedCostOf, constants, listCostOf } from "./law";

const cents = (amount: number): number => Math.round(100 * amount);
const discounts = new Map(Object.entries(constants.tierDiscounts));

/** All arrows that a job of either capacity may take: "QUEUE>RUN". */
const arrows = new Set(
  capacities.flatMap((capacity) =>
    Object.entries(transitions[capacity]).flatMap(([from, to]) => Object.keys(to ?? {}).map((next) => `${from}>${next}`)),
  ),
);

export const cloudopsRules: readonly Rule[] = [
  ...keyRulesOf(cloudopsTables),
  {
    name: "list_cost is quantity times price, to the cent",
    violations: ({ cost_line: lines, resource }) => {
      const rows = parentRows(lines, "resource_id", resource, "resource_id");
      const [quantity, cost] = [numbersOf(lines, "consumed_quantity"), numbersOf(lines, "list_cost")];
      const price = numbersOf(resource, "list_unit_price");
      const service = textsOf(resource, "service_category");
      return countWhere(lines.rowCount, (i) => cents(cost[i]) !== cents(listCostOf(quantity[i], price[rows[i]], service(rows[i]) ?? "")));
    },
  },
  {
    name: "billed_cost is list_cost less commitment and discount, to the cent",
    violations: ({ cost_line: lines, resource, account }) => {
      const rows = parentRows(lines, "resource_id", resource, "resource_id");
      const accountOf = parentRows(resource, "account_id", account, "account_id");
      const [list, billed] = [numbersOf(lines, "list_cost"), numbersOf(lines, "billed_cost")];
      const committed = isTrue(resource, "committed");
      const tier = textsOf(account, "tier");
      const discount = (row: number): number => discounts.get(tier(accountOf[row]) ?? "") ?? NaN;
      return countWhere(lines.rowCount, (i) => cents(billed[i]) !== cents(billedCostOf(list[i], committed(rows[i]), discount(rows[i]))));
    },
  },
  {
    name: "no cost before launch",
    violations: ({ cost_line: lines, resource }) => {
      const rows = parentRows(lines, "resource_id", resource, "resource_id");
      const [day, launch] = [numbersOf(lines, "charge_period_start"), numbersOf(resource, "launched_on")];
      return countWhere(lines.rowCount, (i) => !(day[i] >= launch[rows[i]]));
    },
  },
  {
    name: "every summary parses by the grammar of its service",
    violations: ({ incident, resource }) => {
      const rows = parentRows(incident, "resource_id", resource, "resource_id");
      const [summary, service] = [textsOf(incident, "summary"), textsOf(resource, "service_category")];
      return countWhere(incident.rowCount, (i) => !summaryGrammar(service(rows[i]) ?? "").test(summary(i) ?? ""));
    },
  },
  {
    name: "jobs begin with SUBMIT, follow the arrows, and end with FINISH, FAIL or KILL",
    violations: ({ job_event: events }) => {
      const [job, state] = [textsOf(events, "job_id"), textsOf(events, "state")];
      const ends: readonly (string | undefined)[] = endStates;
      const broken = (i: number): boolean => {
        const goesOn = i > 0 && job(i) === job(i - 1);
        const last = job(i) !== (i + 1 < events.rowCount ? job(i + 1) : undefined);
        return (goesOn ? !arrows.has(`${state(i - 1)}>${state(i)}`) : state(i) !== "SUBMIT") || (last && !ends.includes(state(i)));
      };
      return countWhere(events.rowCount, broken);
    },
  },
  {
    name: "events count 1, 2, 3 and never go back in time",
    violations: ({ job_event: events }) => {
      const job = textsOf(events, "job_id");
      const [seq, at] = [numbersOf(events, "seq"), numbersOf(events, "at")];
      return countWhere(events.rowCount, (i) => {
        const goesOn = i > 0 && job(i) === job(i - 1);
        return goesOn ? seq[i] !== seq[i - 1] + 1 || at[i] < at[i - 1] : seq[i] !== 1;
      });
    },
  },
];
