/** Incidents: rare, and likelier when the load is near its ceiling. */

import { logistic } from "../logistic";
import { Stream } from "../stream";
import { drawKey, type Resource } from "./law";

export interface Incident {
  readonly day: number;
  readonly minute: number;
  readonly severity: Severity;
  readonly summary: string;
  readonly minutesToResolve: number;
}

export const severities = { low: 0.6, medium: 0.3, high: 0.1 };
export type Severity = keyof typeof severities;

const medianMinutes = { low: 45, medium: 120, high: 240 };
const symptoms = ["latency", "errors", "timeouts", "restarts"];
const extents = {
  low: ["slightly up", "up for some calls"],
  medium: ["clearly up", "up for many calls"],
  high: ["far up", "up for all calls"],
};
const templates = ["SERVICE: SYMPTOM EXTENT.", "SYMPTOM of SERVICE EXTENT."];

/**
 * The 95th percentile of what is asked of a resource on a day, from its mean load. It may be more than there is: what
 * cannot be served waits, and that is when things break, so the score of an incident takes it without a ceiling of 1.
 */
export function peakOf(utilization: number): number {
  return 1.35 * utilization;
}

/** The incident of a resource on a day, when there is one. */
export function incidentsOf(seed: number): (i: number, day: number, resource: Resource, utilization: number) => Incident | undefined {
  const chances = new Stream(seed, "cloudops/incident");
  const details = new Stream(seed, "cloudops/incident/details");
  return (i, day, { service }, utilization) => {
    const score = -5.6 + 5.5 * Math.max(0, peakOf(utilization) - 0.6) + (service === "Databases" ? 0.7 : 0);
    if (!chances.at(i, day).chance(logistic(score))) return undefined;
    const draw = details.at(i, day);
    const severity = drawKey(draw, severities);
    const pick = (words: readonly string[]): string => words[Math.floor(draw.uniform() * words.length)];
    const summary = pick(templates)
      .replace("SERVICE", service)
      .replace("SYMPTOM", pick(symptoms))
      .replace("EXTENT", pick(extents[severity]));
    const minutesToResolve = Math.max(1, Math.round(Math.exp(draw.normal(Math.log(medianMinutes[severity]), 0.6))));
    return {
      day,
      minute: Math.floor(draw.uniform() * 1440),
      severity,
      summary: summary[0].toUpperCase() + summary.slice(1),
      minutesToResolve,
    };
  };
}

const anyOf = (words: readonly string[]): string => `(?:${words.join("|")})`;

/** Matches every summary that the grammar can write for a service. */
export function summaryGrammar(service: string): RegExp {
  const words = { SERVICE: service, SYMPTOM: anyOf(symptoms), EXTENT: anyOf(Object.values(extents).flat()) };
  const pattern = templates.map((template) =>
    template.replace(".", "\\.").replace("SERVICE", words.SERVICE).replace("SYMPTOM", words.SYMPTOM).replace("EXTENT", words.EXTENT),
  );
  return new RegExp(`^${anyOf(pattern)}$`, "i");
}
