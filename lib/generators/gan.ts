import { checkInteger, checkOptions } from "../base/check";
import { family, type Generator } from "./generator";

/**
 * A small generative adversarial network: a generator makes rows out of noise, a critic tells them from real ones, and each
 * learns from the other. After CTGAN: numbers are a mode and a position within it, each row is asked for with a condition
 * ("occupation is Care"), and rare conditions are practised more often than they are. Beside the critic, the generator is told
 * how often two modes meet in one row: the critic alone needs many times the steps. Cells are those of training rows. Rows
 * are kept so that the shares of each column are right; see `deep/margins.ts`.
 *
 *   critic: greatest mean f(real) - mean f(made), |slope of f| near 1
 *   generator: greatest mean f(made), condition met, shares of pairs of modes as in the training rows; see `deep/pair-shares.ts`
 *
 * What it gives up: no likelihood says when it is done, and it may forget modes that the critic does not ask for.
 *
 * Source: Xu, Skoularidou, Cuesta-Infante and Veeramachaneni, "Modeling Tabular Data using Conditional GAN" (2019), sections
 * 4.2 and 4.3; Gulrajani and others, "Improved Training of Wasserstein GANs" (2017), section 4; Park and others, "Data
 * Synthesis based on Generative Adversarial Networks" (2018), section 4.2 (shares as a part of the loss).
 *
 * @param options epochs: rows that the generator makes, in times the rows of the table; 25
 * @example
 * const table = Table.of({ age: [31, 54, 54, 70], city: ["Ulm", "Bari", null, "Ulm"] });
 * const synthetic = await (await gan({ epochs: 2 }).train(table, { seed: 1 })).sample(3);
 * assert.deepEqual(synthetic.columnNames, ["age", "city"]);
 */
export function gan(options: { readonly epochs?: number } = {}): Generator {
  const { epochs = 25 } = options;
  checkOptions("Cannot make a GAN", options, ["epochs"]);
  checkInteger("Cannot make a GAN", "epochs", epochs, 1, 100_000);
  return family("gan", async (table, work) => {
    const { trainGan } = await import("./deep/train-gan.js");
    return trainGan(table, work, epochs);
  });
}
