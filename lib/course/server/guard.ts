/** Who may talk to the server. It runs whatever code it is sent, so: this machine, this page, this learner. */

import { createHash, timingSafeEqual } from "node:crypto";

/** The parts of a request that decide. */
export interface Caller {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly cookie: string | undefined;
}

/** Why a request is refused, in words for the person at the browser; undefined when it is welcome. */
export type Refusal = string | undefined;

/** The name of the cookie: browsers share cookies between the ports of a machine, so the port is part of it. */
export function cookieName(port: number): string {
  return `synthetic-tables-${port}`;
}

/** Refuses names other than this machine's (a foreign page can give its own name to 127.0.0.1) and pages of other origins. */
export function refuseForeign({ method, host, origin, fetchSite }: Caller, port: number): Refusal {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !hosts.includes(host)) return `This server answers to ${hosts[0]} only.`;
  if (origin !== undefined && !hosts.some((each) => origin === `http://${each}`)) return "This server answers its own page only.";
  if (fetchSite === "cross-site" && method !== "GET") return "This server answers its own page only.";
  if (method !== "GET" && method !== "HEAD" && origin === undefined) return "A request that changes something must name its origin.";
  return undefined;
}

/** Refuses who does not know the token of the address that `npm start` printed. */
export function refuseStranger({ cookie }: Caller, port: number, token: string): Refusal {
  const given = cookieOf(cookie, cookieName(port));
  return given !== undefined && isSame(given, token)
    ? undefined
    : "Open the address that npm start printed in the terminal: it holds the key.";
}

/** Compares without telling by its time how far two texts agree. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
