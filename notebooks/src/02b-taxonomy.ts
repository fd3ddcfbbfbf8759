// ---
// id: 02b
// title: The families of generators
// section: 2 AI-generated data
// minutes: 60
// ---

// %% [markdown] 02b-question
// # The families of generators
//
// **What does each kind of generator keep of a table, and what does it lose?** You train eight on the same people and judge them alike. 60 minutes.
//
// You will be able to
// - say which ties each family holds
// - read a table that compares them
// - choose the simplest that serves

// %% 02b-imports
import { readFileSync } from "node:fs";
import { assess, cart, copula, diffusion, gan, mixture, plots, Rng, shuffle, simulate, Table, TabularARGN, vae } from "synthetic-tables";
import type { Generator } from "synthetic-tables";
import { check, expectError, hint, quiz, show, solution, todo } from "synthetic-tables/course";

// %% [markdown] 02b-people
// ## One table for all
//
// Six columns of the simulated `people`; nobody in them is real. Fresh people of the same law are the yardstick: what they score, no generator can be asked to beat. A family is trained, then draws as many rows as it has seen.

// %% 02b-judge
const columns = ["age", "sex", "education", "works", "occupation", "income"];
const training = simulate("people", { rows: 2000, seed: 1 }).select(columns);
const holdout = simulate("people", { rows: 2000, seed: 2 }).select(columns);
const workerIncomes = [...training.filter(({ works }) => works === true).rows()].map(({ income }) => Number(income));
async function judge(family: Generator) {
  const trained = await family.train(training, { seed: 1 });
  const synthetic = await trained.sample(2000, { seed: 2 });
  const { univariate, bivariate } = await assess({ training, holdout, synthetic }, { seed: 1, parts: ["accuracy"] });
  return { synthetic, row: { family: family.name, columns: univariate.value ?? null, pairs: bivariate.value ?? null } };
}
const shuffled = await judge(shuffle);
show(shuffled.row);

// %% [markdown] 02b-judge-read
// The shuffle is the floor. Each column is perfect, and pairs still score .84: many pairs have little to do with each other. So a bare ".84" says nothing. What counts is how far above the shuffle a family comes.

// %% [markdown] 02b-copula-text
// ## Copula: one number for each pair
//
// A [copula](glossary.md#copula) turns every column into ranks, ties the ranks by correlations, and turns new ranks back into cells. The way back is a lookup: which cell has this share of the column below it? Write that first.

// %% include 02b.1

// %% 02b-copula
const tied = await judge(copula);
show(tied.row);
show(plots.scatter(tied.synthetic, "age", "income"));

// %% [markdown] 02b-copula-read
// A fifth of the way from the shuffle to fresh people. Correlations see what rises and falls together. Words have no up and down: the copula lines them up by frequency, and what hangs on them comes out blurred.

// %% [markdown] 02b-break-text
// ## Break it
//
// Here income is low for the young and the old, and high between. Correlation: zero. Predict what the copula makes of an arch.

// %% 02b-break
const rng = new Rng(5);
const ages = Array.from({ length: 2000 }, () => 20 + 60 * rng.uniform());
const incomes = ages.map((age) => 60_000 - 50 * (age - 50) ** 2 + 2000 * rng.normal());
const arch = Table.of({ age: ages, income: incomes });
const cloud = await copula.train(arch);
show(plots.scatter(await cloud.sample(2000, { seed: 2 }), "age", "income"));
const clouds = await mixture({ most: 6 }).train(arch);
show(plots.scatter(await clouds.sample(2000, { seed: 2 }), "age", "income"));

// %% [markdown] 02b-break-read
// The copula makes a cloud: both columns are right, the arch is gone. A [mixture](glossary.md#mixture) lays slanted clouds end to end. It learns in two turns: to which group does each row belong, by what share, and what does each group look like? The first turn is yours.

// %% include 02b.2

// %% [markdown] 02b-cart-text
// ## Trees: cell by cell
//
// [CART](glossary.md#cart) draws the columns in turn. A tree asks questions about the cells so far ("works?", "Bachelor or more?") and ends in a handful of training rows; one of them gives the next cell. Predict its score, and how many of its incomes are a real person's.

// %% 02b-cart
const grown = await judge(cart);
show(grown.row);
const paid = (table: Table) => [...table.rows()].map(({ income }) => income).filter((income) => income !== 0);
const real = new Set(paid(training));
show(
  `${paid(grown.synthetic).filter((income) => real.has(income)).length} of ${paid(grown.synthetic).length} incomes stand in the training rows`,
);

// %% [markdown] 02b-cart-read
// Near the best, in a tenth of a second. And every income is one of the training's: a tree gives out cells, not laws. For a column where one cell names a person, that is a leak. The next three families do the same in this library.

