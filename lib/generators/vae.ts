import { checkInteger, checkOptions } from "../base/check";
import { family, type Generator } from "./generator";

/**
 * A small variational autoencoder: an encoder squeezes each row into a few numbers, a decoder unfolds them again. The loss
 * asks for good copies, and for numbers that are spread like a standard normal: then new ones can be drawn and unfolded.
 * Cells are those of training rows. Rows are kept so that the shares of each column are right; see `deep/margins.ts`.
 *
 *   loss per row = - log p(row | z) + KL(q(z | row) || N(0, 1)), z drawn from q
 *
 * What it gives up: the ties that 16 numbers do not hold, mostly rules that hold for nearly all rows.
 *
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes" (2014), section 3; Xu and others, "Modeling Tabular Data
 * using Conditional GAN" (2019), section 4.4 (TVAE).
 *
 * @param options epochs: times that each row is looked at; 100
 * @example
 * const table = Table.of({ age: [31, 54, 54, 70], city: ["Ulm", "Bari", null, "Ulm"] });
 * const synthetic = await (await vae({ epochs: 2 }).train(table, { seed: 1 })).sample(3);
 * assert.deepEqual(synthetic.columnNames, ["age", "city"]);
 */
export function vae(options: { readonly epochs?: number } = {}): Generator {
  const { epochs = 100 } = options;
  checkOptions("Cannot make a VAE", options, ["epochs"]);
  checkInteger("Cannot make a VAE", "epochs", epochs, 1, 100_000);
  return family("vae", async (table, work) => {
    const { trainVae } = await import("./deep/train-vae.js");
    return trainVae(table, work, epochs);
  });
}
