/** The families of generators that are compared, from mock data to the network. */

import { TabularARGN } from "../../argn/tabular-argn";
import type { Domain } from "../../encoding/private/private-setting";
import { bootstrap } from "../../generators/bootstrap";
import { cart } from "../../generators/cart";
import { chowLiu } from "../../generators/chow-liu";
import { copula } from "../../generators/copula";
import { diffusion } from "../../generators/diffusion";
import { fromSummary } from "../../generators/from-summary";
import { gan } from "../../generators/gan";
import type { Generator } from "../../generators/generator";
import { kernelDensity } from "../../generators/kernel-density";
import { marginals } from "../../generators/marginals";
import { mixture } from "../../generators/mixture";
import { mock } from "../../generators/mock";
import { mockData } from "../../generators/mock-data/mock-data";
import { privBayes } from "../../generators/priv-bayes";
import { shuffle } from "../../generators/shuffle";
import { smote } from "../../generators/smote";
import { vae } from "../../generators/vae";
import { concat } from "../../table/concat";
import type { Column } from "../../table/column";
import type { FamilyTable } from "./family-tables";

const argn: Generator = { name: "TabularARGN", train: (table, options) => TabularARGN.train(table, options) };

const simple: readonly Generator[] = [
  ...[mock, mockData(), fromSummary, marginals, shuffle],
  ...[copula, mixture(), kernelDensity(), chowLiu, cart, smote(), bootstrap()],
];

const PRIVACY = { epsilon: 3, noise: "seed" } as const;
/** The same family with the words and ranges of all columns, which it then need not find. */
const TOLD = "priv-bayes, told";

export const familyNames: readonly string[] = [
  ...[...simple.map(({ name }) => name), "priv-bayes", TOLD],
  ...["vae", "gan", "diffusion", argn.name],
];

/** A family as it is compared on this table. */
export function familyFor(name: string, table: FamilyTable): Generator {
  if (name === TOLD) return { ...privBayes({ ...PRIVACY, domains: domainsOf(table) }), name };
  const made = [...simple, privBayes(PRIVACY), vae(), gan(), diffusion(), argn].find((family) => family.name === name);
  if (made === undefined) throw new RangeError(`There is no family "${name}" to compare`);
  return made;
}

/** Words and ranges as if they were public. They are read from the rows, held out ones included: no real release could do so. */
function domainsOf({ training, holdout }: FamilyTable): Readonly<Record<string, Domain>> {
  return Object.fromEntries(
    concat([training, holdout]).columns.flatMap((column) => (column.type === "boolean" ? [] : [[column.name, domainOf(column)]])),
  );
}

function domainOf(column: Exclude<Column, { type: "boolean" }>): Domain {
  if (column.type === "string") return column.dictionary;
  const present = column.values.filter((value) => !Number.isNaN(value));
  return present.reduce(({ low, high }, value) => ({ low: Math.min(low, value), high: Math.max(high, value) }), {
    low: Infinity,
    high: -Infinity,
  });
}

/** Families that no table can be trained for by itself, why they are not compared, and what two rows of the table rest on. */
export const notCompared = `Not compared: rules and published numbers, which are written by hand for one table; a simulation, which is one; a language
model, which needs a service; ADASYN, which makes rows of one rare class.

PrivBayes spends epsilon 3 in both rows (one row's cells changed; delta 1e-5 where it looks for words and ranges itself). "priv-bayes" finds the words and
ranges of all columns within that budget, which costs most of it. "priv-bayes, told" is given them, read from the table as if they were public: its epsilon
says nothing of what they give away.`;