// %% [markdown] 02b-vae-text
// ## VAE: squeeze and unfold
//
// Networks want numbers near zero. So each number becomes a **mode** (missing, a frequent value, a stretch between quantiles) and a position within it. An [encoder](glossary.md#vae) squeezes that into 16 numbers; a decoder unfolds 16 drawn ones.

// %% include 02b.3

// %% 02b-vae tags=slow
const unfolded = await judge(vae({ epochs: 60 }));
show(unfolded.row);

// %% [markdown] 02b-vae-read
// Three fifths of the way. What 16 numbers cannot hold is lost first: rules that hold in nearly every row. The shares of the columns are right because drawn rows are thinned out until they are; without that step each would be off by a few points.

// %% [markdown] 02b-gan-text
// ## GAN: a forger and a critic
//
// A [generator](glossary.md#gan) makes rows, a critic compares them with real ones, and each learns from the other. A critic alone teaches slowly, so this generator is also told how often two modes meet. No number says when they are done. Predict: will people without work have an occupation?

// %% 02b-gan tags=slow
const forged = await judge(gan());
show(forged.row);
const learned = (table: Table) => table.filter(({ works, occupation }) => works === false && occupation !== null).rowCount;
show(`${learned(forged.synthetic)} people without work have an occupation`);

// %% [markdown] 02b-diffusion-text
// ## Diffusion: out of the noise
//
// About as far as the VAE, with dozens of idle people in an occupation: both draw all columns at once, and a rule comes out soft.
//
// Now spoil a row step by step: blur numbers, blank words. A network learns to say what it was. New rows start as [noise](glossary.md#diffusion-model) and take the steps back.

// %% 02b-diffusion tags=slow
const denoised = await judge(diffusion());
show(denoised.row);

// %% 02b-argn tags=slow
const argn: Generator = { name: "TabularARGN", train: (table, options) => TabularARGN.train(table, options) };
const predicted = await judge(argn);
show(Table.fromRows([shuffled, tied, grown, unfolded, forged, denoised, predicted].map(({ row }) => row)));
await expectError(() => TabularARGN.train(training.slice(0, 0)));

// %% [markdown] 02b-table-text
// ## All families, side by side
//
// Diffusion comes nearest of the three: it fills blanks a few at a time. TabularARGN goes cell by cell, as CART does. `npm run bench:families` compares all families on three tables. Beside accuracy it asks: can a learner tell the rows apart, are they of use, do they betray who was there?

// %% 02b-table
type Measured = { value?: number };
type Result = { family: string; bivariate?: Measured; discriminatorAuc?: Measured; membershipAuc?: Measured; trainSeconds?: number };
const tables: { table: { name: string }; results: Result[] }[] = JSON.parse(readFileSync("../notebooks/data/families.json", "utf8"));
const onPeople = tables[0].results.map(({ family, bivariate, discriminatorAuc, membershipAuc, trainSeconds }) => ({
  family,
  pairs: bivariate?.value ?? null,
  told_apart: discriminatorAuc?.value ?? null,
  betrayed: membershipAuc?.value ?? null,
  seconds: trainSeconds ?? null,
}));
show(Table.fromRows(onPeople), { rows: onPeople.length });

// %% [markdown] 02b-table-read
// `told_apart` and `betrayed` are areas under a curve: 0.5 is guessing. SMOTE and the bootstrap lie close to single rows, and an attacker notices. CART is accurate and quick; its cells are real ones. `priv-bayes` pays for its promise with accuracy; in the row `told` it got words and ranges for nothing. No family wins every column.

// %% [markdown] 02b-box
// ## Open the box
//
// Each family is one file in [lib/generators](../lib/generators). Start with [copula.ts](../lib/generators/copula.ts), then [deep/train-vae.ts](../lib/generators/deep/train-vae.ts). Find the line that draws the 16 numbers. Why must the noise come from outside the encoder?

// %% [markdown] 02b-quiz-text
// ## Three questions
//
// Answer without looking back. Each choice tells why it is right or wrong.

// %% 02b-quiz
quiz("02b");

// %% [markdown] 02b-can
// ## You can now
//
// - name what a shuffle, a copula, a mixture and a tree lose
// - explain a VAE, a GAN and a diffusion model in one sentence each
// - ask of any score: how far above the shuffle, and at what price?

// %% [markdown] 02b-sources
// ## Sources
//
// - B. Nowok, G. M. Raab, C. Dibben: *synthpop*, Journal of Statistical Software 74, 2016: trees, one column after another
// - L. Xu et al.: *Modeling Tabular Data using Conditional GAN*, NeurIPS 2019: modes, conditions, and a VAE beside it
// - A. Kotelnikov et al.: *TabDDPM: Modelling Tabular Data with Diffusion Models*, ICML 2023
// - J. Zhang et al.: *PrivBayes: Private Data Release via Bayesian Networks*, ACM Transactions on Database Systems 42, 2017
