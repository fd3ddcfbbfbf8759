import { checkInteger, checkOptions } from "../base/check";
import { family, type Generator } from "./generator";

/**
 * A small diffusion model: rows are turned into noise in steps, a network learns to say what row stood behind the noise, and
 * new rows come from noise by going the steps back. After TabDDPM: Gaussian noise for numbers, redrawn categories for words.
 * Cells are those of training rows. Rows are kept so that the shares of each column are right; see `deep/margins.ts`.
 *
 *   loss per row = - log p(modes | noisy row) + (position - guess)^2 / 2, at a random step
 *
 * What it gives up: speed. Each row passes through the network once for each step.
 *
 * Source: Kotelnikov, Baranchuk, Rubachev and Babenko, "TabDDPM" (2023), section 3; Hoogeboom and others, "Argmax Flows and
 * Multinomial Diffusion" (2021), section 4.
 *
 * @param options epochs: times that each row is looked at; 200. steps: from a row to noise; 30
 * @example
 * const table = Table.of({ age: [31, 54, 54, 70], city: ["Ulm", "Bari", null, "Ulm"] });
 * const synthetic = await (await diffusion({ epochs: 2, steps: 3 }).train(table, { seed: 1 })).sample(3);
 * assert.deepEqual(synthetic.columnNames, ["age", "city"]);
 */
export function diffusion(options: { readonly epochs?: number; readonly steps?: number } = {}): Generator {
  const { epochs = 200, steps = 30 } = options;
  checkOptions("Cannot make a diffusion model", options, ["epochs", "steps"]);
  checkInteger("Cannot make a diffusion model", "epochs", epochs, 1, 100_000);
  checkInteger("Cannot make a diffusion model", "steps", steps, 1, 10_000);
  return family("diffusion", async (table, work) => {
    const { trainDiffusion } = await import("./deep/train-diffusion.js");
    return trainDiffusion(table, work, { epochs, steps });
  });
}
