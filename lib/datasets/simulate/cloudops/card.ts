/** The card of `cloudops`. */

import type { CardText } from "../simulator";

export const cloudopsCard: CardText = {
  about:
    "Sixty days of an invented cloud: accounts, their resources, a cost line for each resource and day, incidents, and jobs with their " +
    "events. The costs follow from quantities and prices to the cent; the jobs follow a chain whose arrows are known.",
  who: "Sixty invented customers, their machines, databases, stores and functions.",
  missing: "Customers who left, resources without cost, taxes and credits. The owner of a resource is missing most often in development.",
  bias: "Incidents happen in one of 130 days of a resource, so a classifier that never warns is right 99 % of the time.",
  harms:
    "No person is in the tables. In real billing data the names of projects and regions tell a competitor what a customer is about to do.",
  use: "Sharing bills without the customers, load at ten times the volume, rare classes, chains of events, several tables.",
};
