import { checkInteger, checkOptions } from "../base/check";
import { family, type Generator } from "./generator";

/**
 * A small diffusion model: rows are turned into noise in steps, a network learns to say what row stood behind the noise, and
 * new rows come from noise by going the steps back. After TabDDPM, with Gaussian noise for numbers; words and the
 * stretches of numbers are blanked in place of being drawn anew. Cells are those of training rows. Rows are kept so that the
 * shares of each column are right; see `deep/margins.ts`.
 *
 *   loss per row = - log p(blank modes | noisy row) + (position - guess)^2 / 2, at a random step
 *
 * What it gives up: speed, for each row passes through the network once for each step; and ties between columns that are
 * shown in the same step, which more steps make rarer.
 *
 * Source: Kotelnikov, Baranchuk, Rubachev and Babenko, "TabDDPM" (2023), section 3; Austin and others, "Structured Denoising
 * Diffusion Models in Discrete State-Spaces" (2021), section 3.1 (blanks are its absorbing state).
 *
 * @param options epochs: times that each row is looked at; 50. steps: from a row to noise; 20
 * @example
 * const table = Table.of({ age: [31, 54, 54, 70], city: ["Ulm", "Bari", null, "Ulm"] });
 * const synthetic = await (await diffusion({ epochs: 2, steps: 3 }).train(table, { seed: 1 })).sample(3);
 * assert.deepEqual(synthetic.columnNames, ["age", "city"]);
 */
export function diffusion(options: { readonly epochs?: number; readonly steps?: number } = {}): Generator {
  const { epochs = 50, steps = 20 } = options;
  checkOptions("Cannot make a diffusion model", options, ["epochs", "steps"]);
  checkInteger("Cannot make a diffusion model", "epochs", epochs, 1, 100_000);
  checkInteger("Cannot make a diffusion model", "steps", steps, 1, 10_000);
  return family("diffusion", async (table, work) => {
    const { trainDiffusion } = await import("./deep/train-diffusion.js");
    return trainDiffusion(table, work, { epochs, steps });
  });
}
