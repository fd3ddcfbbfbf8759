/** The families of generators that are compared, from mock data to the network. */

import { TabularARGN } from "../../argn/tabular-argn";
import { bootstrap } from "../../generators/bootstrap";
import { cart } from "../../generators/cart";
import { chowLiu } from "../../generators/chow-liu";
import { copula } from "../../generators/copula";
import { fromSummary } from "../../generators/from-summary";
import type { Generator } from "../../generators/generator";
import { marginals } from "../../generators/marginals";
import { mixture } from "../../generators/mixture";
import { mock } from "../../generators/mock";
import { shuffle } from "../../generators/shuffle";
import { smote } from "../../generators/smote";

const argn: Generator = { name: "TabularARGN", train: (table, options) => TabularARGN.train(table, options) };

export const families: readonly Generator[] = [
  mock,
  fromSummary,
  marginals,
  shuffle,
  copula,
  mixture(),
  chowLiu,
  cart,
  smote(),
  bootstrap(),
  argn,
];

/** Families that no table can be trained for by itself, and why they are not compared. */
export const notCompared = "rules is not compared: its rules are written by hand for one table.";
