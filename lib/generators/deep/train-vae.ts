/** A small variational autoencoder of table rows. Letters: B rows, W numbers of a row, L numbers of a code. */

import * as tf from "@tensorflow/tfjs-core";
import type { Table } from "../../table/table";
import type { Draw, Work } from "../generator";
import { startBackend } from "./backend";
import { BlockSoftmax } from "./block-softmax";
import { batchesOf, drawModes, normals, placeOf, rowsAt } from "./chance";
import { firstWeights, Perceptron } from "./perceptron";
import { rowVectors } from "./row-vectors";
import { type DrawRows, withMargins } from "./sample-network";

const [CODE, HIDDEN, BATCH, STRETCHES, LEARNING_RATE] = [16, 128, 500, 4, 0.003];
/** The standard deviation of a position around what the decoder says. */
const POSITION_SPREAD = 0.3;

/** Trains encoder and decoder together; rows are then drawn by the decoder alone. */
export async function trainVae(table: Table, { rng, turn }: Work, epochs: number): Promise<Draw> {
  await startBackend();
  const vectors = rowVectors(table, rng.fork("modes"), STRETCHES);
  const { rows, width, blocks } = vectors;
  const widths = { encoder: [width, HIDDEN, HIDDEN, 2 * CODE], decoder: [CODE, HIDDEN, HIDDEN, width] };
  const encoder = new Perceptron(widths.encoder, firstWeights(widths.encoder, rng.fork("encoder")));
  const decoder = new Perceptron(widths.decoder, firstWeights(widths.decoder, rng.fork("decoder")));
  const softmax = new BlockSoftmax(blocks, width);
  const noise = rng.fork("noise");
  let weights: Float32Array;
  try {
    for (let epoch = 0; epoch < epochs; epoch++) {
      const learningRate = LEARNING_RATE * Math.min(1, 2 * (1 - epoch / epochs));
      for (const batch of batchesOf(rows, BATCH, rng)) {
        await turn(epoch, epochs);
        tf.tidy(() => step(encoder, decoder, softmax, rowsAt(vectors, batch), normals(noise, batch.length, CODE), learningRate));
      }
    }
    weights = decoder.read();
  } finally {
    for (const part of [encoder, decoder, softmax]) part.dispose();
  }
  const draw: DrawRows = async (count, chance) => {
    const { shares, output } = decode(widths.decoder, weights, blocks, width, normals(chance, count, CODE));
    const blur = (x: number): number => x + POSITION_SPREAD * chance.normal();
    return {
      modes: blocks.map((block) => drawModes(shares, width, block, chance)),
      positions: blocks.map(({ position }) => (position === undefined ? undefined : placeOf(output, width, position).map(blur))),
    };
  };
  return withMargins(vectors, draw, rng, turn);
}

/** One step against reconstruction loss + Kullback-Leibler divergence of the codes from a standard normal, per row. */
function step(
  encoder: Perceptron,
  decoder: Perceptron,
  softmax: BlockSoftmax,
  x: tf.Tensor2D,
  noise: tf.Tensor2D,
  learningRate: number,
): void {
  const rows = x.shape[0];
  // what the encoder says of the code: a mean and the logarithm of a variance
  const seen = encoder.forward(x);
  const [mean, logVariance]: tf.Tensor2D[] = tf.split(seen.output, 2, 1); // 2 x [B, L]
  const spread = tf.exp(tf.div(logVariance, 2)); // [B, L]
  // what the decoder makes of a code drawn from there
  const told = decoder.forward(tf.add(mean, tf.mul(noise, spread)));
  const modeError = tf.mul(tf.sub(softmax.shares(told.output), x), softmax.modes); // [B, W]
  const positionError = tf.mul(tf.sub(told.output, x), tf.div(softmax.positions, POSITION_SPREAD ** 2)); // [B, W]
  const decoded = decoder.backward(told, tf.div(tf.add(modeError, positionError), rows));
  // back through the draw, and the pull of the codes towards a standard normal
  const meanGradient: tf.Tensor2D = tf.add(decoded.input, tf.div(mean, rows)); // [B, L]
  const throughNoise = tf.mul(decoded.input, tf.mul(noise, tf.div(spread, 2))); // [B, L]
  const varianceGradient: tf.Tensor2D = tf.add(throughNoise, tf.div(tf.sub(tf.exp(logVariance), 1), 2 * rows)); // [B, L]
  const encoded = encoder.backward(seen, tf.concat2d([meanGradient, varianceGradient], 1));
  decoder.descend(decoded.parameters, { learningRate });
  encoder.descend(encoded.parameters, { learningRate });
}

/** The shares of all modes, and the positions, that belong to some codes. */
function decode(
  widths: readonly number[],
  weights: Float32Array,
  blocks: RowBlocks,
  width: number,
  codes: tf.Tensor2D,
): { shares: Float32Array; output: Float32Array } {
  const decoder = new Perceptron(widths, weights);
  const softmax = new BlockSoftmax(blocks, width);
  const [output, shares] = tf.tidy(() => {
    const told = decoder.forward(codes).output; // [B, W]
    return [told, softmax.shares(told)];
  });
  const result = { shares: Float32Array.from(shares.dataSync()), output: Float32Array.from(output.dataSync()) };
  tf.dispose([codes, output, shares]);
  decoder.dispose();
  softmax.dispose();
  return result;
}

type RowBlocks = ConstructorParameters<typeof BlockSoftmax>[0];
